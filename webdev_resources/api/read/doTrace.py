def doTrace(request, session):
	return project.api.serve("read", request)
