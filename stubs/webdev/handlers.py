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
    """The function of one verb file, None until it is first needed.

    `error` holds the SyntaxError of a file that does not compile.
    """

    def __init__(self, text, name, filename, library, bom):
        self._name = name
        self._library = library
        self._lock = threading.Lock()
        self.function = None
        self.error = None
        try:
            self._code = compile_source(handler_text(text, name, bom), filename)
        except (SyntaxError, ValueError) as error:
            self.error = error

    def defined(self):
        """The function, defined by the first who asks."""
        with self._lock:
            if self.function is None:
                # separate locals: what stands at the top level is invisible to the function (checklist 7.5)
                local_names = {}
                exec(self._code, self._library.globals(self._name), local_names)  # noqa: S102
                self.function = local_names[self._name]
            return self.function
