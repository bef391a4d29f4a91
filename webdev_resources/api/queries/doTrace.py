def doTrace(request, session):
	return project.api.serve("queries", request)
