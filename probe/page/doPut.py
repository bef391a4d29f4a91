def doPut(request, session):
	return webdevprobe.page.answer(request)
