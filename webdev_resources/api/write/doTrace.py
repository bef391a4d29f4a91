def doTrace(request, session):
	return project.api.serve("write", request)
