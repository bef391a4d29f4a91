def doPut(request, session):
	return project.api.serve("cmd", request)
