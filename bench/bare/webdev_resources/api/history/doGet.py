def doGet(request, session):
	return {"json": bare.DAY}
