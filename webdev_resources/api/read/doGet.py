def doGet(request, session):
	return project.api.serve("read", request)
