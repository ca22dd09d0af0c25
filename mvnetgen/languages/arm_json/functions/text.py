"""Functions that make texts of texts; what is known of a text in part stays known where the function allows it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mvnetgen.languages.arm_json.functions import units
from mvnetgen.languages.arm_json.functions.context import Context
from mvnetgen.languages.arm_json.functions.join import joined
from mvnetgen.languages.arm_json.functions.signature import nodes, not_known, plainly, take
from mvnetgen.languages.arm_json.functions.spelling import scalar_text
from mvnetgen.languages.arm_json.value import named, used
from mvnetgen.languages.hcl.work import Refused, Work
from mvnetgen.languages.symbolic import parts_of, symbol_of, text_in_part
from mvnetgen.text.document import HOLE, Node, Unknown


def _piece(node: Node) -> Node:
    """An item of a text: the node, its scalar value as a text. Raises `Refused` for collections and null."""
    if isinstance(node.value, str | Unknown):
        return node
    return Node(scalar_text(node.value), node.span, None, node.origin, node.sensitive)


@nodes("concat", 1)
def concat(arguments: Sequence[Node], context: Context) -> Node:
    """One text, or one list, of several."""
    given = [take(argument, "any") for argument in arguments]
    known = [node for node in given if not isinstance(node.value, Unknown)]
    if any(isinstance(node.value, tuple) for node in known):
        if any(not isinstance(node.value, tuple) for node in known):
            raise Refused("arrays and other values cannot be put together")
        if len(known) < len(given):
            return not_known(given, context)
        lists = [node.value for node in given if isinstance(node.value, tuple)]
        context.work.elements(sum(map(len, lists)))
        return Node(tuple([item for each in lists for item in each]), context.span)
    if not known and all(node.value.text is None for node in given):  # type: ignore[union-attr]
        return used(given[0], context.span) if len(given) == 1 else _all_unknown(given, context)
    return joined([_piece(node) for node in given], context)


def _all_unknown(given: Sequence[Node], context: Context) -> Node:
    """Texts or lists: nobody knows. Where each has a name, the text of these names is as good a name as any."""
    if all(symbol_of(node) is not None for node in given):
        return joined(given, context)
    return not_known(given, context)


@nodes("join", 2, 2)
def join(arguments: Sequence[Node], context: Context) -> Node:
    """The items of a list with something between them."""
    items, separator = take(arguments[0], "array"), take(arguments[1], "string")
    if isinstance(items.value, Unknown) or isinstance(separator.value, Unknown):
        return not_known([items, separator], context)
    assert isinstance(items.value, tuple)
    assert isinstance(separator.value, str)
    context.work.elements(len(items.value))
    parts: list[str | Node] = []
    for item in items.value:
        parts += [separator.value, _piece(item)]
    return joined(parts[1:] or [""], context)


def _changing_case(name: str, change: Callable[[str], str]) -> None:
    @nodes(name, 1, 1)
    def changed(arguments: Sequence[Node], context: Context) -> Node:
        node = take(arguments[0], "string")
        value = node.value
        if isinstance(value, str):
            return Node(change(value), context.span)
        assert isinstance(value, Unknown)
        return in_parts(node, context, change)


_changing_case("toLower", units.lower)
_changing_case("toUpper", units.upper)


def in_parts(node: Node, context: Context, change: Callable[[str], str], name: str = "") -> Node:
    """What a function that changes letter by letter makes of a text that is known in part."""
    value = node.value
    assert isinstance(value, Unknown)
    if value.text is None:
        return not_known([node], context)
    symbol = symbol_of(value)
    if symbol is None:
        return Node(value.other(change(value.text)), context.span)
    name = name or context.name.lower()
    pieces = [change(part) if known else f"{HOLE}{name}({part}){HOLE}" for part, known in parts_of(symbol)]
    return Node(text_in_part("".join(pieces), value.reason, value.span, value.kind), context.span)


@plainly("trim", "string")
def trim(text: str) -> str:
    """Without blanks at both ends."""
    return text.strip(units.SPACE)


@nodes("split", 2, 2)
def split(arguments: Sequence[Node], context: Context) -> Node:
    """The parts between separators; an empty separator splits nothing."""
    text, given = take(arguments[0], "string"), take(arguments[1], "any")
    if isinstance(text.value, Unknown) or isinstance(given.value, Unknown):
        return not_known([text, given], context)
    assert isinstance(text.value, str)
    parts = _split(text.value, _separators(given, context), context.work)
    return Node(tuple([Node(part, context.span) for part in parts]), context.span)


def _separators(given: Node, context: Context) -> list[str]:
    value = given.value
    found = [value] if isinstance(value, str) else []
    if isinstance(value, tuple):
        context.work.elements(len(value))
        found = [item.value for item in value]  # type: ignore[misc]
        if any(not isinstance(item, str) for item in found):
            raise Refused("a separator is a string")
    elif not isinstance(value, str):
        raise Refused(f"a separator is a string or an array of strings, and this is {named(value)}")
    return [each for each in found if each]


def _split(text: str, separators: list[str], work: Work) -> list[str]:
    """At each place the first separator of the list that stands there."""
    if not separators:
        return [text]
    if len(separators) == 1:
        work.elements(text.count(separators[0]) + 1)
        return text.split(separators[0])
    parts: list[str] = []
    start = at = 0
    while at < len(text):
        work.charge(len(separators))
        found = next((each for each in separators if text.startswith(each, at)), None)
        if found is None:
            at += 1
            continue
        parts.append(text[start:at])
        start = at = at + len(found)
    return [*parts, text[start:]]


@nodes("replace", 3, 3)
def replace(arguments: Sequence[Node], context: Context) -> Node:
    """Another text in place of one, wherever it stands."""
    wanted = take(arguments[1], "string")
    if wanted.value == "":
        raise Refused("the text to search for is empty")
    text, other = take(arguments[0], "string"), take(arguments[2], "string")
    if isinstance(wanted.value, Unknown) or isinstance(other.value, Unknown):
        return not_known([text, wanted, other], context)
    old, new = wanted.value, other.value
    assert isinstance(old, str)
    assert isinstance(new, str)
    if isinstance(text.value, Unknown):
        if len(old) == 1:
            return in_parts(text, context, lambda part: part.replace(old, new), f"replace({old!r}, {new!r}) of ")
        return not_known([text, wanted, other], context)
    assert isinstance(text.value, str)
    context.work.room(len(text.value) + text.value.count(old) * max(len(new) - len(old), 0))
    return Node(text.value.replace(old, new), context.span)


@plainly("substring", "string", "int", "int", optional=1)
def substring(text: str, start: int, length: int | None = None) -> str:
    """A stretch of a text, in units."""
    size = units.units(text)
    end = size if length is None else start + length
    if start < 0 or start > size or end > size or end < start:
        raise Refused("the stretch is not within the text")
    return units.cut(text, start, end)


@plainly("padLeft", "scalar", "int", "string", optional=1)
def pad_left(text: str | float, width: int, letter: str = " ") -> str:
    """A text with something before it, so that it is so long."""
    if not 1 <= width <= 16:
        raise Refused("the width is from 1 to 16")
    if len(letter) != 1:
        raise Refused("the padding is one letter")
    return scalar_text(text).rjust(width, letter)
