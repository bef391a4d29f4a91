def doGet(request, session):
	return project.api.serve("batch", request)
