def doHead(request, session):
	return project.api.serve("openapi.json", request)
