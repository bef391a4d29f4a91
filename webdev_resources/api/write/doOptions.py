def doOptions(request, session):
	return project.api.serve("write", request)
