def doGet(request, session):
	return project.api.serve("custom", request)
