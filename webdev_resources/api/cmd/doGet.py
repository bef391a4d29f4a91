def doGet(request, session):
	return project.api.serve("cmd", request)
