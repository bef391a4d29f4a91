"""Answers to the endpoints' examples as JSON, recorded by `make examples` for the OpenAPI document."""

ANSWERS = {
	"GET /alarms": (
		'{"cursor":null,"results":[{"ackNotes":null,"ackTime":null,"ackUser":null,"activeTime":"2026-01-01T08'
		':00:00.000Z","clearTime":null,"data":{},"displayPath":"","id":"00000000-0000-4000-8000-000000000000"'
		',"isAcked":false,"isCleared":false,"isShelved":false,"label":"High","name":"High","notes":"","path":'
		'"[default]Plant/Setpoint","priority":"Low","source":"prov:default:/tag:Plant/Setpoint:/alm:High","st'
		'ate":"ActiveUnacked"}]}'),
	"GET /alarms/journal": (
		'{"cursor":null,"results":[{"ackNotes":null,"ackTime":null,"ackUser":null,"activeTime":"2026-01-01T08'
		':00:00.000Z","clearTime":null,"data":{},"displayPath":"","event":"active","eventTime":"2026-01-01T08'
		':00:00.000Z","id":"00000000-0000-4000-8000-000000000000","isAcked":false,"isCleared":false,"isShelve'
		'd":false,"label":"High","name":"High","notes":"","path":"[default]Plant/Setpoint","priority":"Low","'
		'source":"prov:default:/tag:Plant/Setpoint:/alm:High","state":"ActiveUnacked"}]}'),
	"GET /browse": (
		'{"cursor":null,"results":[{"dataType":"DataSet","hasChildren":false,"name":"Batches","path":"[defaul'
		't]Plant/Batches","tagType":"AtomicTag","valueSource":"memory"},{"dataType":"Int1","hasChildren":fals'
		'e,"name":"Byte","path":"[default]Plant/Byte","tagType":"AtomicTag","valueSource":"memory"},{"dataTyp'
		'e":"Int4Array","hasChildren":false,"name":"Counts","path":"[default]Plant/Counts","tagType":"AtomicT'
		'ag","valueSource":"memory"},{"dataType":"String","hasChildren":false,"name":"Empty","path":"[default'
		']Plant/Empty","tagType":"AtomicTag","valueSource":"memory"},{"dataType":"Int4","hasChildren":false,"'
		'name":"FlowRate","path":"[default]Plant/FlowRate","tagType":"AtomicTag","valueSource":"memory"},{"ha'
		'sChildren":true,"name":"Line 1","path":"[default]Plant/Line 1","tagType":"Folder"},{"dataType":"Int4'
		'","hasChildren":false,"name":"Locked","path":"[default]Plant/Locked","tagType":"AtomicTag","valueSou'
		'rce":"memory"},{"dataType":"Int8","hasChildren":false,"name":"Long","path":"[default]Plant/Long","ta'
		'gType":"AtomicTag","valueSource":"memory"},{"dataType":"StringArray","hasChildren":false,"name":"Nam'
		'es","path":"[default]Plant/Names","tagType":"AtomicTag","valueSource":"memory"},{"dataType":"Float4"'
		',"hasChildren":false,"name":"Pressure","path":"[default]Plant/Pressure","tagType":"AtomicTag","value'
		'Source":"memory"},{"dataType":"ByteArray","hasChildren":false,"name":"Raw","path":"[default]Plant/Ra'
		'w","tagType":"AtomicTag","valueSource":"memory"},{"dataType":"Document","hasChildren":false,"name":"'
		'Recipe","path":"[default]Plant/Recipe","tagType":"AtomicTag","valueSource":"memory"},{"dataType":"Bo'
		'olean","hasChildren":false,"name":"Running","path":"[default]Plant/Running","tagType":"AtomicTag","v'
		'alueSource":"memory"},{"dataType":"Float8","hasChildren":false,"name":"Setpoint","path":"[default]Pl'
		'ant/Setpoint","tagType":"AtomicTag","valueSource":"memory"},{"dataType":"Int2","hasChildren":false,"'
		'name":"Short","path":"[default]Plant/Short","tagType":"AtomicTag","valueSource":"memory"},{"dataType'
		'":"DateTime","hasChildren":false,"name":"Started","path":"[default]Plant/Started","tagType":"AtomicT'
		'ag","valueSource":"memory"},{"dataType":"String","hasChildren":false,"name":"Status","path":"[defaul'
		't]Plant/Status","tagType":"AtomicTag","valueSource":"memory"},{"dataType":"Float8","hasChildren":fal'
		'se,"name":"Temperature","path":"[default]Plant/Temperature","tagType":"AtomicTag","valueSource":"mem'
		'ory"},{"dataType":"Float4Array","hasChildren":false,"name":"Weights","path":"[default]Plant/Weights"'
		',"tagType":"AtomicTag","valueSource":"memory"}]}'),
	"GET /cmd": (
		'{"cursor":null,"results":[{"description":"","name":"setpoint","parameters":{"value":{"type":"number"'
		'}},"steps":[{"write":"[default]Plant/Setpoint"}],"title":"setpoint"}]}'),
	"GET /health": (
		'{"status":"ok"}'),
	"GET /history": (
		'{"columns":[{"name":"path","type":"String"},{"name":"value","type":"Double"},{"name":"quality","type'
		'":"String"},{"name":"timestamp","type":"Date"}],"cursor":null,"rows":[["[default]Plant/Temperature",'
		'31415926.5,"Good","2026-01-01T08:00:00.000Z"]]}'),
	"GET /queries": (
		'{"cursor":null,"results":[{"description":"","name":"count","parameters":{"line":{"default":0,"type":'
		'"integer"}},"title":"count","type":"ScalarQuery"},{"description":"","name":"find","parameters":{"pro'
		'duct":{"type":"string"}},"title":"find","type":"Query"},{"description":"What a line made.","name":"p'
		'roductionByHour","parameters":{"line":{"maximum":9,"minimum":1,"type":"integer"}},"title":"Productio'
		'n of a line","type":"Query"}]}'),
	"GET /queries/{name}": (
		'{"columns":[{"name":"id","type":"Integer"},{"name":"product","type":"String"},{"name":"good","type":'
		'"Long"},{"name":"mass","type":"Double"}],"cursor":null,"rows":[[1,"l\\u00e4uft \\ud83d\\ude00",90071992'
		'54740993,1.2345678901234567e+19],[2,"b\'; DROP TABLE line_output; --",2,0.5]]}'),
	"GET /status": (
		'{"audit":{},"caches":{},"configuration":{"problems":[{"name":"ValidTokens","problem":"Plain tokens a'
		're in use: whoever can read this tag in the Designer can call the API."}],"root":"[default]Config/AP'
		'I"},"custom":{"endpoints":["GET /custom/read","POST /custom/write"],"problems":[]},"database":{"name'
		'":null,"state":"unconfigured"},"historian":{"name":null,"state":"ok"},"limiter":{},"limits":{"addres'
		'sBurst":1000000,"addressPerSecond":50,"browseCacheSeconds":10,"configurationCacheSeconds":5,"failedL'
		'oginsPerMinute":1000000,"gzipFromChars":8192,"historyCacheSeconds":300,"historyClosedSeconds":3600,"'
		'historySeconds":10,"inFlightAlarms":8,"inFlightCommands":8,"inFlightCustom":8,"inFlightHistory":4,"i'
		'nFlightQueries":8,"inFlightTags":200,"maxBatch":50,"maxBatchChars":8388608,"maxBodyBytes":1048576,"m'
		'axBrowse":1000,"maxDepth":32,"maxHistoryDays":1100,"maxHistoryRows":100000,"maxNodes":10000,"maxPath'
		's":500,"maxQueryRows":10000,"maxStringChars":65536,"querySeconds":10,"requestBurst":2000,"requestsPe'
		'rSecond":500,"revocationGraceSeconds":86400,"shadowMode":0},"platform":"8.1.55","project":"demo","sw'
		'itches":{"requireHttps":false,"writesDisabled":false},"version":"0.1.0"}'),
	"GET /tags": (
		'{"Temperature":{"path":"[default]Plant/Temperature","quality":"Good","timestamp":"2026-01-01T08:00:0'
		'0.000Z","value":31415926.5}}'),
	"GET /tags/{tagPath}": (
		'{"path":"[default]Plant/Temperature","quality":"Good","timestamp":"2026-01-01T08:00:00.000Z","value"'
		':31415926.5}'),
	"POST /alarms/acknowledge": (
		'{"results":[{"id":"00000000-0000-4000-8000-000000000000","success":true}]}'),
	"POST /alarms/shelve": (
		'{"results":[{"expires":"2026-01-01T08:00:00.000Z","path":"prov:default:/tag:Plant/Setpoint:/alm:High'
		'","success":true}]}'),
	"POST /alarms/unshelve": (
		'{"results":[{"path":"prov:default:/tag:Plant/Setpoint:/alm:High","success":true}]}'),
	"POST /batch": (
		'{"responses":[{"body":{"Temperature":{"path":"[default]Plant/Temperature","quality":"Good","timestam'
		'p":"2026-01-01T08:00:00.000Z","value":31415926.5}},"id":"one","status":200},{"body":{"results":[{"pa'
		'th":"[default]Plant/Setpoint","quality":"Good","success":true}],"status":"completed"},"id":"two","st'
		'atus":200}]}'),
	"POST /cmd": (
		'{"command":"setpoint","results":[{"state":"done","value":42.5,"write":"[default]Plant/Setpoint"}],"s'
		'tatus":"completed"}'),
	"POST /history": (
		'{"columns":[{"name":"t_stamp","type":"Date"},{"name":"[default]Plant/Temperature","type":"Double"}],'
		'"cursor":null,"rows":[["2026-01-01T08:00:00.000Z",31415926.5]]}'),
	"POST /queries/{name}": (
		'{"columns":[{"name":"id","type":"Integer"},{"name":"product","type":"String"},{"name":"good","type":'
		'"Long"},{"name":"mass","type":"Double"}],"cursor":null,"rows":[[1,"l\\u00e4uft \\ud83d\\ude00",90071992'
		'54740993,1.2345678901234567e+19],[2,"b\'; DROP TABLE line_output; --",2,0.5]]}'),
	"POST /read": (
		'{"cursor":null,"results":[{"path":"[default]Plant/Temperature","quality":"Good","timestamp":"2026-01'
		'-01T08:00:00.000Z","value":31415926.5}]}'),
	"POST /write": (
		'{"results":[{"path":"[default]Plant/Setpoint","quality":"Good","success":true}],"status":"completed"'
		'}'),
	"PUT /tags": (
		'{"path":"[default]Plant/Setpoint","quality":"Good","timestamp":"2026-01-01T08:00:00.000Z","value":42'
		'.5}'),
	"PUT /tags/{tagPath}": (
		'{"path":"[default]Plant/Setpoint","quality":"Good","timestamp":"2026-01-01T08:00:00.000Z","value":42'
		'.5}'),
}
