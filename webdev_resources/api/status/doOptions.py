def doOptions(request, session):
	return project.api.serve("status", request)
