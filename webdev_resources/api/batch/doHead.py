def doHead(request, session):
	return project.api.serve("batch", request)
