def doPost(request, session):
	return least.answer(request, paths=tuple(request["data"]["paths"]))
