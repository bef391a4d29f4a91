def doGet(request, session):
	return project.api.serve("browse", request)
