def doOptions(request, session):
	return project.api.serve("batch", request)
