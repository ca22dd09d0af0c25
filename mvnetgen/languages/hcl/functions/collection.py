"""Functions of lists. Elements stay the nodes that they were, with their places; unknown ones are carried along."""

from __future__ import annotations

from collections.abc import Sequence

from mvnetgen.languages.hcl.compare import equal, is_text
from mvnetgen.languages.hcl.conversion import ANY, Type, convert, identity, set_of, shared_type, type_of
from mvnetgen.languages.hcl.functions.signature import Context, given, nodes, not_known, sequence
from mvnetgen.languages.hcl.number import Number, exactly, number_of
from mvnetgen.languages.hcl.value import List, Set, first_unknown
from mvnetgen.languages.hcl.work import NotKnown, Refused
from mvnetgen.text.document import HOLE, Node, Unknown


def as_list(node: Node, context: Context) -> tuple[Node, ...]:
    """The elements converted to the type that they share. Raises `Refused` when they share none."""
    return sequence(convert(node, Type("list", ANY), context.work))


def whole(node: Node, context: Context) -> int:
    """A whole number. Raises `Refused` for others, `NotKnown` when it is unknown."""
    value = given(node, "number", context).value
    if isinstance(value, Unknown):
        raise NotKnown(value.reason, value.kind)
    if not isinstance(value, int):
        raise Refused("a whole number is required")
    return value


@nodes("chunklist", 2, 2)
def chunklist(arguments: Sequence[Node], context: Context) -> Node:
    """A list in pieces of one length."""
    node, size_node = arguments
    if isinstance(node.value, Unknown):
        return not_known(node.value, context)
    size = whole(size_node, context)
    items = as_list(node, context)
    if size < 0:
        raise Refused("the size is negative")
    size = size or max(len(items), 1)
    context.work.elements(len(items))
    chunks = [Node(List(items[at : at + size]), context.span) for at in range(0, len(items), size)]
    return Node(List(chunks), context.span)


@nodes("compact", 1, 1)
def compact(arguments: Sequence[Node], context: Context) -> Node:
    """The texts that are neither null nor empty."""
    node = given(arguments[0], "texts", context)
    if isinstance(node.value, Unknown):
        return not_known(node.value, context)
    kept: list[Node] = []
    for item in sequence(node):
        if isinstance(item.value, Unknown) and not (item.value.text or "").replace(HOLE, ""):
            return not_known(item.value, context)
        if item.value is not None and item.value != "":
            kept.append(item)
    return Node(List(kept), context.span)


@nodes("concat", 1)
def concat(arguments: Sequence[Node], context: Context) -> Node:
    """Lists, one after the other."""
    items: list[Node] = []
    for node in arguments:
        if isinstance(node.value, Unknown):
            return not_known(node.value, context)
        items += sequence(node)
        context.work.elements(len(items))
    if all(isinstance(node.value, List) for node in arguments):
        shared = shared_type([type_of(item, context.work) for item in items])
        if shared:
            return Node(List(convert(item, shared, context.work) for item in items), context.span)
    return Node(tuple(items), context.span)


@nodes("distinct", 1, 1)
def distinct(arguments: Sequence[Node], context: Context) -> Node:
    """The different elements in their order."""
    (node,) = arguments
    missing = first_unknown([node], context.work)
    if missing:
        return not_known(missing, context)
    found: dict[object, Node] = {}
    for item in as_list(node, context):
        found.setdefault(identity(item, context.work), item)
    return Node(List(found.values()), context.span)


@nodes("flatten", 1, 1)
def flatten(arguments: Sequence[Node], context: Context) -> Node:
    """The elements of lists within lists."""
    (node,) = arguments
    if isinstance(node.value, Unknown):
        return not_known(node.value, context)
    result: list[Node] = []
    missing = _flatten(sequence(node), result, context)
    return not_known(missing, context) if missing else Node(tuple(result), context.span)


def _flatten(items: Sequence[Node], result: list[Node], context: Context) -> Unknown | None:
    for item in items:
        context.work.charge()
        if isinstance(item.value, tuple):
            missing = _flatten(item.value, result, context)
            if missing:
                return missing
        elif isinstance(item.value, Unknown) and not is_text(item.value):
            return item.value  # it could be a list
        else:
            result.append(item)
    context.work.elements(len(result))
    return None


