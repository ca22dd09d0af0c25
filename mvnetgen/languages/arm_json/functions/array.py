"""Functions that make arrays."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mvnetgen.languages.arm_json.compare import identity
from mvnetgen.languages.arm_json.functions.context import Context
from mvnetgen.languages.arm_json.functions.objects import intersection_of_objects, merged
from mvnetgen.languages.arm_json.functions.signature import nodes, not_known, take
from mvnetgen.languages.arm_json.value import named
from mvnetgen.languages.hcl.work import Refused
from mvnetgen.text.document import Node, Unknown


@nodes("createArray", 0)
def create_array(arguments: Sequence[Node], context: Context) -> Node:
    """An array of the arguments."""
    context.work.elements(len(arguments))
    return Node(tuple([take(argument, "any") for argument in arguments]), context.span)


@nodes("array", 1, 1)
def array(arguments: Sequence[Node], context: Context) -> Node:
    """An array as it is, anything else as the one item of an array."""
    node = take(arguments[0], "any")
    if isinstance(node.value, tuple):
        return Node(node.value, context.span, None, node.origin, node.sensitive)
    if isinstance(node.value, Unknown) and node.value.text is None:
        return not_known([node], context)
    return Node((node,), context.span)


@nodes("flatten", 1, 1)
def flatten(arguments: Sequence[Node], context: Context) -> Node:
    """The items of the arrays in an array."""
    outer = take(arguments[0], "array")
    if isinstance(outer.value, Unknown):
        return not_known([outer], context)
    assert isinstance(outer.value, tuple)
    items: list[Node] = []
    for inner in outer.value:
        if isinstance(inner.value, Unknown) and inner.value.text is None:
            return not_known([outer], context, inner.value)
        if not isinstance(inner.value, tuple):
            raise Refused(f"an array of arrays is required, and in it is {named(inner.value)}")
        context.work.elements(len(inner.value))
        items += inner.value
    return Node(tuple(items), context.span)


def _once(items: Iterable[Node], context: Context) -> tuple[Node, ...] | None:
    """Each item once, in the order of the first; None when it is not known which are the same."""
    found: dict[str, Node] = {}
    unclear = False
    for item in items:
        same = identity(item, context.work)
        if same is None:
            return None
        unclear = unclear or same.startswith("?")
        found.setdefault(same, item)
    return None if unclear and len(found) > 1 and _could_coincide(found) else tuple(found.values())


def _could_coincide(found: dict[str, Node]) -> bool:
    """Whether two items with different names could be one: of texts with names, nobody minds."""
    return any(not isinstance(item.value, str) and (not isinstance(item.value, Unknown)) for item in found.values())


@nodes("distinct", 1, 1)
def distinct(arguments: Sequence[Node], context: Context) -> Node:
    """Each item of an array once."""
    node = take(arguments[0], "array")
    if isinstance(node.value, Unknown):
        return not_known([node], context)
    assert isinstance(node.value, tuple)
    found = _once(node.value, context)
    return not_known([node], context) if found is None else Node(found, context.span)


def _one_kind(arguments: Sequence[Node]) -> type | None:
    """Whether all are arrays or all are objects; None when one is not known. Raises `Refused` for anything else."""
    kinds: set[type] = set()
    unclear = False
    for argument in arguments:
        value = take(argument, "any").value
        if isinstance(value, Unknown) and value.text is None:
            unclear = True
        elif isinstance(value, tuple | dict):
            kinds.add(type(value) if isinstance(value, dict) else tuple)
        else:
            raise Refused(f"arrays or objects are required, and this is {named(value)}")
    if len(kinds) > 1:
        raise Refused("arrays and objects cannot be merged")
    return None if unclear else kinds.pop()


@nodes("union", 2)
def union(arguments: Sequence[Node], context: Context) -> Node:
    """Arrays: each item once. Objects: merged deeply, null does not replace."""
    kind = _one_kind(arguments)
    if kind is None:
        return not_known(arguments, context)
    if kind is tuple:
        lists = [each.value for each in arguments if isinstance(each.value, tuple)]
        found = _once([item for each in lists for item in each], context)
        return not_known(arguments, context) if found is None else Node(found, context.span)
    result = arguments[0]
    for other in arguments[1:]:
        result = merged(result, other, context)
    return Node(result.value, context.span)


@nodes("intersection", 2)
def intersection(arguments: Sequence[Node], context: Context) -> Node:
    """Items that all arrays have, or keys that all objects have with one value."""
    kind = _one_kind(arguments)
    if kind is None:
        return not_known(arguments, context)
    if kind is not tuple:
        common = intersection_of_objects(arguments, context)
        return not_known(arguments, context) if common is None else Node(common, context.span)
    found: dict[str, Node] = {}
    for place, argument in enumerate(arguments):
        keys: dict[str, Node] = {}
        assert isinstance(argument.value, tuple)
        for item in argument.value:
            same = identity(item, context.work)
            if same is None or same.startswith("?"):
                return not_known(arguments, context)
            keys.setdefault(same, item)
        found = keys if place == 0 else {key: item for key, item in found.items() if key in keys}
    return Node(tuple(found.values()), context.span)
