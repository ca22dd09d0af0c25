"""Functions of base64, data URIs and addresses."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote, unquote, unquote_to_bytes, urljoin, urlsplit

from mvnetgen.languages.arm_json.functions.context import Context
from mvnetgen.languages.arm_json.functions.conversion import parsed
from mvnetgen.languages.arm_json.functions.signature import nodes, not_known, plainly, take
from mvnetgen.languages.hcl.work import Refused, Work
from mvnetgen.languages.symbolic import bounded, name_in, symbol_of, text_in_part
from mvnetgen.text.document import HOLE, Node, Unknown

_DATA = re.compile(r"data:([^,;]*)((?:;[^,;=]+=[^,;]*)*)(;base64)?,(.*)", re.DOTALL | re.IGNORECASE)
_ABSOLUTE = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://([^/?#]*)(.*)", re.DOTALL)
_PORTS = {"http": 80, "https": 443, "ftp": 21}


@plainly("base64", "string")
def to_base64(text: str) -> str:
    """A text in base64."""
    return base64.b64encode(text.encode("utf-8", "replace")).decode("ascii")


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(re.sub(r"[ \t\r\n]", "", text), validate=True)
    except (binascii.Error, ValueError) as error:
        raise Refused("the text is no base64") from error


@plainly("base64ToString", "string")
def from_base64(text: str) -> str:
    """The text that is written in base64."""
    return _decoded(text).decode("utf-8", "replace")


@plainly("base64ToJson", "string")
def json_from_base64(text: str, work: Work) -> Any:
    """The value of the JSON that is written in base64."""
    return parsed(_decoded(text).decode("utf-8", "replace"), work)


@plainly("dataUri", "string")
def data_uri(text: str) -> str:
    """A text as a data URI."""
    return f"data:text/plain;charset=utf-8;base64,{to_base64(text)}"


@plainly("dataUriToString", "string")
def from_data_uri(text: str) -> str:
    """The text of a data URI."""
    found = _DATA.fullmatch(text)
    if not found:
        raise Refused("the text is no data URI")
    charset = re.search(r"charset=([^;]+)", found[2] or "")
    if charset and charset[1].lower().replace("-", "") not in {"utf8", "usascii"}:
        raise Refused("the letters of the data URI are of a set that is not known")
    data = _decoded(found[4]) if found[3] else unquote_to_bytes(found[4])
    return data.decode("utf-8", "replace")


def _absolute(text: str) -> tuple[str, str, str]:
    """Scheme, host with port, and the rest. Raises `Refused` for what is no absolute address."""
    found = _ABSOLUTE.fullmatch(text.strip())
    if not found or not found[2] or re.search(r"[\s<>\"\\^`{|}]", found[2]):
        raise Refused("the text is no absolute address")
    scheme, host = found[1].lower(), found[2]
    port = _PORTS.get(scheme)
    account, at, name = host.rpartition("@")
    return scheme, account + at + name.lower().removesuffix(f":{port}"), found[3]


BESIDE = "beside "
"""Begins the name of the folder of an address that is not known."""


@nodes("uri", 2, 2)
def uri(arguments: Sequence[Node], context: Context) -> Node:
    """An address within another; when that is not known, the path is known in the folder of it."""
    within, path = take(arguments[0], "string"), take(arguments[1], "string")
    base = symbol_of(within.value)
    if isinstance(within.value, str) and isinstance(path.value, str):
        return Node(_within(within.value, path.value), context.span)
    if base is None or not isinstance(within.value, Unknown) or not isinstance(path.value, str):
        return not_known([within, path], context)
    because = within.value
    symbol = f"{HOLE}{bounded(BESIDE + name_in(base))}{HOLE}/{path.value.lstrip('/')}"
    return Node(text_in_part(symbol, because.reason, because.span, because.kind), context.span)


def _within(within: str, path: str) -> str:
    scheme, host, rest = _absolute(within)
    result = urljoin(f"{scheme}://{host}{rest or '/'}", path)
    if _ABSOLUTE.fullmatch(result):
        scheme, host, rest = _absolute(result)
        result = f"{scheme}://{host}{rest or '/'}"
    return quote(result, safe="%/:=&?~#+!$,;'@()*[]-._")


@plainly("uriComponent", "string")
def uri_component(text: str) -> str:
    """A text that may stand in an address."""
    return quote(text, safe="-_.~")


@plainly("uriComponentToString", "string")
def from_uri_component(text: str) -> str:
    """The text that stands in an address."""
    return unquote(text.replace("+", " "))


@plainly("parseUri", "string")
def parse_uri(text: str) -> dict[str, Any]:
    """The parts of an address."""
    scheme, _host, _rest = _absolute(text)
    parts = urlsplit(text.strip())
    result: dict[str, Any] = {"scheme": scheme, "host": parts.hostname, "port": parts.port}
    if parts.path.strip("/"):
        result["path"] = parts.path
    if parts.query:
        result["query"] = f"?{parts.query}"
    return result


@plainly("buildUri", "object")
def build_uri(parts: dict[str, Any]) -> str:
    """An address of its parts."""
    if not isinstance(parts.get("scheme"), str) or not isinstance(parts.get("host"), str):
        raise Refused("an address needs a scheme and a host")
    port = f":{parts['port']}" if isinstance(parts.get("port"), int) else ""
    path, query = str(parts.get("path") or ""), str(parts.get("query") or "")
    path = path if not path or path.startswith("/") else f"/{path}"
    query = query if not query or query.startswith("?") else f"?{query}"
    return f"{parts['scheme']}://{parts['host']}{port}{path}{query}"
