def doOptions(request, session):
	return project.api.serve("read", request)
