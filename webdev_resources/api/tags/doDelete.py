def doDelete(request, session):
	return project.api.serve("tags", request)
