def doPatch(request, session):
	return project.api.serve("write", request)
