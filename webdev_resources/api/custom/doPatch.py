def doPatch(request, session):
	return project.api.serve("custom", request)
