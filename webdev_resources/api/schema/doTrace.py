def doTrace(request, session):
	return project.api.serve("schema", request)
