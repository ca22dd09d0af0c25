"""What a definition of Azure Policy denies: the types of resources for which its rule is true whatever else they say."""

from __future__ import annotations

import fnmatch
import json
from collections.abc import Mapping
from dataclasses import replace

from mvnetgen.languages.hcl.functions.json_text import EncodedText, EncodedUnknown
from mvnetgen.text.document import Node, Unknown

ASKED_ABOUT = ("Microsoft.Network/privateEndpoints",)
"""The types that rules ask about."""


def denied_types(definition: Node, rule: str, parameters: str) -> Node:
    """
    The types of `ASKED_ABOUT` that a definition denies, as a list; its rule and parameters stand under these keys.

    A rule with further conditions denies some of them only, and names none here.
    """
    written = _object(definition.get(rule))
    if isinstance(written, Unknown):
        return replace(definition, value=written)
    effect = _text(_below(written, "then", "effect"))
    if effect.lower().startswith("[parameters("):
        name = effect.partition("'")[2].partition("'")[0]
        effect = _text(_below(_object(definition.get(parameters)), name, "defaultValue"))
    if effect.lower() != "deny":
        return replace(definition, value=())
    condition = _below(written, "if")
    denied = tuple(Node(each, definition.span) for each in ASKED_ABOUT if _holds(condition, each))
    return replace(definition, value=denied)


def _holds(condition: object, arm_type: str) -> bool:
    """Whether a condition is true of every resource of a type."""
    if not isinstance(condition, Mapping):
        return False
    keys = {str(key).lower(): value for key, value in condition.items()}
    if "anyof" in keys:
        return any(_holds(each, arm_type) for each in _items(keys["anyof"]))
    if "allof" in keys:
        return bool(_items(keys["allof"])) and all(_holds(each, arm_type) for each in _items(keys["allof"]))
    if _text(keys.get("field")).lower() != "type":
        return False
    wanted = arm_type.lower()
    listed = [_text(each).lower() for each in _items(keys.get("in"))]
    like = _text(keys.get("like")).lower()
    return wanted == _text(keys.get("equals")).lower() or wanted in listed or fnmatch.fnmatchcase(wanted, like)


def _object(node: Node | None) -> object:
    """A value without its places; texts of JSON are read."""
    value = node.value if node is not None else None
    if isinstance(value, EncodedText | EncodedUnknown) and value.decoded is not None:
        return _plain(value.decoded)
    if isinstance(value, str):
        try:
            return json.loads(value)
        except (ValueError, RecursionError):
            return None
    return _plain(node) if node is not None else None


def _plain(node: Node) -> object:
    match node.value:
        case Mapping() as entries:
            return {key: _plain(each) for key, each in entries.items()}
        case tuple() as items:
            return [_plain(each) for each in items]
    return node.value


def _below(value: object, *keys: str) -> object:
    for key in keys:
        if not isinstance(value, Mapping):
            return None
        value = next((each for name, each in value.items() if str(name).lower() == key.lower()), None)
    return value


def _items(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
