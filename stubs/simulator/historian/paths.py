"""Historical paths: how scripts name a series, as a tag path or as the historian's own path."""
import re

from simulator.compat import text

# histprov:Plant DB:/drv:Gateway:default:/tag:Area/Tag, and the form of 8.3 with sys: and prov: in place of drv:.
QUALIFIED = re.compile(
    r"histprov:(?P<historian>[^:/]+):/"
    r"(?:drv:(?P<driver_gateway>[^:]*):(?P<driver_provider>[^:]+)|sys:(?P<gateway>[^:]*):/prov:(?P<provider>[^:]+))"
    r":/tag:(?P<tag>.+)\Z")
# [Plant DB/Gateway:default]Area/Tag, as 8.1 also writes it.
BRACKETED = re.compile(r"\[(?P<historian>[^/\]]*)/(?P<gateway>[^:\]]*):(?P<provider>[^\]]+)\](?P<tag>.+)\Z")
TAG = re.compile(r"\[(?P<provider>[^\]]+)\](?P<tag>.+)\Z")


class Named(object):
    """`historian`: None for any. `form`: "tag", "drv" or "sys"."""

    def __init__(self, historian, provider, tag, form):
        self.historian = historian
        self.provider = provider
        self.tag = tag
        self.form = form

    @property
    def key(self):
        """What names the series: the historian compares without letter case."""
        return text("[%s]%s" % (self.provider, self.tag)).lower()

    @property
    def path(self):
        return "[%s]%s" % (self.provider, self.tag)


def parse(path):
    """A Named; None for what names no series."""
    match = QUALIFIED.match(path)
    if match:
        form = "drv" if match.group("driver_provider") else "sys"
        provider = match.group("driver_provider") or match.group("provider")
        return Named(match.group("historian"), provider, match.group("tag"), form)
    match = BRACKETED.match(path)
    if match:
        return Named(match.group("historian") or None, match.group("provider"), match.group("tag"), "drv")
    match = TAG.match(path)
    return Named(None, match.group("provider"), match.group("tag"), "tag") if match else None


def column(path):
    """The name of a path's column: without the provider."""
    named = parse(path)
    return path if named is None else named.tag
