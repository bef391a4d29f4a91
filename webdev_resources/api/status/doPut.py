def doPut(request, session):
	return project.api.serve("status", request)
