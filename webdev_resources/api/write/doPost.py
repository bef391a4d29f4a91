def doPost(request, session):
	return project.api.serve("write", request)
