"""system.dataset."""
from simulator import csvtext
from simulator.dataset import Dataset, PyDataSet
from simulator.facade import offered


@offered()
def toDataSet(*args):
    """toDataSet(headers, rows) or toDataSet(pyDataSet)."""
    if len(args) == 1:
        return args[0].getUnderlyingDataset()
    return Dataset(*args)


@offered()
def toPyDataSet(dataset):
    return PyDataSet(dataset)


@offered()
def toCSV(dataset, showHeaders=True, forExport=False, localized=False):
    return csvtext.write(dataset, showHeaders, forExport)


@offered()
def getColumnHeaders(dataset):
    return dataset.getColumnNames()
