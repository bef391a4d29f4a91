def doGet(request, session):
	return {"json": '{"status":"ok"}'}
