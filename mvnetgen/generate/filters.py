r"""
The two filters that own all quoting: `hcl` and `bicep`.

Text that a user wrote is never code. Whatever could end a text, start an interpolation or hide from a reader's eye
(control, format and unassigned characters, combining marks at the start) is written as an escape. Terraform itself
normalizes every text to NFC; nothing in a quoted text can keep it from doing so.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from jinja2 import Undefined

from mvnetgen.generate.value import Existing, Joined, Local, Made, Use

_HCL_NAMED = {"\n": "\\n", "\r": "\\r", "\t": "\\t", '"': '\\"', "\\": "\\\\"}
_BICEP_NAMED = {"\n": "\\n", "\r": "\\r", "\t": "\\t", "'": "\\'", "\\": "\\\\"}
_HIDDEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
_PLAIN = re.compile(r"[A-Za-z0-9 _./:,;@#*+=()<>|~^&?!-]*")
_IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_BICEP_RESERVED = frozenset({"true", "false", "null", "for", "if", "in"})
# Bicep has one namespace for parameters, variables and resources, and a parameter hides a function.
_BICEP_TAKEN = frozenset(
    [
        "true",
        "false",
        "null",
        "for",
        "if",
        "in",
        "existing",
        "resource",
        "module",
        "param",
        "var",
        "output",
        "import",
        "using",
        "with",
        "as",
        "type",
        "func",
        "metadata",
        "targetScope",
        "any",
        "array",
        "bool",
        "int",
        "object",
        "string",
        "az",
        "sys",
        "resourceGroup",
        "subscription",
        "tenant",
        "managementGroup",
        "deployment",
        "environment",
        "take",
        "guid",
        "uniqueString",
        "subscriptionResourceId",
        "resourceId",
        "workspace",
        "storage",
        "keyVault",
        "logAnalytics",
        "applicationInsights",
        "hub",
        "tags",
        "nameSuffix",
        "outboundRules",
        "outboundRule",
        "rule",
        "identity",
        "workspaceName",
        "insightsLocation",
        "plainName",
        "namePrefix",
        "outboundRuleType",
        "privateDnsZoneIds",
        "clientEndpoint",
        "split",
        "last",
        "replace",
        "toLower",
        "contains",
        "concat",
        "empty",
        "toObject",
        "id",
    ]
)


def hcl(value: Any, *, key: bool = False) -> str:
    """
    A value as an HCL expression: a quoted text, a number, a reference, a list or an object on one line.

    With `key`, a text as the key of an object: quoted, and in ASCII but for plain letters, because `terraform fmt`
    aligns what stands behind it by graphemes.
    """
    match value:
        case str():
            return f'"{_hcl_text(value, key=key)}"'
        case Use(name=name):
            return f"(var.{name})" if key else f"var.{name}"
        case Local(name=name):
            return f"local.{name}"
        case Made(symbol=symbol, attribute=attribute):
            return f"azapi_resource.{symbol}" + (f".{attribute}" if attribute else "")
        case Existing(symbol=symbol):
            return f"data.azapi_resource.{symbol}"
        case Joined(parts=parts):
            return '"' + _joined(parts, _hcl_text, hcl) + '"'
        case Mapping():
            items = ", ".join(f"{hcl(name, key=True)} = {hcl(each)}" for name, each in value.items())
            return f"{{ {items} }}" if items else "{}"
    return _plain(value, hcl, ", ")


def bicep(value: Any, *, key: bool = False) -> str:
    """
    A value as a Bicep expression: a quoted text, a number, a symbol, an array or an object on one line.

    With `key`, a text as the name of a property: bare where Bicep allows it.
    """
    match value:
        case str():
            if key and _IDENTIFIER.fullmatch(value) and value not in _BICEP_RESERVED:
                return value
            return f"'{_bicep_text(value)}'"
        case Use(name=name):
            return f"'${{{_parameter(name)}}}'" if key else _parameter(name)
        case Local(name=name) | Existing(symbol=name):
            return camel(name)
        case Made(symbol=symbol, attribute=attribute):
            return camel(symbol) + (f".{attribute}" if attribute else "")
        case Joined(parts=parts):
            return "'" + _joined(parts, _bicep_text, bicep) + "'"
        case Mapping():
            items = ", ".join(f"{bicep(name, key=True)}: {bicep(each)}" for name, each in value.items())
            return f"{{ {items} }}" if items else "{}"
    return _plain(value, bicep, ", ")


def comment(text: str) -> str:
    """A text inside a line comment: on one line, whatever it holds."""
    return "".join(_escaped(char) if _hidden(char) else char for char in text)


def camel(name: str) -> str:
    """``storage_account`` as Bicep writes it: ``storageAccount``."""
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


_PARAMETERS = {"name": "workspaceName", "tags": "tags", "outbound_rules": "outboundRules"}
"""Inputs whose parameter has a name of its own."""


def _parameter(name: str) -> str:
    """The parameter of an input: its own name, but for names that stand for something else."""
    if name in _PARAMETERS:
        return _PARAMETERS[name]
    parameter = camel(name)
    return f"{parameter}Value" if parameter in _BICEP_TAKEN else parameter


def _plain(value: Any, each: Callable[[Any], str], separator: str) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Sequence):
        return "[" + separator.join(each(item) for item in value) + "]"
    if isinstance(value, Undefined):
        str(value)  # StrictUndefined raises its own message, with the name that the template misspelled
    raise TypeError(f"no literal for {type(value).__name__}")


def _joined(parts: tuple[Any, ...], text: Callable[[str], str], expression: Callable[[Any], str]) -> str:
    pieces: list[str] = []
    for index, part in enumerate(parts):
        if not isinstance(part, str):
            pieces.append("${" + expression(part) + "}")
            continue
        piece = text(part)
        if index + 1 < len(parts) and part.endswith(("$", "%")):
            piece = piece[:-1] + _ESCAPED_SIGNS[text][part[-1]]  # a sign right before an interpolation would escape it
        pieces.append(piece)
    return "".join(pieces)


def _hcl_text(text: str, *, key: bool = False) -> str:
    if _PLAIN.fullmatch(text):
        return text
    pieces = []
    for index, char in enumerate(text):
        if char in _HCL_NAMED:
            pieces.append(_HCL_NAMED[char])
        elif char in "$%" and text[index + 1 : index + 2] == "{":
            # `$${` is `${`, but a third sign in front would be read differently: an escape says it without doubt.
            pieces.append(f"\\u{ord(char):04x}" if text[index - 1 : index] in ("$", "%") and index else char * 2)
        elif _commands(text, index):
            pieces.append("\\u0023")
        elif _hidden(char) or (key and not _is_plain_letter(char)) or (_combining(char) and not index):
            pieces.append(f"\\u{ord(char):04x}" if ord(char) < 0x10000 else f"\\U{ord(char):08x}")
        else:
            pieces.append(char)
    return "".join(pieces)


def _bicep_text(text: str) -> str:
    if _PLAIN.fullmatch(text) and ("//" not in text and "/*" not in text):
        return text
    pieces = []
    begins = True  # nothing but blanks since the text, an escape or a sign
    for index, char in enumerate(text):
        if char in _BICEP_NAMED:
            pieces.append(_BICEP_NAMED[char])
        elif char == "$" and text[index + 1 : index + 2] == "{":
            pieces.append("\\$")
        elif _commands(text, index):
            pieces.append("\\u{23}")
        elif _hidden(char) or (_combining(char) and not index) or (begins and text[index : index + 2] in ("//", "/*")):
            pieces.append(f"\\u{{{ord(char):x}}}")  # tree-sitter's grammar takes // there for a comment
        else:
            pieces.append(char)
            begins = begins if char.isspace() else not (char.isalnum() or char in ":.,_-")
            continue
        begins = True
    return "".join(pieces)


_COMMAND = re.compile(r"##(?:vso)?\[", re.IGNORECASE)

_ESCAPED_SIGNS: dict[Callable[..., str], dict[str, str]] = {
    _hcl_text: {"$": "\\u0024", "%": "\\u0025"},
    _bicep_text: {"$": "\\$", "%": "%"},
}


def _commands(text: str, index: int) -> bool:
    """Whether a ``#`` is the second of what Azure Pipelines takes for a command anywhere in what a job prints."""
    return text[index] == "#" and index > 0 and _COMMAND.match(text, index - 1) is not None


def _escaped(char: str) -> str:
    return _HCL_NAMED.get(char) or (f"\\u{ord(char):04x}" if ord(char) < 0x10000 else f"\\U{ord(char):08x}")


def _hidden(char: str) -> bool:
    return (char > "~" and unicodedata.category(char) in _HIDDEN) or char < " " or char == "\x7f"


def _combining(char: str) -> bool:
    return char > "~" and unicodedata.category(char).startswith("M")


def _is_plain_letter(char: str) -> bool:
    return char <= "~" or unicodedata.category(char) in {"Lu", "Ll"}
