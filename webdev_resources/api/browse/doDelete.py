def doDelete(request, session):
	return project.api.serve("browse", request)
