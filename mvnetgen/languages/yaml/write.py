"""Values as YAML text, in the block style that people write."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

_WORD = r"(?:[A-Za-z0-9/._<>()@+-]|:(?=[A-Za-z0-9/]))*"
_PLAIN = re.compile(rf"(?:[A-Za-z/]|[<$](?=[A-Za-z])){_WORD}(?: [A-Za-z0-9(]{_WORD})*")
_NOT_TEXT = frozenset({"yes", "no", "on", "off", "true", "false", "null", "y", "n"})
_LONGEST_KEY = 1000
"""Characters of a key that stands before its colon; YAML looks no further than 1024 for the colon."""

Value: TypeAlias = "bool | int | str | Mapping[str, Value] | list[Value] | Noted"


@dataclass(frozen=True, slots=True)
class Noted:
    """A value, or an element of a list, with comments above it."""

    value: Value
    notes: tuple[str, ...]


def dump(document: Mapping[str, Value]) -> str:
    """A mapping as a YAML document; keys keep their order."""
    return "".join(f"{line}\n" for line in _mapping(document, ""))


def scalar(value: bool | float | str) -> str:
    """A text, number or flag as one line of YAML, quoted where it has to be; nothing invisible stands in it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return str(value)
    if _PLAIN.fullmatch(value) and value.lower() not in _NOT_TEXT:
        return value
    quoted = json.dumps(value, ensure_ascii=False)
    return quoted if quoted.isprintable() else "".join(map(_escaped, quoted))


def comment(text: str) -> str:
    """A text as a comment of one line."""
    return f"# {' '.join(text.split())}"


def _escaped(letter: str) -> str:
    if letter.isprintable():
        return letter
    code = ord(letter)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _mapping(mapping: Mapping[str, Value], margin: str) -> Iterator[str]:
    for key, value in mapping.items():
        inner = value.value if isinstance(value, Noted) else value
        if isinstance(value, Noted):
            yield from (f"{margin}{comment(note)}" for note in value.notes)
        name = scalar(key)
        head = f"{margin}{name}:"
        if len(name) > _LONGEST_KEY:
            yield f"{margin}? {name}"
            head = f"{margin}:"
        if isinstance(inner, Mapping) and inner:
            yield head
            yield from _mapping(inner, f"{margin}  ")
        elif isinstance(inner, list) and inner:
            yield head
            yield from _list(inner, margin)
        else:
            yield f"{head} {_short(inner)}"


def _list(items: list[Value], margin: str) -> Iterator[str]:
    for item in items:
        inner = item.value if isinstance(item, Noted) else item
        if isinstance(item, Noted):
            yield from (f"{margin}{comment(note)}" for note in item.notes)
        if isinstance(inner, Mapping) and inner:
            first, *rest = _mapping(inner, f"{margin}  ")
            yield f"{margin}- {first[len(margin) + 2 :]}"
            yield from rest
        else:
            yield f"{margin}- {_short(inner)}"


def _short(value: Value) -> str:
    if isinstance(value, Mapping):
        return "{}"
    return "[]" if isinstance(value, list) else scalar(value)  # type: ignore[arg-type]  # a scalar by now
