def doHead(request, session):
	return project.api.serve("cmd", request)
