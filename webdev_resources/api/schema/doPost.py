def doPost(request, session):
	return project.api.serve("schema", request)
