"""Turning what a script writes into what a tag of a data type holds.

What Ignition does there is partly unknown: the options name each such case.
"""
import array
import json
import math
import numbers
import struct

from java.util import Date
from simulator.compat import INTEGERS, ON_JYTHON, STRINGS, text, whole
from simulator.dataset import Dataset, PyDataSet
from simulator.document import BasicDocument

_BITS = {"Int1": 8, "Int2": 16, "Int4": 32, "Int8": 64}
_LONG = "l" if ON_JYTHON else "q"
_TYPECODES = {"Int1": "b", "Int2": "h", "Int4": "i", "Int8": _LONG, "Float4": "f", "Float8": "d"}


class ConversionError(ValueError):
    """The value does not fit the data type: Error_TypeConversion."""


def _refuse(value, data_type):
    raise ConversionError("Cannot convert %s to %s" % (type(value).__name__, data_type))


def _number(value, data_type, options):
    """Any number that `value` stands for: an int or a float."""
    if isinstance(value, bool):
        if options.bool_to_int == "error":
            _refuse(value, data_type)
        return int(value)
    if isinstance(value, INTEGERS + (float,)):
        return value
    if isinstance(value, numbers.Number) and not isinstance(value, complex):
        return float(value)
    if isinstance(value, STRINGS) and options.text_to_number == "parse":
        return _parse_number(value, data_type)
    return _refuse(value, data_type)


def _parse_number(value, data_type):
    stripped = value.strip()
    for kind in (int, float):
        try:
            # Python alone reads "1_000".
            return kind(stripped if "_" not in stripped else "")
        except ValueError:
            pass
    return _refuse(value, data_type)


def _whole_number(number, data_type, options):
    if isinstance(number, INTEGERS):
        return number
    if math.isnan(number) or math.isinf(number):
        _refuse(number, data_type)
    if number == math.floor(number):
        return int(number)
    if options.one_point_five_to_int == "error":
        _refuse(number, data_type)
    return int(number) if options.one_point_five_to_int == "truncate" else int(math.floor(number + 0.5))


def _integer(value, data_type, options):
    number = _whole_number(_number(value, data_type, options), data_type, options)
    half = 1 << (_BITS[data_type] - 1)
    if -half <= number < half:
        return whole(number)
    if options.int_overflow == "error":
        raise ConversionError("Value out of range for %s" % data_type)
    return whole((number + half) % (2 * half) - half)


def _double(value, data_type, options):
    try:
        return float(_number(value, data_type, options))
    except OverflowError:
        return _refuse(value, data_type)


def _float(value, data_type, options):
    double = _double(value, data_type, options)
    try:
        return struct.unpack("f", struct.pack("f", double))[0]
    except OverflowError:
        return math.copysign(float("inf"), double)


def _boolean(value, data_type, options):
    if isinstance(value, STRINGS):
        folded = value.strip().lower()
        if folded in ("true", "false"):
            return folded == "true"
    return bool(_number(value, data_type, options)) if not isinstance(value, bool) else value


def _string(value, data_type, options):
    if isinstance(value, bool):
        return text("true" if value else "false")
    if isinstance(value, STRINGS + (numbers.Number,)):
        return text(value)
    if isinstance(value, (Date, BasicDocument)):
        return text(str(value))
    return _refuse(value, data_type)


def _date(value, data_type, options):
    if isinstance(value, Date):
        return value
    if isinstance(value, INTEGERS) and not isinstance(value, bool):
        return Date(value)
    if isinstance(value, STRINGS):
        return Date(_parse_number(value, data_type))
    return _refuse(value, data_type)


def _from_json(value, data_type):
    try:
        return json.loads(value)
    except ValueError:
        return _refuse(value, data_type)


def _document(value, data_type, options):
    if isinstance(value, BasicDocument):
        return value
    if isinstance(value, STRINGS):
        value = _from_json(value, data_type)
    if not isinstance(value, (dict, list)):
        _refuse(value, data_type)
    try:
        return BasicDocument(json.loads(json.dumps(value)))
    except (TypeError, ValueError, RuntimeError):
        return _refuse(value, data_type)


def _dataset(value, data_type, options):
    if isinstance(value, PyDataSet):
        return value.getUnderlyingDataset()
    if isinstance(value, Dataset):
        return value
    if isinstance(value, STRINGS):
        value = _from_json(value, data_type)
    if not isinstance(value, dict) or "columns" not in value:
        _refuse(value, data_type)
    return _exported_dataset(value, data_type)


def _exported_dataset(exported, data_type):
    """A dataset as tag exports hold it: {"columns": [{"name", "type"}], "rows": [[...]]}."""
    try:
        types = [column.get("type", "java.lang.Object") for column in exported["columns"]]
        rows = [[_cell(cell, types[c]) for c, cell in enumerate(row)] for row in exported.get("rows", [])]
        return Dataset([column["name"] for column in exported["columns"]], rows, types)
    except (TypeError, KeyError, IndexError, AttributeError, ValueError):
        return _refuse(exported, data_type)


def _cell(cell, java_type):
    if java_type == "java.util.Date" and cell is not None:
        return Date(whole(cell))
    if java_type in ("java.lang.Double", "java.lang.Float") and cell is not None:
        return float(cell)
    return whole(cell) if isinstance(cell, int) and not isinstance(cell, bool) else cell


def _elements(value, data_type):
    if isinstance(value, STRINGS):
        value = _from_json(value, data_type)
    if isinstance(value, (list, tuple, array.array)):
        return value
    return _refuse(value, data_type)


def _array(value, data_type, options):
    element_type = "Int1" if data_type == "ByteArray" else data_type[:-len("Array")]
    if data_type == "ByteArray" and isinstance(value, (bytes, bytearray)) and not isinstance(value, STRINGS):
        value = [byte - 256 if byte > 127 else byte for byte in bytearray(value)]
    elements = [convert(element, element_type, options) for element in _elements(value, data_type)]
    if element_type not in _TYPECODES:
        return elements
    if None in elements:
        _refuse(None, data_type)
    return array.array(_TYPECODES[element_type], elements)


_CONVERTERS = {
    "Int1": _integer, "Int2": _integer, "Int4": _integer, "Int8": _integer,
    "Float4": _float, "Float8": _double, "Boolean": _boolean, "String": _string, "Text": _string,
    "DateTime": _date, "DataSet": _dataset, "Document": _document,
}

_ZERO = {"Boolean": False, "String": "", "Text": ""}


def convert(value, data_type, options):
    """`value` as the tag will hold it; ConversionError if it cannot be. None stays None."""
    if value is None:
        return None
    return _CONVERTERS.get(data_type, _array)(value, data_type, options)


def zero(data_type, options):
    """What an untouched memory tag may show; None for types without an obvious zero."""
    if data_type in _BITS or data_type in ("Float4", "Float8"):
        return convert(0, data_type, options)
    return _ZERO.get(data_type)
