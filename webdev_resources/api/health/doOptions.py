def doOptions(request, session):
	return project.api.serve("health", request)