@nodes("matchkeys", 3, 3)
def matchkeys(arguments: Sequence[Node], context: Context) -> Node:
    """The values whose keys are among some keys."""
    missing = first_unknown(arguments[1:], context.work)
    if missing:
        return not_known(missing, context)
    if isinstance(arguments[0].value, Unknown):
        return not_known(arguments[0].value, context)
    values, keys, wanted = (as_list(node, context) for node in arguments)
    if len(values) != len(keys):
        raise Refused("keys and values differ in number")
    kept = [
        value for value, key in zip(values, keys, strict=True) if any(equal(key, each, context.work) for each in wanted)
    ]
    return Node(List(kept), context.span)


@nodes("range", 1, 3)
def range_(arguments: Sequence[Node], context: Context) -> Node:
    """Numbers from a start (0) to a limit, which is not among them, by a step (1 towards the limit)."""
    numbers: list[Number] = []
    for node in arguments:
        value = given(node, "number", context).value
        if isinstance(value, Unknown):
            return not_known(value, context)
        assert isinstance(value, int | float)
        numbers.append(value)
    start, limit = (exactly(0), exactly(numbers[0])) if len(numbers) == 1 else map(exactly, numbers[:2])
    step = exactly(numbers[2]) if len(numbers) == 3 else exactly(1 if start <= limit else -1)
    if step == 0:
        raise Refused("the step is zero")
    if (limit - start) * step < 0:
        raise Refused("the step leads away from the limit")
    number = max(-((start - limit) // step), 0)
    if number > 1024:
        raise Refused("more than 1024 values were generated")
    return Node(List(Node(number_of(start + step * at), context.span) for at in range(number)), context.span)


@nodes("reverse", 1, 1)
def reverse(arguments: Sequence[Node], context: Context) -> Node:
    """Backwards."""
    (node,) = arguments
    if isinstance(node.value, Unknown):
        return not_known(node.value, context)
    items = sequence(node)
    backwards = items[::-1]
    return Node(List(backwards) if isinstance(items, List | Set) else tuple(backwards), context.span)


@nodes("slice", 3, 3)
def slice_(arguments: Sequence[Node], context: Context) -> Node:
    """The elements from one index to another, which is not among them."""
    node = arguments[0]
    if isinstance(node.value, Unknown):
        return not_known(node.value, context)
    start, end = whole(arguments[1], context), whole(arguments[2], context)
    items = sequence(node)
    if isinstance(items, Set):
        raise Refused("a set has no positions")
    if not 0 <= start <= end <= len(items):
        raise Refused("an index is outside of the list")
    part = items[start:end]
    return Node(List(part) if isinstance(items, List) else tuple(part), context.span)


@nodes("sort", 1, 1)
def sort(arguments: Sequence[Node], context: Context) -> Node:
    """Texts in the order of their characters."""
    node = given(arguments[0], "texts", context)
    missing = first_unknown([node], context.work)
    if missing:
        return not_known(missing, context)
    items = sequence(node)
    if any(item.value is None for item in items):
        raise Refused("an element is null")
    return Node(List(sorted(items, key=lambda item: str(item.value))), context.span)


@nodes("sum", 1, 1)
def sum_(arguments: Sequence[Node], context: Context) -> Node:
    """The sum of numbers."""
    (node,) = arguments
    missing = first_unknown([node], context.work)
    if missing:
        return not_known(missing, context)
    total = exactly(0)
    if not sequence(node):
        raise Refused("the list is empty")
    for item in sequence(node):
        value = given(item, "number", context).value
        assert isinstance(value, int | float)
        total += exactly(value)
    return Node(number_of(total), context.span)


@nodes("setproduct", 2)
def setproduct(arguments: Sequence[Node], context: Context) -> Node:
    """All combinations of elements."""
    columns: list[tuple[Node, ...]] = []
    number = 1
    for node in arguments:
        if isinstance(node.value, Unknown):
            return not_known(node.value, context)
        columns.append(as_list(node, context))
        number *= len(columns[-1])
        context.work.elements(number)
    rows: list[tuple[Node, ...]] = [()]
    for column in columns:
        rows = [(*row, item) for row in rows for item in column]
    results = [Node(row, context.span) for row in rows]
    if any(isinstance(node.value, Set) for node in arguments):
        return Node(set_of(results, context.work), context.span)
    return Node(List(results), context.span)
