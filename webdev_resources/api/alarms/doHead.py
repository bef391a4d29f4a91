def doHead(request, session):
	return project.api.serve("alarms", request)
