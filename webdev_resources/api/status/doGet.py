def doGet(request, session):
	return project.api.serve("status", request)
