def doPatch(request, session):
	return project.api.serve("status", request)
