def doGet(request, session):
	return project.api.serve("openapi.json", request)
