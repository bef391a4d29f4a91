def doHead(request, session):
	return project.api.serve("read", request)
