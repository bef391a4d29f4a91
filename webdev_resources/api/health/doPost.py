def doPost(request, session):
	return project.api.serve("health", request)
