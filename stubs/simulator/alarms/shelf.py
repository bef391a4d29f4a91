"""Which alarms are shelved, and until when. Runs on the gateway's clock."""
from java.util import Date
from simulator.alarms import patterns
from simulator.alarms.properties import QualifiedPath


class ShelvedPath(object):
    """com.inductiveautomation.ignition.common.alarming.evaluation.ShelvedPath"""

    def __init__(self, path, since, until, now):
        self.path_text = path
        self.until = until
        self._since = since
        self._now = now
        self._hits = 0

    def getPath(self):
        return QualifiedPath(self.path_text)

    def getExpiration(self):
        return Date(self.until)

    def getShelveTime(self):
        return Date(self._since)

    def getUser(self):
        return None

    def getHitCount(self):
        return self._hits

    def incrementHitCount(self):
        self._hits += 1

    def isExpired(self):
        return self._now() >= self.until

    path = property(getPath)
    expiration = property(getExpiration)
    shelveTime = property(getShelveTime)
    user = property(getUser)
    hitCount = property(getHitCount)
    expired = property(isExpired)


class Shelf(object):
    def __init__(self, now):
        self._now = now
        self._paths = {}

    def put(self, paths, seconds):
        """No time means that they come off, as scripts may ask for it."""
        now = self._now()
        for path in paths:
            if seconds > 0:
                self._paths[path] = ShelvedPath(path, now, now + int(seconds * 1000), self._now)
            else:
                self._paths.pop(path, None)

    def take_off(self, paths):
        for path in paths:
            self._paths.pop(path, None)

    def listed(self):
        for path, shelved in list(self._paths.items()):
            if shelved.isExpired():
                del self._paths[path]
        return list(self._paths.values())

    def of(self, sources):
        """Which of the sources are shelved now."""
        exact = set(shelved.path_text for shelved in self.listed())
        wild = [path for path in exact if "*" in path]
        if not wild:
            return exact
        return exact | set(source for source in sources if any(patterns.matches(path, source) for path in wild))
