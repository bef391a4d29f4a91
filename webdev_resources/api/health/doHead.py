def doHead(request, session):
	return project.api.serve("health", request)
