def doPost(request, session):
	return project.api.serve("alarms", request)
