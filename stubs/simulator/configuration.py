"""system.tag.getConfiguration: a tag's configuration in the platform's mix of plain and Java values."""
import json

from simulator import properties
from simulator.compat import text
from simulator.values import DATA_TYPES, TAG_TYPES

_TEXT_TYPES = ("Document", "DataSet")


def describe(node, recursive, options):
    """A dict as getConfiguration lists it; `tags` only when recursive and not empty."""
    row = dict(properties.DEFAULTS) if options.configuration_defaults and node.is_tag() else {}
    row.update(node.config)
    row["path"] = node.path_object()
    row["name"] = text(node.name)
    row["tagType"] = TAG_TYPES[node.kind]
    if node.is_tag():
        row["dataType"] = DATA_TYPES[node.data_type]
        row["valueSource"] = text(node.value_source)
        _put_value(row, node, options)
    if recursive and node.children:
        row["tags"] = [describe(child, True, options) for child in list(node.children.values())]
    return row


def _put_value(row, node, options):
    row.pop("value", None)
    if node.value_source != "memory" or node.current.value is None:
        return
    row["value"] = node.current.value
    if options.configuration_values == "json_text" and _is_structured(node):
        row["value"] = _as_text(node.current.value)


def _is_structured(node):
    return node.data_type in _TEXT_TYPES or node.data_type.endswith("Array")


def _as_text(value):
    if hasattr(value, "toDict"):
        return text(json.dumps(value.toDict()))
    if hasattr(value, "getColumnNames"):
        return text(json.dumps(_exported(value)))
    return text(json.dumps([_cell(element) for element in value]))


def _exported(dataset):
    columns = [{"name": dataset.getColumnName(c), "type": dataset.getColumnType(c).getName()}
               for c in range(dataset.getColumnCount())]
    rows = [[_cell(dataset.getValueAt(r, c)) for c in range(dataset.getColumnCount())]
            for r in range(dataset.getRowCount())]
    return {"columns": columns, "rows": rows}


def _cell(value):
    return value.getTime() if hasattr(value, "getTime") else value


def missing(path):
    return {"path": path, "name": text(path.getItemName()), "tagType": TAG_TYPES["Unknown"]}
