def doDelete(request, session):
	return project.api.serve("write", request)
