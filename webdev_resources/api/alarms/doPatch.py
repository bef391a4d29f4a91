def doPatch(request, session):
	return project.api.serve("alarms", request)
