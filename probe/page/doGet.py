def doGet(request, session):
	return webdevprobe.page.answer(request)
