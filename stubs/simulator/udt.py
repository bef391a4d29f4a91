"""UDT instances: what a definition, its parents, the instance's overrides and the parameters add up to.

Parameters are put into every text ("{Param}") and into parameter bindings. Arithmetic in braces and bindings
to expressions or tags are not evaluated; whoever uses them is told in the log.
"""
import re

from simulator.compat import STRINGS, text

TYPES_FOLDER = "_types_"

_PLACEHOLDER = re.compile(r"\{([^{}]+)\}")
_DEEPEST = 20


class Expander(object):
    def __init__(self, tree, log):
        self._tree = tree
        self._log = log

    def expand(self, parent, described):
        """The described instance with all its members, parameters put in."""
        places = parent.segments()
        return self._instance(parent.provider().name, places, described, {}, 0)

    def _warn(self, message, *arguments):
        self._log.write("WARN", "simulator.tags", message % arguments)

    def _instance(self, provider, places, described, outer, depth):
        if depth > _DEEPEST:
            raise ValueError("UDT '%s' contains itself" % described.get("typeId"))
        whole = self._with_definition(provider, described, depth)
        scope = self._scope(whole, described["name"], places, outer)
        whole["parameters"] = {
            name: dict(declared, value=scope[name]) for name, declared in whole["parameters"].items()}
        return self._filled(provider, places, whole, scope, depth)

    def _with_definition(self, provider, described, depth):
        """The instance merged over its definition, and that over its own parent."""
        definition = self._definition(provider, described)
        whole = dict(described, parameters=_declared(described), tags=list(described.get("tags", ())))
        if definition is None:
            return whole
        if depth > _DEEPEST:
            raise ValueError("UDT '%s' is its own parent" % described.get("typeId"))
        base = self._with_definition(provider, definition, depth + 1)
        merged = dict(base)
        merged.update(whole)
        merged["parameters"] = _merged_parameters(base["parameters"], whole["parameters"])
        merged["tags"] = _merged_tags(base["tags"], whole["tags"], self._tree.key)
        return merged

    def _definition(self, provider, described):
        type_id = described.get("typeId")
        if not type_id:
            return None
        names = re.sub(r"^\[[^\]]*\]", "", type_id).split("/")
        if names[0] != TYPES_FOLDER:
            names.insert(0, TYPES_FOLDER)
        node = self._tree.find(provider, names)
        if node is None:
            self._warn("%s: no UDT definition '%s'", described["name"], type_id)
            return None
        return _as_dict(node)

    def _scope(self, whole, name, places, outer):
        """Values of the parameters, and the names that every UDT has."""
        scope = {
            "InstanceName": name,
            "PathToParentFolder": "/".join(places),
            "ParentInstanceName": outer.get("InstanceName", ""),
            "RootInstanceName": outer.get("RootInstanceName", name),
        }
        for key, declared in whole["parameters"].items():
            scope[key] = self._put_in(declared.get("value"), outer)
        return scope

    def _filled(self, provider, places, described, scope, depth):
        """`described` and all below with the parameters of `scope` put in."""
        inside = places + [described["name"]]
        here = dict(scope, TagName=described["name"], PathToTag="/".join(inside))
        filled = {}
        for key, value in described.items():
            kept = key in ("name", "tagType", "typeId", "tags", "parameters")
            filled[key] = value if kept else self._put_in(value, here)
        filled["tags"] = [
            self._member(provider, inside, tag, scope, depth) for tag in described.get("tags", ())]
        return filled

    def _member(self, provider, places, described, scope, depth):
        if described.get("tagType") == "UdtInstance":
            return self._instance(provider, places, described, scope, depth + 1)
        return self._filled(provider, places, described, scope, depth)

    def _put_in(self, value, scope):
        if isinstance(value, dict):
            return self._put_into_dict(value, scope)
        if isinstance(value, list):
            return [self._put_in(element, scope) for element in value]
        if isinstance(value, STRINGS):
            return _PLACEHOLDER.sub(lambda match: text(scope.get(match.group(1), match.group(0))), value)
        return value

    def _put_into_dict(self, value, scope):
        if "bindType" not in value:
            return {key: self._put_in(element, scope) for key, element in value.items()}
        if value["bindType"].lower() not in ("parameter", "udtparameter"):
            self._warn("a binding of type %s is not evaluated", value["bindType"])
            return value.get("value")
        return self._bound(value["binding"], scope)

    def _bound(self, binding, scope):
        only = _PLACEHOLDER.match(binding)
        if only and only.end() == len(binding) and only.group(1) in scope:
            # Nothing but the parameter: keeps its type.
            return scope[only.group(1)]
        bound = self._put_in(binding, scope)
        if _PLACEHOLDER.search(bound):
            self._warn("%s: not all of it is a parameter; it is not evaluated", binding)
        return bound


def _as_dict(node):
    described = dict(node.config, name=node.name, tagType=node.kind)
    described["tags"] = [_as_dict(child) for child in node.children.values()]
    return described


def _declared(described):
    """Parameters as {name: {"dataType", "value"}}, from that form or from plain values."""
    declared = {}
    for name, value in (described.get("parameters") or {}).items():
        is_declaration = isinstance(value, dict) and "bindType" not in value
        declared[name] = dict(value) if is_declaration else {"value": value}
    return declared


def _merged_parameters(base, over):
    merged = dict(base)
    for name, declared in over.items():
        merged[name] = dict(merged.get(name, {}), **declared)
    return merged


def _merged_tags(base, over, key):
    """Members of `base` with the overrides of `over`, then those that only `over` has."""
    overrides = {key(tag["name"]): tag for tag in over}
    merged = []
    for tag in base:
        override = overrides.pop(key(tag["name"]), None)
        merged.append(tag if override is None else _merged_tag(tag, override, key))
    return merged + [tag for tag in over if key(tag["name"]) in overrides]


def _merged_tag(base, over, key):
    merged = dict(base)
    merged.update(over)
    merged["name"] = base["name"]
    merged["tags"] = _merged_tags(base.get("tags", ()), over.get("tags", ()), key)
    if "parameters" in base or "parameters" in over:
        merged["parameters"] = _merged_parameters(_declared(base), _declared(over))
    return merged
