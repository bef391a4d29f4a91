def doTrace(request, session):
	return project.api.serve("alarms", request)
