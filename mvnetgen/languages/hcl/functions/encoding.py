"""JSON, YAML, CSV, base64 and URL encodings."""

from __future__ import annotations

import base64
import binascii
import codecs
import csv
import io
import json
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import quote_plus

from mvnetgen.languages.hcl.functions.json_text import EncodedText, EncodedUnknown, decoded_of, encode
from mvnetgen.languages.hcl.functions.signature import Context, given, nodes, not_known, plainly
from mvnetgen.languages.hcl.number import normal, read_number
from mvnetgen.languages.hcl.value import first_unknown, marked
from mvnetgen.languages.hcl.work import Refused, TooMuchWork, Work
from mvnetgen.text.document import Node, Unknown
from mvnetgen.text.source import Span


@nodes("jsonencode", 1, 1)
def jsonencode(arguments: Sequence[Node], context: Context) -> Node:
    """A value as JSON; the text remembers the value, so that its places are not lost."""
    (node,) = arguments
    encoded = encode(node, context.work)
    unknown = encoded.unknown
    if unknown:
        return Node(
            EncodedUnknown(unknown.reason, unknown.span, encoded.text, None, node, kind=unknown.kind), context.span
        )
    text = EncodedText(context.work.text(encoded.text))
    text.decoded = node
    return Node(text, context.span)


@nodes("jsondecode", 1, 1)
def jsondecode(arguments: Sequence[Node], context: Context) -> Node:
    """The value of a JSON text."""
    return _decoded(arguments[0], read_json, context)


def _decoded(argument: Node, read: Callable[[str, Work], Any], context: Context) -> Node:
    """The value of a text; of one that was encoded here the very value that it was made of, with its places."""
    node = given(argument, "text", context)
    value = node.value
    decoded = decoded_of(node)
    if decoded is not None:
        return Node(decoded.value, context.span, None, decoded.origin or decoded.span, decoded.sensitive)
    if isinstance(value, Unknown):
        return marked(not_known(value, context), sensitive=node.sensitive)
    assert isinstance(value, str)
    result = _value(read(value, context.work), context.span, node.origin, context.work)
    return marked(result) if node.sensitive else result


def read_json(text: str, work: Work) -> Any:
    """The Python value of a JSON text. Raises `Refused` when it is none."""
    work.charge(len(text) // 16)
    try:
        return json.loads(text, parse_float=read_number, parse_int=read_number, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise Refused(f"the text is no JSON: {error.msg.lower()} at line {error.lineno}") from error
    except RecursionError as error:
        raise TooMuchWork from error


def _no_constant(name: str) -> None:
    raise Refused(f"the text is no JSON: {name}")


def _value(value: Any, span: Span, origin: Span | None, work: Work) -> Node:
    """A value that was read, as objects and tuples; every part stands at the call."""
    work.charge()
    if isinstance(value, dict):
        return Node({key: _value(item, span, origin, work) for key, item in value.items()}, span, None, origin)
    if isinstance(value, list):
        return Node(tuple([_value(item, span, origin, work) for item in value]), span, None, origin)
    return Node(normal(value) if type(value) is float else value, span, None, origin)


@nodes("yamlencode", 1, 1)
def yamlencode(arguments: Sequence[Node], context: Context) -> Node:
    """A value as YAML."""
    from mvnetgen.languages.hcl.functions.yaml_text import write_yaml_text  # noqa: PLC0415 - seldom called, and slow to load

    missing = first_unknown(arguments, context.work)
    if missing:
        return Node(
            EncodedUnknown(missing.reason, missing.span, None, None, arguments[0], kind=missing.kind), context.span
        )
    text = EncodedText(context.work.text(write_yaml_text(arguments[0], context.work)))
    text.decoded = arguments[0]
    return Node(text, context.span)


@nodes("yamldecode", 1, 1)
def yamldecode(arguments: Sequence[Node], context: Context) -> Node:
    """The value of a YAML text."""
    from mvnetgen.languages.hcl.functions.yaml_text import read_yaml_text  # noqa: PLC0415 - seldom called, and slow to load

    return _decoded(arguments[0], read_yaml_text, context)


@plainly("csvdecode", "text")
def csvdecode(text: str, work: Work) -> list[dict[str, str]]:
    """The rows of a CSV text, as objects with the names of its first row."""
    work.charge(len(text) // 4)
    try:
        rows = [row for row in csv.reader(io.StringIO(text, newline=""), strict=True) if row]
    except csv.Error as error:
        raise Refused(f"the text is no CSV: {error}") from error
    if not rows:
        raise Refused("the text is no CSV: it has no first line")
    names, *records = rows
    if len(set(names)) != len(names):
        raise Refused("the text is no CSV: two columns have one name")
    if any(len(record) != len(names) for record in records):
        raise Refused("the text is no CSV: its rows differ in length")
    return [dict(zip(names, record, strict=True)) for record in records]


@plainly("base64encode", "text")
def base64encode(text: str) -> str:
    """The bytes of a text (UTF-8) in base64."""
    return base64.b64encode(text.encode()).decode("ascii")


def decode_base64(text: str) -> bytes:
    """The bytes of a base64 text. Raises `Refused` when it is none."""
    try:
        return base64.b64decode(text.replace("\n", "").replace("\r", ""), validate=True)
    except (binascii.Error, ValueError) as error:
        raise Refused("the text is no base64") from error


@plainly("base64decode", "text")
def base64decode(text: str) -> str:
    """The text of base64 bytes, which must be UTF-8."""
    try:
        return decode_base64(text).decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refused("the bytes are no UTF-8 text") from error


ENCODINGS = {"UTF-8": "utf-8", "UTF-16LE": "utf-16-le", "UTF-16BE": "utf-16-be", "ISO-8859-1": "latin-1"}
"""The encodings of ``textencodebase64`` that are told apart here; others are looked up by their IANA name."""


def _encoding(name: str) -> str:
    try:
        found = ENCODINGS.get(name.upper()) or codecs.lookup(name).name
        "".encode(found)
    except (LookupError, ValueError) as error:  # also for what codecs knows and is no encoding of texts, such as "hex"
        raise Refused(f"there is no encoding `{name}`") from error
    return found


@plainly("textencodebase64", "text", "text")
def textencodebase64(text: str, encoding: str) -> str:
    """The bytes of a text in an encoding, in base64."""
    try:
        return base64.b64encode(text.encode(_encoding(encoding))).decode("ascii")
    except UnicodeError as error:
        raise Refused(f"`{encoding}` cannot hold the text") from error


@plainly("textdecodebase64", "text", "text")
def textdecodebase64(text: str, encoding: str) -> str:
    """The text of base64 bytes in an encoding."""
    try:
        return decode_base64(text).decode(_encoding(encoding))
    except UnicodeError as error:
        raise Refused(f"the bytes are no text in `{encoding}`") from error


@plainly("urlencode", "text")
def urlencode(text: str) -> str:
    """A text for a query of a URL."""
    return quote_plus(text, safe="~")
