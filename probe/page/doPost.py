def doPost(request, session):
	return webdevprobe.page.answer(request)
