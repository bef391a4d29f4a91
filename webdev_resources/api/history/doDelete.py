def doDelete(request, session):
	return project.api.serve("history", request)
