def doPatch(request, session):
	return project.api.serve("browse", request)
