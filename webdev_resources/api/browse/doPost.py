def doPost(request, session):
	return project.api.serve("browse", request)
