"""Secrets are compared in constant time: no `==`, `!=` or `in`, and no search, with what a name calls a secret.

`project.gateway.crypto.equal` is the way. What has such a name and is no secret stands in ALLOWED, with the reason.
Names in capitals are constants of the code, which everybody can read.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tools.checks import shipped
from tools.faults import Fault

WORDS = {
    "token", "secret", "digest", "signature", "password", "credential", "fingerprint", "hash", "sha", "hmac", "mac",
    "apikey", "salt",
}
WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
OPEN = (ast.Eq, ast.NotEq, ast.In, ast.NotIn)
SEARCHES = {"startswith", "endswith", "find", "rfind", "index", "rindex", "count", "__eq__", "__ne__", "__contains__"}
# What these tell of a secret is no part of it.
HARMLESS = {"len", "isinstance", "type"}
ALLOWED = {
    ("project.guard.idempotency", "fingerprint"): "of a request, which its sender knows; it lets nobody in",
    ("project.guard.oauth", "fingerprint"): "of the configured issuers: whether they are still the same",
    ("project.query.pages", "fingerprint"): "of a row of a result, to find its place again",
    ("project.guard.revocation", "tokenId"): "the name of a token (jti), which stands in the audit",
}


def check(root: Path) -> Iterator[Fault]:
    modules = shipped.modules(root)
    used = set()
    for module in modules:
        for node in ast.walk(module.tree):
            for name in sorted(_compared(node)):
                used.add((module.name, name))
                if (module.name, name) not in ALLOWED:
                    yield module.fault(node, f"`{name}` is compared openly", "use project.gateway.crypto.equal")
    yield from _needless(modules, used)


def _needless(modules: list[shipped.Module], used: set[tuple[str, str]]) -> Iterator[Fault]:
    for module in modules:
        for place, name in sorted(set(ALLOWED) - used):
            if place == module.name:
                yield Fault(module.path, 0, f"`{name}` is not compared here", f"take it out of {__name__}.ALLOWED")


def _compared(node: ast.AST) -> set[str]:
    """The secrets that a node compares openly."""
    operands: list[ast.AST] = []
    if isinstance(node, ast.Compare) and any(isinstance(operator, OPEN) for operator in node.ops):
        operands = [node.left, *node.comparators]
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in SEARCHES:
        operands = [node.func.value, *node.args]
    return {name for operand in operands for name in _names(operand) if is_secret(name)}


def _names(node: ast.AST) -> Iterator[str]:
    """What an expression is called, and what it is made of."""
    if isinstance(node, ast.Name):
        yield node.id
    elif isinstance(node, ast.Attribute):
        yield node.attr
    elif isinstance(node, ast.Subscript):
        yield from [*_names(node.value), *_names(node.slice), *_member(node.slice)]
    elif isinstance(node, ast.BinOp):
        yield from [*_names(node.left), *_names(node.right)]
    elif isinstance(node, ast.Tuple | ast.List | ast.Set):
        for each in node.elts:
            yield from _names(each)
    elif isinstance(node, ast.Call) and next(_names(node.func), "") not in HARMLESS:
        receiver = [node.func.value] if isinstance(node.func, ast.Attribute) else []
        for each in (node.func, *receiver, *node.args):
            yield from [*_names(each), *_member(each)]


def _member(node: ast.AST) -> Iterator[str]:
    """The name in entry["password"] and entry.get("password")."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value


def is_secret(name: str) -> bool:
    """apiToken, tokenDigests, key_hash; not TOKEN, and no sentence."""
    if name.isupper() or not name.isidentifier():
        return False
    return any(word.lower().removesuffix("es") in WORDS or word.lower().removesuffix("s") in WORDS
               for word in WORD.findall(name))
