def doPut(request, session):
	return project.api.serve("history", request)
