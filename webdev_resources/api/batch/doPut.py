def doPut(request, session):
	return project.api.serve("batch", request)
