"""From the text of a verb file to a callable, by the platform's rules. Knows nothing of HTTP."""

import threading

from webdev.scripts import compile_source

BOM = u"\ufeff"


def handler_text(text, function, bom="empty"):
    """What the gateway compiles: the file, or the file as the body of a generated def.

    Only a file that starts at byte 0 with the def line is taken as it is (checklist 7.3).
    """
    definition = u"def %s(request, session):" % function
    if text.startswith(definition):
        return text
    if bom == "empty":
        text = text.lstrip(BOM)
    lines = [u"\t" + line for line in text.split(u"\n")]
    return u"\n".join([definition] + lines)


class Handler(object):
    """The function of one verb file. `error` holds the SyntaxError of a file that does not compile."""

    def __init__(self, text, function, filename, library, bom):
        self._function = function
        self._library = library
        self._lock = threading.Lock()
        self._callable = None
        self.error = None
        try:
            self._code = compile_source(handler_text(text, function, bom), filename)
        except (SyntaxError, ValueError) as error:
            self.error = error

    def __call__(self, request, session):
        return self._defined()(request, session)

    def _defined(self):
        if self._callable is not None:  # PERF: no lock once it is there
            return self._callable
        with self._lock:
            if self._callable is None:
                # separate locals: what stands at the top level is invisible to the function (checklist 7.5)
                local_names = {}
                exec(self._code, self._library.globals(self._function), local_names)  # noqa: S102
                self._callable = local_names[self._function]
            return self._callable
