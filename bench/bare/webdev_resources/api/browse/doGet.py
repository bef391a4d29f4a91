def doGet(request, session):
	return {"json": bare.FOLDER}
