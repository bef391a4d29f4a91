def doTrace(request, session):
	return project.api.serve("history", request)
