def doDelete(request, session):
	return project.api.serve("schema", request)
