"""com.inductiveautomation.ignition.common.model.Version."""


class Version(object):
    def __init__(self, numbers, build=""):
        self._text = numbers + build
        self._numbers = [int(part) for part in numbers.split(".")]

    def getMajor(self):
        return self._numbers[0]

    def getMinor(self):
        return self._numbers[1]

    def getRev(self):
        return self._numbers[2]

    def toString(self):
        return self._text

    __str__ = toString
    __repr__ = toString

    major = property(getMajor)
    minor = property(getMinor)
    rev = property(getRev)
