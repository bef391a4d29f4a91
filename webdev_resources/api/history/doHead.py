def doHead(request, session):
	return project.api.serve("history", request)
