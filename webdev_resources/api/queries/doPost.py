def doPost(request, session):
	return project.api.serve("queries", request)
