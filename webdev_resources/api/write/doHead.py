def doHead(request, session):
	return project.api.serve("write", request)
