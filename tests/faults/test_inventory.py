"""What the export can do at all: abuse case 57. It is read as it is shipped, and every endpoint is asked."""

import ast
import json

import pytest

from tests.faults.test_matrix import ENDPOINTS, ask, label, made, over_endpoints
from tests.support.product import export

# Whatever runs code or programs, reads or writes files, or loads classes.
BUILT_INS = ("eval", "exec", "execfile", "compile", "open", "file", "__import__", "reload", "input", "raw_input")
MODULES = ("os", "subprocess", "importlib", "imp", "io", "shutil", "socket", "urllib2", "httplib", "ftplib", "pickle",
           "marshal", "ctypes", "code", "codeop", "tempfile", "glob")
JAVA = ("java.lang.Runtime", "java.lang.ProcessBuilder", "java.lang.Class", "java.io.File", "java.nio.file",
        "java.nio.channels", "java.net", "java.sql", "javax.script", "javax.naming", "java.rmi", "java.lang.reflect",
        "java.io.ObjectInputStream", "org.python", "com")
GSON = "com.inductiveautomation.ignition.common.gson"
# The whole gateway lies behind it: one port has it, and looks at the definitions of named queries only.
CONTEXT = "com.inductiveautomation.ignition.gateway.IgnitionGateway"
# All that may be asked of the platform: whoever needs another function adds it here.
PLATFORM = {
    "system.alarm": ["acknowledge", "getShelvedPaths", "queryJournal", "queryStatus", "shelve", "unshelve"],
    "system.dataset": ["toDataSet"],
    "system.db": ["beginTransaction", "closeTransaction", "commitTransaction", "execQuery", "execScalar", "execUpdate",
                  "getConnections", "runNamedQuery", "runPrepQuery", "runPrepUpdate"],
    "system.historian": ["browse", "queryAggregatedPoints", "queryRawPoints"],
    "system.net": ["httpClient"],
    "system.project": ["getProjectName"],
    "system.secrets": ["readSecretValue"],
    "system.security": ["getUserRoles"],
    "system.tag": ["browse", "getConfiguration", "queryTagCalculations", "queryTagHistory", "readBlocking",
                   "writeBlocking"],
    "system.user": ["getUserSources"],
    "system.util": ["audit", "getGlobals", "getLogger", "getVersion", "sendMessage"],
}


def shipped():
    """{file: syntax tree} of every script in the export."""
    return dict((name, ast.parse(bytes(content))) for name, content in export().files.items() if name.endswith(".py"))


def dotted(node):
    """`system.tag.browse` of nested attributes; None where it starts from anything but a name."""
    if isinstance(node, ast.Name):
        return node.id
    inner = dotted(node.value) if isinstance(node, ast.Attribute) else None
    return inner and "%s.%s" % (inner, node.attr)


def imported(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for each in node.names:
                yield each.name
        elif isinstance(node, ast.ImportFrom):
            for each in node.names:
                yield "%s.%s" % (node.module, each.name)


def is_below(name, roots):
    return any(name == root or name.startswith(root + ".") for root in roots)


def test_abuse_case_57_nothing_that_is_shipped_runs_code_or_touches_files():
    scripts = shipped()
    assert len(scripts) > 100
    for name, tree in scripts.items():
        calls = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
        assert not [each.id for each in calls if isinstance(each, ast.Name) and each.id in BUILT_INS], name
        names = [each for each in imported(tree) if not is_below(each, [GSON, CONTEXT])]
        assert not [each for each in names if is_below(each, MODULES + JAVA)], name
        assert not [each for each in ast.walk(tree) if type(each).__name__ == "Exec"], name


def test_abuse_case_57_the_gateways_context_shows_definitions_of_named_queries_and_nothing_else():
    users = [name for name, tree in shipped().items() if CONTEXT in list(imported(tree))]
    assert [name.split("/")[-2] for name in users] == ["queries"]
    tree = shipped()[users[0]]
    chains = [node for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id == "IgnitionGateway"
              and isinstance(node.ctx, ast.Load)]
    assert len(chains) == 2
    source = export().files[users[0]].decode("ascii")
    assert "IgnitionGateway.get().getNamedQueryManager().getQueryFromPath(" in source
    assert source.count("IgnitionGateway.") == 1


def test_abuse_case_57_the_platform_is_asked_for_nothing_else():
    for name, tree in shipped().items():
        asked = [dotted(node) or "" for node in ast.walk(tree)]
        for room, _, function in [each.rpartition(".") for each in asked if each.startswith("system.")]:
            # Of a longer chain the part with two dots is found as well.
            assert room.count(".") != 1 or function in PLATFORM[room], (name, room, function)


def test_abuse_case_57_only_configured_issuers_are_asked_over_http():
    users = [name for name, tree in shipped().items() if "project.gateway.web" in list(imported(tree))]
    assert sorted(name.rpartition("/")[0].rpartition("/")[2] for name in users) == ["introspection", "jwks"]


def test_abuse_case_57_no_endpoint_takes_code_a_file_or_an_address():
    for declared in ENDPOINTS:
        names = [each["name"].lower() for each in declared["parameters"]] + [declared["path"].lower()]
        body = declared["example"].get("body")
        names.extend(body if isinstance(body, dict) else [])
        for word in ("script", "expression", "sql", "eval", "url", "uri", "callback", "upload", "import"):
            assert not [name for name in names if word in name], (label(declared), word)


@over_endpoints
@pytest.mark.parametrize("text", [
    "http://127.0.0.1:9/x", "file:///etc/passwd", "../../../../etc/passwd", "__import__('os').system('id')",
    "{system.tag.readBlocking}", "runScript('x')", "${jndi:ldap://127.0.0.1/x}", "1;DROP TABLE rest_api_audit",
])
def test_abuse_case_57_what_looks_like_code_a_file_or_an_address_is_only_text(number, text):
    declared, product = ENDPOINTS[number], shared()
    product.gateway.calls.clear()
    changed = dict(declared, example=everywhere(declared["example"], text))
    answer = ask(product, changed, alarm="00000000-0000-4000-8000-000000000000")
    assert answer.status < 500, answer.text()
    assert "root:" not in answer.text() and "uid=" not in answer.text()
    assert product.gateway.web.count() == 0
    assert "system.net.httpClient" not in product.gateway.calls.names()


def shared(kept=[]):  # noqa: B006  one installation for all
    if not kept:
        kept.append(made())
    return kept[0]


def everywhere(value, text):
    """The example with the text as each of its values."""
    if isinstance(value, dict):
        return dict((name, everywhere(member, text)) for name, member in value.items())
    if isinstance(value, list):
        return [everywhere(member, text) for member in value]
    return json.loads(json.dumps(text)) if hasattr(value, "upper") else value
