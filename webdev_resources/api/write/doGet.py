def doGet(request, session):
	return project.api.serve("write", request)
