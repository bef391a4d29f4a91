def doPost(request, session):
	return project.api.serve("read", request)
