def oee(request):
	line, hours = "[default]Plant/Line1/", request.parameters["hours"]
	since = "-%dh" % hours

	def over(name, mode):
		return request.readHistory([line + name], since, aggregationMode=mode, returnSize=1)["rows"][0][1]

	# Of the hours asked for, those that are stored: a new line has no week yet.
	known = (over("Running", "PctGood") or 0) / 100.0 * hours * 3600
	running, rate = over("Running", "DurationOn"), over("Rate", "Average")
	target, = request.readValues([line + "TargetRate"])
	made = request.runQuery("productionByHour", {"startDate": since})["rows"]
	good, reject = sum([row[1] for row in made]), sum([row[2] for row in made])
	if not running or not rate or not target or not good:
		raise request.problem(404, "no_production", "The line did not run in these hours.")
	availability, quality = running / known, float(good) / (good + reject)
	performance = rate / availability / target
	return {"json": {
		"availability": availability, "performance": performance, "quality": quality,
		"oee": availability * performance * quality}}


def changeover(request):
	results = request.writeTags({
		"[default]Plant/Line1/TargetRate": request.body["rate"],
		"[default]Plant/Setpoint": request.body["temperature"]})
	return {"json": {"order": request.body["order"], "results": results}}


ENDPOINTS = [
	{
		"method": "GET", "path": "/custom/oee", "scope": "history:read", "handler": oee,
		"summary": "Overall equipment effectiveness of line 1",
		"parameters": [{"name": "hours", "type": "integer", "minimum": 1, "maximum": 168, "default": 8}],
	},
	{
		"method": "POST", "path": "/custom/changeover", "scope": "tags:write", "handler": changeover,
		"summary": "Set line 1 up for another product",
		"body": {
			"order": {"type": "string"},
			"rate": {"type": "number", "minimum": 20, "maximum": 110, "description": "Units a minute."},
			"temperature": {"type": "number", "minimum": 100, "maximum": 180}},
		"example": {"body": {"order": "4711", "rate": 80, "temperature": 150}},
	},
]
