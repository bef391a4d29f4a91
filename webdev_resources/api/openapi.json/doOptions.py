def doOptions(request, session):
	return project.api.serve("openapi.json", request)
