def doPost(request, session):
	return {"json": '{"status":"ok"}'}
