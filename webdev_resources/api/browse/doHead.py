def doHead(request, session):
	return project.api.serve("browse", request)
