"""YAML texts inside of Terraform: what ``yamlencode`` writes and ``yamldecode`` reads."""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from mvnetgen.languages.hcl.number import read_number, spell_number
from mvnetgen.languages.hcl.value import sorted_keys
from mvnetgen.languages.hcl.work import Refused, Work
from mvnetgen.text.document import Node

LONGEST_YAML = 1_000_000
"""Characters."""


def write_yaml_text(node: Node, work: Work) -> str:
    """A wholly known value as the YAML that ``yamlencode`` writes."""
    lines: list[str] = []
    _write(node, "", lines, work)
    return "\n".join(lines) + "\n"


def _write(node: Node, indent: str, lines: list[str], work: Work) -> None:
    """Append the lines of a value; a scalar is one line."""
    work.charge()
    value = node.value
    if isinstance(value, Mapping) and value:
        for key in sorted_keys(value):
            _entry(f"{indent}{yaml_quoted(key)}:", value[key], indent, lines, work, in_list=False)
    elif isinstance(value, tuple) and value:
        for item in value:
            _entry(f"{indent}-", item, indent, lines, work, in_list=True)
    else:
        lines.append(indent + _scalar(node))


def _entry(head: str, node: Node, indent: str, lines: list[str], work: Work, *, in_list: bool) -> None:
    value = node.value
    if isinstance(value, Mapping | tuple) and value:
        inner = indent + "  " if in_list or isinstance(value, Mapping) else indent
        if not in_list:
            lines.append(head)
            _write(node, inner, lines, work)
            return
        first = len(lines)
        _write(node, inner, lines, work)
        lines[first] = f"{head} {lines[first][len(inner) :]}"
    elif isinstance(value, str) and "\n" in value and not NO_BLOCK.search(value):
        body = value.split("\n")
        ending = "-"
        if body[-1] == "":
            body.pop()
            ending = "" if body[-1] else "+"
        lines.append(f"{head} |{'2' if value.startswith((' ', chr(10))) else ''}{ending}")
        lines.extend(f"{indent}  {line}" if line else "" for line in body)
    else:
        lines.append(f"{head} {_scalar(node, len(head) + 1, indent)}")


WIDTH = 80
"""Columns, after which the encoder breaks a text at the next blank."""


def _scalar(node: Node, column: int = 0, indent: str = "") -> str:
    match node.value:
        case None:
            return "null"
        case bool() as flag:
            return "true" if flag else "false"
        case int() | float() as number:
            return spell_number(number)
        case str() as text:
            return _folded(text, column + 1, indent + "  ")
        case Mapping():
            return "{}"
    return "[]"


NO_BLOCK = re.compile(
    "[ ]\n|[ ]\\Z|[^\n -~\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]|[\u2028\u2029]"
)
"""What keeps a text from being written as a block: blanks at line ends, and what is not printed."""

QUOTED = re.compile('["\\\\]|[^ -~\u00a1-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]')
NAMED = {
    "\0": "0", "\a": "a", "\b": "b", "\t": "t", "\n": "n", "\v": "v", "\f": "f", "\r": "r", "\x1b": "e",
    '"': '"', "\\": "\\", "\x85": "N", "\xa0": "_", "\u2028": "L", "\u2029": "P",
}  # fmt: skip


def yaml_quoted(text: str) -> str:
    """A text in double quotes."""

    def escaped(found: re.Match[str]) -> str:
        character = found[0]
        name = NAMED.get(character)
        number = ord(character)
        if name:
            return "\\" + name
        return f"\\x{number:02X}" if number < 0x100 else f"\\u{number:04X}" if number < 0x10000 else f"\\U{number:08X}"

    return '"' + QUOTED.sub(escaped, text) + '"'


