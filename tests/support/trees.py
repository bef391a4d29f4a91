"""Tag exports for tests: a plant with one tag of each data type, and the parts to build others."""


def tag(name, data_type, value, **config):
    """An atomic memory tag; `config` are further properties of the export."""
    found = {"name": name, "tagType": "AtomicTag", "valueSource": "memory", "dataType": data_type, "value": value}
    found.update(config)
    return found


def folder(name, *tags):
    return {"name": name, "tagType": "Folder", "tags": list(tags)}


def several(*tags):
    """Several nodes side by side, as the Designer exports a selection."""
    return {"tags": list(tags)}


PUMP_TYPE = {
    "name": "Pump", "tagType": "UdtType", "tags": [tag("Speed", "Float8", 10.0), tag("Running", "Boolean", True)],
}
PUMP = {"name": "Pump1", "tagType": "UdtInstance", "typeId": "Pump"}

TABLE = {
    "columns": [
        {"name": "id", "type": "java.lang.Integer"}, {"name": "name", "type": "java.lang.String"},
        {"name": "at", "type": "java.util.Date"}],
    "rows": [[1, "one", 0], [2, None, None]],
}

PLANT = several(
    folder("_types_", PUMP_TYPE),
    folder(
        "Plant",
        tag("Temperature", "Float8", 21.5),
        tag("Pressure", "Float4", 0.1),
        tag("FlowRate", "Int4", 7),
        tag("Status", "String", u"l\u00e4uft \U0001f600"),
        tag("Setpoint", "Float8", 50.0, engLow=0.0, engHigh=100.0, engLimitMode="Clamp_Both"),
        tag("Locked", "Int4", 1, readOnly=True),
        tag("Running", "Boolean", True),
        tag("Byte", "Int1", -5),
        tag("Short", "Int2", 300),
        tag("Long", "Int8", 9007199254740993),
        tag("Recipe", "Document", {"name": "a", "steps": [1, 2.5, None, True]}),
        tag("Batches", "DataSet", TABLE),
        tag("Started", "DateTime", 1767225600123),
        tag("Names", "StringArray", ["a", "b"]),
        tag("Counts", "Int4Array", [1, 2, 3]),
        tag("Weights", "Float4Array", [0.1, 2.5]),
        tag("Raw", "ByteArray", [0, 127, -1]),
        tag("Empty", "String", None),
        folder("Line 1", tag("Temperature", "Float8", 1.0), PUMP),
    ),
)
