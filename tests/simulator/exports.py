"""Tag exports for the tests of the simulated platform."""

SCALARS = {
    "Int1": 1, "Int2": 2, "Int4": 4, "Int8": 8, "Float4": 0.5, "Float8": 2.25, "Boolean": True,
    "String": "text", "Text": "more text", "DateTime": 1700000000123, "Document": {"a": {"b": [1, 2]}},
    "DataSet": {
        "columns": [{"name": "id", "type": "java.lang.Integer"}, {"name": "at", "type": "java.util.Date"}],
        "rows": [[1, 1700000000000], [2, None]],
    },
}

ARRAYS = {
    "Int1Array": [1, -1], "Int2Array": [2], "Int4Array": [4, 5], "Int8Array": [2 ** 40],
    "Float4Array": [0.5], "Float8Array": [2.25], "BooleanArray": [True, False], "StringArray": ["a", "b"],
    "DateTimeArray": [1700000000000], "ByteArray": [-1, 127],
}


def tag(name, data_type="Int4", value=None, **config):
    described = {"name": name, "tagType": "AtomicTag", "dataType": data_type, "valueSource": "memory"}
    if value is not None:
        described["value"] = value
    described.update(config)
    return described


def folder(name, *tags):
    return {"name": name, "tagType": "Folder", "tags": list(tags)}


def plant():
    """One folder Plant with a tag per data type, named as its type."""
    every = dict(SCALARS, **ARRAYS)
    return folder("Plant", *[tag(name, name, every[name]) for name in sorted(every)])
