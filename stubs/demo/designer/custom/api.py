def oee(request):
	line, hours = "[default]Plant/Line1/", request.parameters["hours"]
	asked = {"startDate": "-%dh" % hours, "returnSize": 1}
	means = request.readHistory([line + "Rate", line + "Quality"], aggregationMode="Average", **asked)["rows"][0]
	running = request.readHistory([line + "Running"], aggregationMode="DurationOn", **asked)["rows"][0]
	target, = request.readValues([line + "TargetRate"])
	if None in means + running or not running[1] or not target:
		raise request.problem(404, "no_production", "The line did not run in these hours.")
	availability, quality = running[1] / (hours * 3600.0), means[2] / 100.0
	performance = means[1] / availability / target
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
