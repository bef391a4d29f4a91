def doHead(request, session):
	return project.api.serve("custom", request)
