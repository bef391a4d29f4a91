def doGet(request, session):
	return project.api.serve("queries", request)
