def doPost(request, session):
	return minimal.answer({"results": minimal.write(request["data"]["writes"])})
