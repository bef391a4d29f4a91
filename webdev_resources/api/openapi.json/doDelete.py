def doDelete(request, session):
	return project.api.serve("openapi.json", request)
