def doPut(request, session):
	return project.api.serve("read", request)
