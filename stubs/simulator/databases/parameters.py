"""The parameters of a named query: their kinds, their SQL types, and what becomes of a value that is given."""
from java.lang import IllegalArgumentException
from java.util import Date
from simulator.compat import INTEGERS, STRINGS, text, whole

VALUE, QUERY_STRING, DATABASE = "Parameter", "QueryString", "Database"
INT1, INT2, INT4, INT8, FLOAT4, FLOAT8, BOOLEAN, STRING, DATE_TIME = range(9)
TYPES = {INT1: "Int1", INT2: "Int2", INT4: "Int4", INT8: "Int8", FLOAT4: "Float4", FLOAT8: "Float8",
         BOOLEAN: "Boolean", STRING: "String", DATE_TIME: "DateTime", 20: "ByteArray"}
BITS = {INT1: 8, INT2: 16, INT4: 32, INT8: 64}
TRUTHS = {u"true": True, u"false": False, u"1": True, u"0": False}


class Parameter(object):
    """`kind` is Parameter (a value that is bound), QueryString (text put into the SQL) or Database."""

    def __init__(self, attributes):
        self.kind = attributes["type"]
        self.identifier = attributes["identifier"]
        self.sql_type = attributes.get("sqlType", STRING)

    def coerced(self, value):
        """The value as it is bound; raises IllegalArgumentException where it does not fit the type."""
        if value is None:
            return None
        try:
            return self._converted(value)
        except (TypeError, ValueError, KeyError):
            raise IllegalArgumentException("Cannot coerce value '%s' to %s." % (value, TYPES[self.sql_type]))

    def _converted(self, value):
        if self.sql_type in BITS:
            return self._integer(value)
        if self.sql_type in (FLOAT4, FLOAT8):
            return float(value)
        if self.sql_type == BOOLEAN:
            return TRUTHS[value.lower()] if isinstance(value, STRINGS) else bool(value)
        if self.sql_type == STRING:
            return text(value)
        if self.sql_type == DATE_TIME:
            if isinstance(value, INTEGERS):
                return Date(value)
            if not isinstance(value, Date):
                raise TypeError()
        return value

    def _integer(self, value):
        number = whole(float(value)) if isinstance(value, float) else whole(value)
        if not -2 ** (BITS[self.sql_type] - 1) <= number < 2 ** (BITS[self.sql_type] - 1):
            raise ValueError()
        return number
