def doPut(request, session):
	return project.api.serve("queries", request)
