"""Quality codes: names, numbers, levels. The numbers are published: those that Ignition 8.1.13 prints."""

from simulator.javanames import Constant

GOOD, UNCERTAIN, BAD, ERROR = "Good", "Uncertain", "Bad", "Error"

# The two highest bits of the 32-bit code are the level.
_LEVEL_BITS = {GOOD: 0, UNCERTAIN: 1 << 30, BAD: -(1 << 31), ERROR: -(1 << 30)}

_SUBCODES = {
    "Good_Unspecified": 0,
    "Good_WritePending": 2,
    "Good": 192,
    "Good_Provisional": 200,
    "Good_Initial": 201,
    "Good_Overload": 202,
    "Good_Backfill": 203,
    "Uncertain": 256,
    "Uncertain_LastKnownValue": 257,
    "Uncertain_InitialValue": 258,
    "Uncertain_DataSubNormal": 259,
    "Uncertain_EngineeringUnitsExceeded": 260,
    "Uncertain_IncompleteOperation": 261,
    "Bad": 512,
    "Bad_Unauthorized": 513,
    "Bad_AccessDenied": 514,
    "Bad_Disabled": 515,
    "Bad_Stale": 516,
    "Bad_TrialExpired": 517,
    "Bad_LicenseExceeded": 518,
    "Bad_NotFound": 519,
    "Bad_ReferenceNotFound": 520,
    "Bad_AggregateNotFound": 521,
    "Bad_NotConnected": 522,
    "Bad_GatewayCommOff": 523,
    "Bad_OutOfRange": 524,
    "Bad_DatabaseNotConnected": 525,
    "Bad_ReadOnly": 526,
    "Bad_Failure": 527,
    "Bad_Unsupported": 528,
    "Error": 768,
    "Error_Configuration": 769,
    "Error_ExpressionEval": 770,
    "Error_TagExecution": 771,
    "Error_TypeConversion": 772,
    "Error_DatabaseQuery": 773,
    "Error_IO": 774,
    "Error_TimeoutExpired": 775,
    "Error_Exception": 776,
    "Error_InvalidPathSyntax": 777,
    "Error_Formatting": 778,
    "Error_ScriptEval": 779,
    "Error_CycleDetected": 780,
}

NAMES = tuple(sorted(_SUBCODES, key=_SUBCODES.get))


# QualityCode.Level
LEVELS = {name: Constant(name) for name in _LEVEL_BITS}


class QualityCode(object):
    """A quality: a name, its number, and a diagnostic text that may be missing."""

    __slots__ = ("_name", "_level", "_message")

    def __init__(self, name, message=None):
        if name not in _SUBCODES:
            raise ValueError("no such quality code: %s" % (name,))
        self._name = name
        self._level = name.split("_")[0]
        self._message = message

    def derive(self, diagnosticMessage):
        return QualityCode(self._name, diagnosticMessage)

    def getName(self):
        return self._name

    def getCode(self):
        return _LEVEL_BITS[self._level] + _SUBCODES[self._name]

    def getLevel(self):
        return LEVELS[self._level]

    def getDiagnosticMessage(self):
        return self._message

    def isGood(self):
        return self._level == GOOD

    def isNotGood(self):
        return self._level != GOOD

    def isUncertain(self):
        return self._level == UNCERTAIN

    def isBad(self):
        return self._level == BAD

    def isError(self):
        return self._level == ERROR

    def isBadOrError(self):
        return self._level in (BAD, ERROR)

    def toString(self):
        if self._message is None:
            return self._name
        return '%s("%s")' % (self._name, self._message)

    def __str__(self):
        return self.toString()

    __repr__ = __str__

    def __eq__(self, other):
        return isinstance(other, QualityCode) and self.toString() == other.toString()

    def __ne__(self, other):
        return not self == other

    def __hash__(self):
        return hash((self._name, self._message))

    name = property(getName)
    code = property(getCode)
    level = property(getLevel)
    diagnosticMessage = property(getDiagnosticMessage)
    good = property(isGood)
    bad = property(isBad)
    uncertain = property(isUncertain)
    error = property(isError)
    notGood = property(isNotGood)
    badOrError = property(isBadOrError)


_PLAIN = {name: QualityCode(name) for name in _SUBCODES}


def code(quality, message=None):
    """A QualityCode from a name or from one that exists; with a text if given."""
    if isinstance(quality, QualityCode):
        return quality if message is None else quality.derive(message)
    if message is None and quality in _PLAIN:
        return _PLAIN[quality]
    return QualityCode(quality, message)
