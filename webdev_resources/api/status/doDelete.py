def doDelete(request, session):
	return project.api.serve("status", request)
