"""A constant as long as a day of history: 288 rows."""

COLUMNS = '{"columns":[{"name":"t_stamp","type":"Date"},{"name":"[default]Bench/History/Day","type":"Double"}],"rows":['
DAY = COLUMNS + ",".join(['["2026-11-26T10:00:00.000Z",147.57071855985492]'] * 288) + '],"cursor":null}'
