def doTrace(request, session):
	return project.api.serve("browse", request)
