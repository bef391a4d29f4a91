"""The one place that names Java's exceptions. On CPython they are the stand-ins of stubs/cpython."""


def named(package, name, parent=None):
    """The Java exception class `package.name`; where a stand-in lacks it, one made below `parent`."""
    try:
        module = __import__(package, globals(), locals(), [name], 0)
        return getattr(module, name)
    except (ImportError, AttributeError):
        if parent is None:
            raise
    return _MADE.setdefault(name, type(name, (named("java.lang", parent),), {"__module__": package}))


_MADE = {}


def illegal_state(message):
    return named("java.lang", "IllegalStateException")(message)


def io_error(message):
    return named("java.io", "IOException", "Exception")(message)


def stack_overflow():
    return named("java.lang", "StackOverflowError", "Error")()
