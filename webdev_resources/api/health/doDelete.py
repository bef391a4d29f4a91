def doDelete(request, session):
	return project.api.serve("health", request)
