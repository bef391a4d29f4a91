"""The gateway's context, as far as scripts look into it: the definitions of named queries."""
import simulator
from simulator import javanames
from simulator.databases import parameters
from simulator.javanames import Constant


class IgnitionGateway(object):
    @staticmethod
    def get():
        return GatewayContext(simulator.current())


class GatewayContext(object):
    def __init__(self, gateway):
        self._gateway = gateway

    def getNamedQueryManager(self):
        if self._gateway.options.named_query_definitions == "hidden":
            raise AttributeError("getNamedQueryManager")
        return NamedQueryManager(self._gateway.databases.named)


class NamedQueryManager(object):
    def __init__(self, named):
        self._named = named

    def getQueryFromPath(self, project, path):
        found = self._named.find(project, path)
        return None if found is None else NamedQuery(found)


class NamedQuery(object):
    def __init__(self, query):
        self._query = query

    def getType(self):
        return None if self._query.kind is None else Constant(self._query.kind)

    def isEnabled(self):
        return self._query.enabled

    def getDatabase(self):
        return self._query.database

    def getQuery(self):
        return self._query.sql

    def getParameters(self):
        return [Parameter(each) for each in self._query.parameters]


class Parameter(object):
    def __init__(self, parameter):
        self._parameter = parameter

    def getIdentifier(self):
        return self._parameter.identifier

    def getType(self):
        return Constant(self._parameter.kind)

    def getSqlType(self):
        return Constant(parameters.TYPES[self._parameter.sql_type])


def offer():
    """Makes `from com.inductiveautomation.ignition.gateway import IgnitionGateway` work."""
    javanames.offer("com.inductiveautomation.ignition.gateway", IgnitionGateway=IgnitionGateway)
