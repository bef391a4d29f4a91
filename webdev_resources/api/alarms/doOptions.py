def doOptions(request, session):
	return project.api.serve("alarms", request)
