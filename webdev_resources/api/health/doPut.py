def doPut(request, session):
	return project.api.serve("health", request)
