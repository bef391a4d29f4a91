def doOptions(request, session):
	return project.api.serve("tags", request)
