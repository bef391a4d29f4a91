def doGet(request, session):
	return project.api.serve("alarms", request)
