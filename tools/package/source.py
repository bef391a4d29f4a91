"""Rules for one Python file that runs on the gateway: its bytes, its grammar, its imports."""

import ast
import functools
import io
import re
import tokenize
from collections.abc import Iterator

import parso
from parso.normalizer import Issue

from tools.faults import Fault

# The JVM refuses a method over 64 KB; 54 KB of source were seen to compile, 90 KB not.
LARGEST = 40 * 1024

SUBSET = "write what both 2.7 and 3 accept"

COOKIE = re.compile(rb"^[ \t\f]*#.*?coding[:=][ \t]*[-\w.]+")
SERVLET = re.compile(r"\b(javax|jakarta)\s*\.\s*servlet\b")
SERVLET_REMEDY = "take the object from `request` as it comes: 8.1 has javax, 8.3 jakarta"


def faults(path: str, content: bytes) -> Iterator[Fault]:
    if len(content) > LARGEST:
        yield Fault(path, 0, f"{len(content)} bytes, over the {LARGEST} that surely compile", "split the module")
    yield from _byte_faults(path, content)
    text = content.removeprefix(b"\xef\xbb\xbf").decode("latin-1")
    yield from _indentation_faults(path, text)
    yield from grammar_faults(path, content)
    module = tree(content)
    if module is not None:
        yield from _servlet_faults(path, module)


@functools.cache
def tree(content: bytes) -> ast.Module | None:
    """The module as Python 3 reads it, or None when it does not."""
    try:
        return ast.parse(content)
    except (SyntaxError, ValueError):
        return None


def _byte_faults(path: str, content: bytes) -> Iterator[Fault]:
    if content.startswith(b"\xef\xbb\xbf"):
        yield Fault(path, 1, "starts with a byte order mark", "save it without")
        content = content[3:]
    for number, line in enumerate(content.split(b"\n"), 1):
        if number <= 2 and COOKIE.match(line):
            yield Fault(path, number, "coding cookie", "remove it: sources are ASCII, and the gateway refuses it")
        if not line.isascii():
            yield Fault(path, number, "non-ASCII character", "write it as an escape")
        if b"\r" in line:
            yield Fault(path, number, "carriage return", "save with LF line ends")


def _indentation_faults(path: str, text: str) -> Iterator[Fault]:
    inside_strings = _lines_inside_strings(text)
    for number, line in enumerate(text.split("\n"), 1):
        indentation = line[: len(line) - len(line.lstrip())]
        if line.strip() and indentation.strip("\t") and number not in inside_strings:
            yield Fault(path, number, "space in the indentation", "indent with tabs, as the Designer does")


def _lines_inside_strings(text: str) -> set[int]:
    lines: set[int] = set()
    try:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.type == tokenize.STRING:
                lines.update(range(token.start[0] + 1, token.end[0] + 1))
    except (tokenize.TokenError, SyntaxError):
        pass  # the grammar check says so
    return lines


def grammar_faults(path: str, content: bytes) -> Iterator[Fault]:
    """What keeps the file from being both Python 2.7 and Python 3."""
    text = content.removeprefix(b"\xef\xbb\xbf").decode("latin-1")
    error = next(_python_2_errors(text), None)
    if error:
        problem = f"not Python 2.7 ({error.message})"
        yield Fault(path, error.start_pos[0], problem, SUBSET)
    try:
        ast.parse(text)
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None) or 0
        yield Fault(path, line, f"not Python 3 ({getattr(error, 'msg', error)})", SUBSET)


def _python_2_errors(text: str) -> Iterator[Issue]:
    grammar = parso.load_grammar(version="2.7")
    for error in grammar.iter_errors(grammar.parse(text)):
        # parso says this of every `del a, b`; a real star is already a syntax error in its 2.7 grammar
        if not error.message.endswith("can't use starred expression here"):
            yield error


def _servlet_faults(path: str, module: ast.Module) -> Iterator[Fault]:
    docstrings = {id(text) for text in _docstrings(module)}
    for node in ast.walk(module):
        if id(node) not in docstrings and _names_servlet(node):
            yield Fault(path, node.lineno, "names a servlet class", SERVLET_REMEDY)


def _docstrings(module: ast.Module) -> Iterator[ast.AST]:
    for node in ast.walk(module):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node.value


def _names_servlet(node: ast.AST) -> bool:
    if isinstance(node, ast.Import):
        return any(_brings_servlet(alias.name) for alias in node.names)
    if isinstance(node, ast.ImportFrom):
        return any(_brings_servlet(f"{node.module}.{alias.name}") for alias in node.names)
    if isinstance(node, ast.Attribute):
        return bool(SERVLET.fullmatch(ast.unparse(node)))
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and bool(SERVLET.search(node.value))


def _brings_servlet(imported: str) -> bool:
    """A whole root (`import javax`, `from javax import *`) counts: the servlet classes come with it."""
    return imported.removesuffix(".*") in ("javax", "jakarta") or bool(SERVLET.match(imported))
