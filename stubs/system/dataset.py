"""system.dataset."""
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
