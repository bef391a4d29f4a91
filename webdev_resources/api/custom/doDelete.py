def doDelete(request, session):
	return project.api.serve("custom", request)
