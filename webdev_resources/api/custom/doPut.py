def doPut(request, session):
	return project.api.serve("custom", request)
