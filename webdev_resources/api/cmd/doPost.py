def doPost(request, session):
	return project.api.serve("cmd", request)
