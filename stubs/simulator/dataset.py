"""Datasets: the immutable table of the platform, and PyDataSet, its iterable view."""
from java.math import BigDecimal
from java.util import Date
from simulator.compat import INTEGERS, STRINGS


class JavaClass(object):
    """What getColumnType hands out: `str` is "class java.lang.Integer"."""

    __slots__ = ("_name",)

    def __init__(self, name):
        self._name = name

    def getName(self):
        return self._name

    def getSimpleName(self):
        return self._name.rpartition(".")[2]

    def toString(self):
        return "class " + self._name

    __str__ = toString
    __repr__ = toString

    def __eq__(self, other):
        return isinstance(other, JavaClass) and self._name == other._name

    def __ne__(self, other):
        return not self == other

    def __hash__(self):
        return hash(self._name)

    name = property(getName)
    simpleName = property(getSimpleName)


def java_class_of(value):
    """The Java class that Jython would give `value`."""
    if isinstance(value, bool):
        return "java.lang.Boolean"
    if isinstance(value, INTEGERS):
        return "java.lang.Integer" if -2**31 <= value < 2**31 else "java.lang.Long"
    if isinstance(value, float):
        return "java.lang.Double"
    if isinstance(value, STRINGS):
        return "java.lang.String"
    if isinstance(value, Date):
        return "java.util.Date"
    if isinstance(value, BigDecimal):
        return "java.math.BigDecimal"
    return "java.lang.Object"


def _column_class(values):
    found = {java_class_of(value) for value in values if value is not None}
    if found == {"java.lang.Integer", "java.lang.Long"}:
        return "java.lang.Long"
    return found.pop() if len(found) == 1 else "java.lang.Object"


class Dataset(object):
    """Columns with names and types, rows of values. `types`: class names, else worked out from the values."""

    def __init__(self, columns, rows, types=None):
        self._columns = list(columns)
        self._rows = [tuple(row) for row in rows]
        for row in self._rows:
            if len(row) != len(self._columns):
                raise ValueError("a row of %d values for %d columns" % (len(row), len(self._columns)))
        names = types or [_column_class(self.getColumnAsList(c)) for c in range(len(self._columns))]
        self._types = [JavaClass(name) for name in names]

    def getRowCount(self):
        return len(self._rows)

    def getColumnCount(self):
        return len(self._columns)

    def getColumnNames(self):
        return list(self._columns)

    def getColumnName(self, index):
        return self._columns[index]

    def getColumnTypes(self):
        return list(self._types)

    def getColumnType(self, index):
        return self._types[index]

    def getColumnIndex(self, name):
        """-1 when there is no such column; names are compared without case."""
        folded = [column.lower() for column in self._columns]
        return folded.index(name.lower()) if name.lower() in folded else -1

    def getValueAt(self, row, column):
        if isinstance(column, STRINGS):
            column = self.getColumnIndex(column)
        if row < 0 or column < 0:
            raise IndexError("no cell at row %s, column %s" % (row, column))
        return self._rows[row][column]

    def getColumnAsList(self, index):
        return [row[index] for row in self._rows]

    def getUnderlyingDataset(self):
        return self

    def first(self, count):
        """The dataset with its first rows only."""
        return Dataset(self._columns, self._rows[:count], [kind.getName() for kind in self._types])

    def toString(self):
        return "Dataset [%dR x %dC]" % (len(self._rows), len(self._columns))

    __str__ = toString
    __repr__ = toString

    def __eq__(self, other):
        return (isinstance(other, Dataset) and self._columns == other._columns and self._rows == other._rows
                and self._types == other._types)

    def __ne__(self, other):
        return not self == other

    __hash__ = None

    rowCount = property(getRowCount)
    columnCount = property(getColumnCount)
    columnNames = property(getColumnNames)
    columnTypes = property(getColumnTypes)


class PyRow(object):
    """A row: by index or by column name."""

    def __init__(self, dataset, row):
        self._dataset = dataset
        self._row = row

    def __getitem__(self, key):
        if isinstance(key, slice):
            return list(self)[key]
        column = key if isinstance(key, STRINGS) else range(len(self))[key]
        return self._dataset.getValueAt(self._row, column)

    def __len__(self):
        return self._dataset.getColumnCount()

    def __iter__(self):
        return iter([self._dataset.getValueAt(self._row, c) for c in range(len(self))])

    def __repr__(self):
        return repr(list(self))


class PyDataSet(Dataset):
    """A dataset that can be iterated: rows by index, cells by index or name."""

    def __init__(self, dataset):
        self.__dict__.update(dataset.__dict__)

    def getUnderlyingDataset(self):
        return Dataset(self._columns, self._rows, [kind.getName() for kind in self._types])

    def __len__(self):
        return self.getRowCount()

    def __getitem__(self, index):
        return PyRow(self, range(len(self))[index])

    def __iter__(self):
        return iter([PyRow(self, row) for row in range(len(self))])

    underlyingDataset = property(getUnderlyingDataset)
