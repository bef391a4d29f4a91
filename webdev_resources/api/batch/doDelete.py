def doDelete(request, session):
	return project.api.serve("batch", request)
