def doOptions(request, session):
	return project.api.serve("history", request)
