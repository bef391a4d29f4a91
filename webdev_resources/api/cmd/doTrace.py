def doTrace(request, session):
	return project.api.serve("cmd", request)
