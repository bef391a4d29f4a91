def doPost(request, session):
	return project.api.serve("history", request)
