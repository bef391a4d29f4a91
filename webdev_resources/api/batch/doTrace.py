def doTrace(request, session):
	return project.api.serve("batch", request)
