"""What Python 2 and 3 spell differently. Nothing else."""
import sys

if sys.version_info[0] >= 3:
    TEXT = str
    STRINGS = (str,)
    INTEGERS = (int,)
    unichr = chr
else:
    TEXT = unicode  # noqa: F821
    STRINGS = (basestring,)  # noqa: F821
    INTEGERS = (int, long)  # noqa: F821
    unichr = unichr  # noqa: F821

ON_JYTHON = sys.platform.startswith("java")


def text(value):
    """`value` as unicode text; bytes of Python 2 are taken as UTF-8."""
    if isinstance(value, TEXT):
        return value
    if isinstance(value, str):
        return value.decode("utf-8")
    return TEXT(value)


def whole(value):
    """An integer as the tag system hands it out: int, on Jython long."""
    return INTEGERS[-1](value)
