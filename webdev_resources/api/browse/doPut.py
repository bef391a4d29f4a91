def doPut(request, session):
	return project.api.serve("browse", request)
