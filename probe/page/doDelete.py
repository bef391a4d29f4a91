def doDelete(request, session):
	return webdevprobe.page.answer(request)
