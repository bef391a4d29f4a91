def doDelete(request, session):
	return project.api.serve("alarms", request)
