def doPatch(request, session):
	return project.api.serve("history", request)
