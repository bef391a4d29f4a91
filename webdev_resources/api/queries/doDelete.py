def doDelete(request, session):
	return project.api.serve("queries", request)
