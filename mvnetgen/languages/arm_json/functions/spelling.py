"""Values inside of texts: as ``format`` and ``string`` write them."""

from __future__ import annotations

from typing import Any

from mvnetgen.languages.arm_json.value import named, spell_float
from mvnetgen.languages.hcl.work import Refused

_ESCAPES = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_ESCAPES |= {chr(code): f"\\u{code:04x}" for code in range(32) if chr(code) not in _ESCAPES}
_ESCAPES |= {letter: f"\\u{ord(letter):04x}" for letter in "\u0085\u2028\u2029"}
_TABLE = str.maketrans(_ESCAPES)


def json_text(value: Any) -> str:
    """A value as compact JSON, in the order of its keys."""
    if isinstance(value, str):
        return f'"{value.translate(_TABLE)}"'
    if isinstance(value, dict):
        return "{" + ",".join([f"{json_text(key)}:{json_text(item)}" for key, item in value.items()]) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(json_text, value)) + "]"
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    return spell_float(value) if isinstance(value, float) else str(value)


def shortest_float(number: float) -> str:
    """A number with a fraction as .NET writes it: ``1.5``, ``100``, ``1E+21``."""
    if number.is_integer() and abs(number) < 1e15:
        return str(int(number)) if number else "-0" if str(number) == "-0.0" else "0"
    text = spell_float(number)
    if "E" in text or "e" not in repr(number):
        return text.removesuffix(".0")
    return text


def in_text(value: Any) -> str:
    """A value as it stands in an interpolated text: nothing for null, ``True``, collections with single quotes."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "True" if value else "False"
    if isinstance(value, float):
        return shortest_float(value)
    if isinstance(value, dict | list):
        return json_text(value).replace('"', "'")
    return str(value)


def scalar_text(value: object) -> str:
    """A text, number or truth value as text. Raises `Refused` for anything else."""
    if value is None or isinstance(value, dict | list | tuple):
        raise Refused(f"a scalar is required, and this is {named(value)}")
    return in_text(value)
