"""system.util, without what only clients have."""
import traceback

from java.lang import Thread
from simulator import jsoncodec
from simulator.facade import Attribute, gateway, offered
from simulator.log import LoggerEx
from simulator.version import Version

globals = Attribute("globals", since="8.3")


@offered()
def audit(action=None, actionValue=None, auditProfile="", actor=None, actorHost="localhost",
          originatingSystem=None, eventTimestamp=None, originatingContext=4, statusCode=0):
    gateway().audit.write(auditProfile, {
        "action": action, "actionValue": actionValue, "actor": actor, "actorHost": actorHost,
        "originatingSystem": originatingSystem, "eventTimestamp": eventTimestamp,
        "originatingContext": originatingContext, "statusCode": statusCode,
    })


@offered()
def getGlobals():
    return gateway().globals


@offered()
def getLogger(name):
    return LoggerEx(gateway().log, name)


@offered()
def getProjectName():
    return gateway().project_name()


@offered()
def getProperty(propertyName):
    return gateway().properties.get(propertyName)


@offered()
def getVersion():
    with_build = gateway().options.version_text == "numbers_and_build"
    return Version(gateway().version, " (b2025010100)" if with_build else "")


@offered()
def invokeAsynchronous(function, args=None, kwargs=None, description=None):
    task = _Task(gateway(), function, args or (), kwargs or {})
    thread = Thread(task.run, description or "invokeAsynchronous")
    thread.setDaemon(True)
    thread.start()
    return thread


class _Task(object):
    """Runs a script's function as the project that started it; what it raises goes to the log only."""

    def __init__(self, host, function, args, kwargs):
        self._host = host
        self._call = (function, args, kwargs)
        self._project = host.project_name()

    def run(self):
        self._host.running.project = self._project
        function, args, kwargs = self._call
        try:
            function(*args, **kwargs)
        except:  # Java exceptions too, which on Jython are no Python exceptions
            self._host.log.write("ERROR", "system.util.invokeAsynchronous", traceback.format_exc())


@offered()
def jsonDecode(jsonString):
    return jsoncodec.decode(jsonString)


@offered()
def jsonEncode(pyObj, indentFactor=4):
    return jsoncodec.encode(pyObj, indentFactor)


@offered()
def sendMessage(project, messageHandler, payload=None, scope=None, clientSessionId=None, user=None,
                hasRole=None, hostName=None, remoteServers=None):
    gateway().messages.send(project, messageHandler, payload)
    return []


@offered()
def sendRequest(project, messageHandler, payload=None, hostName=None, remoteServer=None, timeoutSec=None):
    return gateway().messages.request(project, messageHandler, payload)
