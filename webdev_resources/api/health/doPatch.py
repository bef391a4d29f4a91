def doPatch(request, session):
	return project.api.serve("health", request)
