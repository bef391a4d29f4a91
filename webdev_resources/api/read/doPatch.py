def doPatch(request, session):
	return project.api.serve("read", request)
