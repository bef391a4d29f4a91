"""BasicDocument: the value of a Document tag. `str` is JSON; json.dumps refuses it like any Java object."""
import copy
import json


class BasicDocument(object):
    __slots__ = ("_data",)

    def __init__(self, data):
        self._data = data

    def toDict(self):
        return copy.deepcopy(self._data)

    def get(self, key):
        return copy.deepcopy(self._data[key])

    def containsKey(self, key):
        return key in self._data

    def keySet(self):
        return set(self._data)

    def toString(self):
        return json.dumps(self._data)

    __str__ = toString
    __repr__ = toString

    def __getitem__(self, key):
        return copy.deepcopy(self._data[key])

    def __len__(self):
        return len(self._data)

    def __eq__(self, other):
        return isinstance(other, BasicDocument) and self._data == other._data

    def __ne__(self, other):
        return not self == other

    __hash__ = None
