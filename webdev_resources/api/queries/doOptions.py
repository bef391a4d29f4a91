def doOptions(request, session):
	return project.api.serve("queries", request)
