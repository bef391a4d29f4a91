def doHead(request, session):
	return project.api.serve("status", request)
