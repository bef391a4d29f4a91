def doPost(request, session):
	return project.api.serve("tags", request)
