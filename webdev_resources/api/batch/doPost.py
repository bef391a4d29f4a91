def doPost(request, session):
	return project.api.serve("batch", request)
