"""Constants as long as the answers that this API keeps: a day of history in 288 rows, a folder of 1,000 tags."""

COLUMNS = '{"columns":[{"name":"t_stamp","type":"Date"},{"name":"[default]Bench/History/Day","type":"Double"}],"rows":['
DAY = COLUMNS + ",".join(['["2026-11-26T10:00:00.000Z",147.57071855985492]'] * 288) + '],"cursor":null}'
ITEM = (
	'{"path":"[default]Bench/Listed/T000","name":"T000","tagType":"AtomicTag","hasChildren":false,"dataType":"Float8",'
	'"valueSource":"memory"}')
FOLDER = '{"results":[' + ",".join([ITEM] * 1000) + '],"cursor":null}'
