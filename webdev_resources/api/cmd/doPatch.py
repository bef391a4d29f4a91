def doPatch(request, session):
	return project.api.serve("cmd", request)
