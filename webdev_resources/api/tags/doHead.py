def doHead(request, session):
	return project.api.serve("tags", request)
