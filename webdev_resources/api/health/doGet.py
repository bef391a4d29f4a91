def doGet(request, session):
	return project.api.serve("health", request)
