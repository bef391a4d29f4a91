def doPut(request, session):
	return project.api.serve("write", request)
