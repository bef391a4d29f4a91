def doOptions(request, session):
	return project.api.serve("schema", request)
