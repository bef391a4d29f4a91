def doPatch(request, session):
	return project.api.serve("batch", request)
