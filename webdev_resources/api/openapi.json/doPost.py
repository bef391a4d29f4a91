def doPost(request, session):
	return project.api.serve("openapi.json", request)
