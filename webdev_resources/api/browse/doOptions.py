def doOptions(request, session):
	return project.api.serve("browse", request)
