def doGet(request, session):
	return project.api.serve("tags", request)