def _folded(text: str, column: int, indent: str) -> str:
    """A text in double quotes from a column on, with line breaks at single blanks beyond the width."""
    if column + len(text) <= WIDTH:
        return yaml_quoted(text)
    parts: list[str] = []
    after_blank = False
    for position, character in enumerate(text):
        if character != " ":
            parts.append(yaml_quoted(character)[1:-1])
            column += len(parts[-1])
            after_blank = False
            continue
        if not after_blank and column > WIDTH and 0 < position < len(text) - 1:
            parts.append("\n" + indent + ("\\" if text[position + 1] == " " else ""))
            column = len(parts[-1]) - 1
        else:
            parts.append(" ")
            column += 1
        after_blank = True
    return '"' + "".join(parts) + '"'


def read_yaml_text(text: str, work: Work) -> Any:
    """The value of a YAML text. Raises `Refused` when it is none, holds several documents, or is too large."""
    import yaml  # noqa: PLC0415 - heavy, and rarely needed here

    if len(text) > LONGEST_YAML:
        raise Refused("the YAML text is too long")
    work.charge(len(text) // 8)
    try:
        root = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as error:
        raise Refused("the text is no YAML") from error
    except RecursionError as error:
        raise Refused("the YAML text is nested too deeply") from error
    if root is None:
        return None
    return _read(root, work, ())


def _read(node: Any, work: Work, above: tuple[int, ...]) -> Any:
    work.charge(4)
    if id(node) in above:
        raise Refused("the YAML text holds itself")
    if node.id == "scalar":
        return _read_scalar(node)
    inside = (*above, id(node))
    if node.id == "sequence":
        return [_read(item, work, inside) for item in node.value]
    result: dict[str, Any] = {}
    merged: list[dict[str, Any]] = []
    for key_node, value_node in node.value:
        value = _read(value_node, work, inside)
        if key_node.tag == "tag:yaml.org,2002:merge" or getattr(key_node, "value", None) == "<<":
            merged.extend(value if isinstance(value, list) else [value])
            continue
        key = _read(key_node, work, inside)
        if not isinstance(key, Hashable) or key is None:
            raise Refused("a key of the YAML text is no text")
        result[key if isinstance(key, str) else _key(key)] = value
    for each in merged:
        if isinstance(each, dict):
            result = {**each, **result}
    return result


def _key(key: Any) -> str:
    return ("true" if key else "false") if isinstance(key, bool) else spell_number(key)


INTEGER = re.compile(r"[+-]?\d+|0x[0-9a-fA-F]+|0o[0-7]+", re.ASCII)
FLOAT = re.compile(r"[+-]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][+-]?\d+)?", re.ASCII)
TIMESTAMP = re.compile(
    r"\d{4}-\d{1,2}-\d{1,2}(?:(?:[Tt]|[ \t]+)\d{1,2}:\d{2}:\d{2}(?:\.\d*)?(?:[ \t]*(?:Z|[+-]\d{1,2}(?::?\d{2})?))?)?"
)
TRUE = frozenset(["y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"])
FALSE = frozenset(["n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"])


def _read_scalar(node: Any) -> Any:
    text: str = node.value
    if node.style or node.tag.startswith("!"):
        return text
    if text in {"", "~", "null", "Null", "NULL"}:
        return None
    if text in TRUE:
        return True
    if text in FALSE:
        return False
    if INTEGER.fullmatch(text):
        return _integer(text)
    if FLOAT.fullmatch(text):
        return read_number(text)
    if TIMESTAMP.fullmatch(text):
        return _timestamp(text)
    if text.lower() in {".inf", "+.inf", "-.inf", ".nan"}:
        raise Refused(f"the YAML text holds {text}")
    return text


def _integer(text: str) -> int:
    if len(text) > 1000:
        raise Refused("the number is too large")
    return int(text, 16 if text.startswith("0x") else 8 if text.startswith("0o") else 10)


def _timestamp(text: str) -> str:
    try:
        if len(text) <= 10:
            year, month, day = map(int, text.split("-"))
            return f"{date(year, month, day).isoformat()}T00:00:00Z"
        moment = datetime.fromisoformat(re.sub(r"[ \t]+(?=[Z+-])", "", text).replace(" ", "T").upper())
    except ValueError:
        return text
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return moment.isoformat().replace("+00:00", "Z")
