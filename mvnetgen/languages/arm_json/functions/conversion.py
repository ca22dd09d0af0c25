"""Functions from one kind of value to another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from mvnetgen.languages.arm_json.functions.context import Context
from mvnetgen.languages.arm_json.functions.signature import nodes, not_known, plainly, take
from mvnetgen.languages.arm_json.functions.spelling import json_text, scalar_text
from mvnetgen.languages.arm_json.functions.units import SPACE
from mvnetgen.languages.arm_json.json_text import plain_value, read_json
from mvnetgen.languages.arm_json.value import first_unknown, named, node_of, plain, used, whole
from mvnetgen.languages.hcl.work import NotKnown, Refused, Work
from mvnetgen.text.document import Node, Unknown

_INTEGER = re.compile(r"[+-]?\d{1,400}", re.ASCII)


@nodes("string", 1, 1)
def string(arguments: Sequence[Node], context: Context) -> Node:
    """A value as a text: collections as JSON, ``True`` for a truth value."""
    node = take(arguments[0], "any")
    value = node.value
    if isinstance(value, Unknown):
        return used(node, context.span) if value.text is not None else not_known([node], context)
    if value is None or isinstance(value, float):
        raise Refused(f"{named(value)} does not become a string")
    if isinstance(value, tuple | dict):
        if first_unknown([node], context.work):
            return not_known([node], context)
        return Node(context.work.text(json_text(plain(node, context.work))), context.span)
    return Node(scalar_text(value), context.span)


@plainly("int", "any")
def integer(value: Any) -> int:
    """A whole number of a text or of a whole number."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if not isinstance(value, str):
        raise Refused(f"a string or a whole number is required, and this is {named(value)}")
    text = value.strip(SPACE)
    if not _INTEGER.fullmatch(text):
        raise Refused("the text is no whole number")
    return whole(int(text))


@plainly("float", "any")
def floating(value: Any) -> float:
    """A number with a fraction of a text or number."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise Refused(f"a string or a number is required, and this is {named(value)}")
    try:
        return float(value)
    except (ValueError, OverflowError) as error:
        raise Refused("the text is no number") from error


@plainly("bool", "any")
def boolean(value: Any) -> bool:
    """A truth value of ``true`` or ``false`` in any case, or of a whole number."""
    if isinstance(value, bool):
        return value
    if isinstance(value, int):
        return value != 0
    words = {"true": True, "false": False}
    if isinstance(value, str) and value.strip(SPACE).lower() in words:
        return words[value.strip(SPACE).lower()]
    raise Refused("it is neither true nor false")


@plainly("true")
def true() -> bool:
    """Yes."""
    return True


@plainly("false")
def false() -> bool:
    """No."""
    return False


@plainly("null")
def null() -> None:
    """Nothing."""
    return


@nodes("any", 1, 1)
def anything(arguments: Sequence[Node], context: Context) -> Node:
    """The value itself: it only silences a compiler."""
    return used(take(arguments[0], "any"), context.span)


@nodes("json", 1, 1)
def json(arguments: Sequence[Node], context: Context) -> Node:
    """The value that a text spells in JSON."""
    node = take(arguments[0], "string")
    if isinstance(node.value, Unknown):
        return not_known([node], context)
    assert isinstance(node.value, str)
    return node_of(parsed(node.value, context.work), context.span)


def parsed(text: str, work: Work) -> Any:
    """The value of a JSON text; what stands after it does not count. Raises `Refused` when there is none."""
    if "new Date" in text:
        raise NotKnown("a date within JSON")
    work.room(len(text))
    work.charge(len(text) // 4)
    document = read_json(text, whole=False)
    if document.value is None or document.mistakes:
        raise Refused("the text is no JSON")
    return plain_value(document.value)
