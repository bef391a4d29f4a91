def doPut(request, session):
	return project.api.serve("schema", request)
