def doOptions(request, session):
	return project.api.serve("custom", request)
