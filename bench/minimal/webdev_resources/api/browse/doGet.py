def doGet(request, session):
	return minimal.answer({"results": minimal.browse(request["params"]["path"])})
