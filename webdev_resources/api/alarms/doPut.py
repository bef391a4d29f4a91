def doPut(request, session):
	return project.api.serve("alarms", request)
