def doTrace(request, session):
	return project.api.serve("openapi.json", request)
