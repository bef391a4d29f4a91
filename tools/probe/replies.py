"""Questions about what becomes of a handler's answer."""

import re

from tools.probe.asker import Asker, Reply
from tools.probe.questions import question


def _written(reply: Reply) -> str:
    """What the encoder wrote for the member, without white space; the status where nothing came."""
    found = re.fullmatch(r'\{"probe":(.*)\}', re.sub(r"\s", "", reply.text), re.DOTALL)
    return found[1] if reply.status == 200 and found else f"other: {reply.status}"


@question("other_return")
def other_return(asker: Asker) -> str:
    reply = asker.ask("text")
    if reply.status == 500:
        return "error"
    return {b"": "empty", b"probe": "text"}.get(reply.body, f"other: {reply.status}")


@question("list_return", "A handler returns a list.")
def list_return(asker: Asker) -> str:
    reply = asker.ask("list")
    return f"{reply.status}, {'empty' if not reply.body else reply.headers.get('Content-Type')}"


@question("strict_reply")
def strict_reply(asker: Asker) -> bool | str:
    reply = asker.ask("after-stream")
    if reply.status == 500:
        return True
    return False if reply.body == b"p{}" else f"other: {reply.status}, {len(reply.body)} bytes"


@question("partial_failure", "A handler fails after a part of its answer went out.")
def partial_failure(asker: Asker) -> str:
    reply = asker.ask("partial")
    return f"{reply.status}, as if it were whole"


@question("no_content", "Status 204 and no return value: body and Content-Type.")
def no_content(asker: Asker) -> str:
    reply = asker.ask("no-content")
    return f"{reply.status}, {len(reply.body)} bytes, {reply.headers.get('Content-Type', 'no Content-Type')}"


@question("reply_charset")
def reply_charset(asker: Asker) -> str:
    found = re.search(r"charset=\"?([\w-]+)", asker.ask("json-text").headers.get("Content-Type", ""))
    return found[1].lower() if found else "none"


@question("content_type_kept")
def content_type_kept(asker: Asker) -> bool:
    return asker.ask("own-type").headers.get("Content-Type", "").startswith("text/x-probe")


@question("escape_html")
def escape_html(asker: Asker) -> bool:
    return "\\u003c" in _written(asker.ask("html-characters"))


@question("encode_foreign")
def encode_foreign(asker: Asker) -> str:
    reply = asker.ask("foreign")
    if reply.status == 500:
        return "overflow"
    return "empty" if not reply.body else f"other: {reply.status}, {len(reply.body)} bytes"


@question("encode_date")
def encode_date(asker: Asker) -> str:
    reply = asker.ask("date")
    if reply.status == 500:
        return "poison"
    written = _written(reply)
    if re.fullmatch(r"\d+", written):
        return "millis"
    return "text" if written.startswith('"') else written


@question("encode_nan")
def encode_nan(asker: Asker) -> str:
    reply = asker.ask("not-a-number")
    return "error" if reply.status == 500 else {"null": "null", "NaN": "literal"}.get(_written(reply), "other")


@question("bytes_of_text")
def bytes_of_text(asker: Asker) -> str:
    reply = asker.ask("bytes-of-text")
    return "error" if reply.status == 500 else "accepted" if reply.body == b"probe" else "other"


@question("gzip_reply", "A long answer to a client that takes gzip: the Content-Encoding.")
def gzip_reply(asker: Asker) -> str:
    return asker.ask("long", headers=(("Accept-Encoding", "gzip"),)).headers.get("Content-Encoding", "none")
