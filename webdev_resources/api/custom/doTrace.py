def doTrace(request, session):
	return project.api.serve("custom", request)
