def doPatch(request, session):
	return project.api.serve("tags", request)
