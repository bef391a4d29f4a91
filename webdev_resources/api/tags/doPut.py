def doPut(request, session):
	return project.api.serve("tags", request)
