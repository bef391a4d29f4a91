def doTrace(request, session):
	return project.api.serve("status", request)
