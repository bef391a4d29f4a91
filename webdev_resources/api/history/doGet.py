def doGet(request, session):
	return project.api.serve("history", request)
