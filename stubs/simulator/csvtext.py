"""system.dataset.toCSV: every cell in quotes, as the manual's example shows it."""
from simulator.compat import text


def _cell(value):
    return '""' if value is None else '"%s"' % text(value).replace('"', '""')


def _line(cells):
    return ",".join([_cell(cell) for cell in cells])


def _counted(dataset):
    """The head that fromCSV wants: names, types, and the number of rows."""
    types = [kind.getName() for kind in dataset.getColumnTypes()]
    return [_line(["#NAMES"]), _line(dataset.getColumnNames()), _line(["#TYPES"]), _line(types),
            _line(["#ROWS", dataset.getRowCount()])]


def write(dataset, headers, for_export):
    lines = _counted(dataset) if for_export else [_line(dataset.getColumnNames())] if headers else []
    for row in range(dataset.getRowCount()):
        lines.append(_line([dataset.getValueAt(row, c) for c in range(dataset.getColumnCount())]))
    return text("\n".join(lines) + "\n")
