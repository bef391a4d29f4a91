def doHead(request, session):
	return project.api.serve("queries", request)
