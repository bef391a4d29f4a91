def doPatch(request, session):
	return project.api.serve("schema", request)
