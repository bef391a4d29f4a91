def doPost(request, session):
	return minimal.answer({"results": minimal.read(request["data"]["paths"])})
