def doDelete(request, session):
	return project.api.serve("cmd", request)
