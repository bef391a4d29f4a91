def doTrace(request, session):
	return project.api.serve("tags", request)
