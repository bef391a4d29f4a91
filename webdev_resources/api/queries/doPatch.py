def doPatch(request, session):
	return project.api.serve("queries", request)
