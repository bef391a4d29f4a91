def doPost(request, session):
	return project.api.serve("custom", request)
