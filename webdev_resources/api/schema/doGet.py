def doGet(request, session):
	return project.api.serve("schema", request)
