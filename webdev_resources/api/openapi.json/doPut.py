def doPut(request, session):
	return project.api.serve("openapi.json", request)
