def doGet(request, session):
	return least.answer(request, least.FOLDER)
