def doHead(request, session):
	return project.api.serve("schema", request)
