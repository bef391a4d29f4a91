def doOptions(request, session):
	return project.api.serve("cmd", request)
