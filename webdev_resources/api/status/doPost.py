def doPost(request, session):
	return project.api.serve("status", request)
