def doDelete(request, session):
	return project.api.serve("read", request)
