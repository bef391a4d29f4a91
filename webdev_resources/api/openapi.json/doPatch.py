def doPatch(request, session):
	return project.api.serve("openapi.json", request)
