def doTrace(request, session):
	return project.api.serve("health", request)
