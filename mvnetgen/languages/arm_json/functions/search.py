"""Functions that ask about texts and collections, or take a part of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mvnetgen.languages.arm_json.compare import could_be, equal
from mvnetgen.languages.arm_json.functions import units
from mvnetgen.languages.arm_json.functions.context import Context
from mvnetgen.languages.arm_json.functions.signature import is_kind, nodes, not_known, plainly, take
from mvnetgen.languages.arm_json.value import named, used
from mvnetgen.languages.hcl.work import Refused
from mvnetgen.text.document import HOLE, Node, Unknown


@nodes("length", 1, 1)
def length(arguments: Sequence[Node], context: Context) -> Node:
    """Units of a text, items of a list, keys of an object."""
    value = take(arguments[0], "any").value
    if isinstance(value, Unknown):
        return not_known(arguments, context)
    if isinstance(value, str):
        return Node(units.units(value), context.span)
    if isinstance(value, tuple | Mapping):
        return Node(len(value), context.span)
    raise Refused(f"a string, array or object is required, and this is {named(value)}")


@nodes("empty", 1, 1)
def empty(arguments: Sequence[Node], context: Context) -> Node:
    """Whether there is nothing in it; null is empty."""
    value = take(arguments[0], "any").value
    if isinstance(value, Unknown):
        if value.text is not None and value.text.strip(HOLE):
            return Node(False, context.span)
        return not_known(arguments, context)
    if value is None or isinstance(value, str | tuple | Mapping):
        return Node(not value, context.span)
    raise Refused(f"a string, array or object is required, and this is {named(value)}")


@nodes("contains", 2, 2)
def contains(arguments: Sequence[Node], context: Context) -> Node:
    """Whether a text has a part, a list an item, an object a key (in any case)."""
    within, wanted = take(arguments[0], "any"), take(arguments[1], "any")
    value, sought = within.value, wanted.value
    if isinstance(value, tuple):
        return _has_item(value, wanted, context) or not_known([within, wanted], context)
    if isinstance(value, Mapping):
        if isinstance(sought, Unknown):
            return Node(False, context.span) if not value else not_known([within, wanted], context)
        if isinstance(sought, bool | int | float) or sought is None:
            raise Refused(f"a key is a string, and this is {named(sought)}")
        key = str(sought)
        return Node(key in value or any(units.same(key, each) for each in value), context.span)
    if isinstance(value, str) or (isinstance(value, Unknown) and value.text is not None):
        text = value if isinstance(value, str) else value.text or ""
        if isinstance(sought, Unknown):
            return not_known([within, wanted], context)
        if not isinstance(sought, str):
            raise Refused(f"a string holds strings, and this is {named(sought)}")
        if sought in text and HOLE not in sought:
            return Node(True, context.span)
        return Node(False, context.span) if isinstance(value, str) else not_known([within, wanted], context)
    if isinstance(value, Unknown):
        return not_known([within, wanted], context)
    raise Refused(f"a string, array or object is required, and this is {named(value)}")


def _has_item(items: tuple[Node, ...], wanted: Node, context: Context) -> Node | None:
    unclear = False
    for item in items:
        same = equal(item, wanted, context.work)
        if same:
            return Node(True, context.span)
        unclear = unclear or same is None
    return None if unclear else Node(False, context.span)


def _at_end(arguments: Sequence[Node], context: Context, *, start: bool) -> Node:
    text, wanted = take(arguments[0], "string"), take(arguments[1], "string")
    if isinstance(wanted.value, Unknown):
        return not_known([text, wanted], context)
    assert isinstance(wanted.value, str)
    sought = units.upper(wanted.value)
    if isinstance(text.value, Unknown):
        known = units.upper(text.value.text or HOLE)
        edge = known.split(HOLE)[0 if start else -1]
        if edge.startswith(sought) if start else edge.endswith(sought):
            return Node(True, context.span)
        if not could_be(known, f"{sought}{HOLE}" if start else f"{HOLE}{sought}") and not _open(edge, sought, start):
            return Node(False, context.span)
        return not_known([text, wanted], context)
    assert isinstance(text.value, str)
    whole = units.upper(text.value)
    return Node(whole.startswith(sought) if start else whole.endswith(sought), context.span)


def _open(edge: str, sought: str, start: bool) -> bool:
    """Whether what is known at an end does not contradict what is looked for there."""
    return sought.startswith(edge) if start else sought.endswith(edge)


@nodes("startsWith", 2, 2)
def starts_with(arguments: Sequence[Node], context: Context) -> Node:
    """Whether a text begins with another, in any case."""
    return _at_end(arguments, context, start=True)


@nodes("endsWith", 2, 2)
def ends_with(arguments: Sequence[Node], context: Context) -> Node:
    """Whether a text ends with another, in any case."""
    return _at_end(arguments, context, start=False)


@nodes("indexOf", 2, 2)
def index_of(arguments: Sequence[Node], context: Context) -> Node:
    """The first place of a text in a text (in any case), or of an item in a list; -1 for none."""
    return _place(arguments, context, last=False)


@nodes("lastIndexOf", 2, 2)
def last_index_of(arguments: Sequence[Node], context: Context) -> Node:
    """The last place of a text in a text (in any case), or of an item in a list; -1 for none."""
    return _place(arguments, context, last=True)


def _place(arguments: Sequence[Node], context: Context, *, last: bool) -> Node:
    within, wanted = take(arguments[0], "any"), take(arguments[1], "any")
    value, sought = within.value, wanted.value
    if isinstance(value, tuple):
        places = range(len(value))
        for place in reversed(places) if last else places:
            same = equal(value[place], wanted, context.work)
            if same is None:
                return not_known([within, wanted], context)
            if same:
                return Node(place, context.span)
        return Node(-1, context.span)
    if isinstance(value, Unknown) or isinstance(sought, Unknown):
        return not_known([within, wanted], context)
    if not isinstance(value, str) or not isinstance(sought, str):
        raise Refused(f"a string or array is required, and this is {named(value)}")
    text, part = units.upper(value), units.upper(sought)
    if last and not part:
        return Node(max(units.units(text) - 1, 0), context.span)
    found = text.rfind(part) if last else text.find(part)
    return Node(units.at_unit(text, found), context.span)


@nodes("first", 1, 1)
def first(arguments: Sequence[Node], context: Context) -> Node:
    """The first item of a list (null of an empty one), or letter of a text."""
    return _end_of(arguments, context, 0)


@nodes("last", 1, 1)
def last(arguments: Sequence[Node], context: Context) -> Node:
    """The last item of a list (null of an empty one), or letter of a text."""
    return _end_of(arguments, context, -1)


def _end_of(arguments: Sequence[Node], context: Context, place: int) -> Node:
    value = take(arguments[0], "any").value
    if isinstance(value, Unknown):
        return not_known(arguments, context)
    if isinstance(value, tuple):
        return used(value[place], context.span) if value else Node(None, context.span)
    if isinstance(value, str):
        size = units.units(value)
        start = 0 if place == 0 else max(size - 1, 0)
        return Node(units.cut(value, start, min(start + 1, size)), context.span)
    raise Refused(f"a string or array is required, and this is {named(value)}")


@nodes("take", 2, 2)
def take_some(arguments: Sequence[Node], context: Context) -> Node:
    """So many items or letters from the beginning; all when there are fewer."""
    return _stretch(arguments, context, taking=True)


@nodes("skip", 2, 2)
def skip(arguments: Sequence[Node], context: Context) -> Node:
    """All but so many items or letters of the beginning."""
    return _stretch(arguments, context, taking=False)


def _stretch(arguments: Sequence[Node], context: Context, *, taking: bool) -> Node:
    within, number = take(arguments[0], "any"), take(arguments[1], "int")
    value = within.value
    if not isinstance(value, str | tuple | Unknown):
        raise Refused(f"a string or array is required, and this is {named(value)}")
    if isinstance(value, Unknown) or isinstance(number.value, Unknown):
        return not_known([within, number], context)
    assert isinstance(number.value, int)
    place = max(number.value, 0)
    if isinstance(value, tuple):
        return Node(value[:place] if taking else value[place:], context.span)
    size = units.units(value)
    place = min(place, size)
    return Node(units.cut(value, 0, place) if taking else units.cut(value, place, size), context.span)


@plainly("range", "int", "int")
def numbers_from(start: int, amount: int) -> list[int]:
    """So many numbers from one on, at most 10,000."""
    if (
        not 0 <= amount <= 10_000
        or not is_kind(start, "int")
        or start + amount - 1 > 2_147_483_647
        or start < -(1 << 31)
    ):
        raise Refused("the numbers are too many or too large")
    return list(range(start, start + amount))
