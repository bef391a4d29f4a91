def doGet(request, session):
	asked = request["params"]
	return minimal.answer({"rows": minimal.history(asked["path"], int(asked["startDate"]), int(asked["endDate"]))})
