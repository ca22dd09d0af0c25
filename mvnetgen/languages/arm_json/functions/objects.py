"""Functions of objects. Keys that differ in case only are one key when objects are merged, two when they are made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mvnetgen.languages.arm_json.compare import equal
from mvnetgen.languages.arm_json.functions.context import Context
from mvnetgen.languages.arm_json.functions.signature import nodes, not_known, take
from mvnetgen.languages.arm_json.functions.units import upper
from mvnetgen.languages.arm_json.value import named
from mvnetgen.languages.hcl.work import Refused
from mvnetgen.languages.symbolic import key_in_part
from mvnetgen.text.document import HOLE, Node, Unknown


@nodes("createObject", 0)
def create_object(arguments: Sequence[Node], context: Context) -> Node:
    """An object of keys and values."""
    if len(arguments) % 2:
        raise Refused("a value is missing: keys and values take turns")
    context.work.elements(len(arguments) // 2)
    result: dict[str, Node] = {}
    for key, value in zip(arguments[::2], arguments[1::2], strict=True):
        name = take(key, "string").value
        if isinstance(name, Unknown):
            name = key_in_part(name, result)
        assert isinstance(name, str)
        if name in result and HOLE not in name:
            raise Refused("a key stands in it twice")
        item = take(value, "any")
        result[name] = Node(item.value, item.span, key.span, item.origin, item.sensitive or key.sensitive)
    return Node(result, context.span)


def folded(value: Mapping[str, Node]) -> dict[str, str]:
    """The keys by their spelling in capitals; of two, the first."""
    result: dict[str, str] = {}
    for key in value:
        result.setdefault(upper(key), key)
    return result


def merged(left: Node, right: Node, context: Context) -> Node:
    """Two objects merged deeply: the place of the first, the spelling and value of the second."""
    context.work.charge(1)
    one, other = left.value, right.value
    assert isinstance(one, Mapping)
    assert isinstance(other, Mapping)
    result: dict[str, Node] = dict(one)
    known = folded(one)
    for key, item in other.items():
        context.work.charge()
        before = known.get(upper(key))
        if before is None:
            known[upper(key)] = key
            result[key] = item
        else:
            result = _replaced(result, before, key, _merged_value(result[before], item, context))
            known[upper(key)] = key
    return Node(result, right.span, left.key, None, left.sensitive or right.sensitive)


def _replaced(result: dict[str, Node], before: str, key: str, value: Node) -> dict[str, Node]:
    """The object with another value at a key, spelled anew; further keys that differ in case are gone."""
    if before == key and sum(1 for each in result if upper(each) == upper(key)) == 1:
        result[key] = value
        return result
    changed: dict[str, Node] = {}
    for each, item in result.items():
        if each == before:
            changed[key] = value
        elif upper(each) != upper(key):
            changed[each] = item
    return changed


def _merged_value(left: Node, right: Node, context: Context) -> Node:
    one, other = left.value, right.value
    if other is None:
        return left
    if one is None:
        return right
    if isinstance(one, Unknown) or isinstance(other, Unknown):
        if isinstance(other, Unknown) and other.text is None:
            return not_known([left, right], context)
        return right if isinstance(other, str | bool | int | float | Unknown) else not_known([left, right], context)
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return merged(left, right, context)
    kinds = {type(each) for each in (one, other) if isinstance(each, tuple | Mapping)}
    if kinds and (not isinstance(one, tuple) or not isinstance(other, tuple)):
        raise Refused(f"{named(one)} and {named(other)} cannot be merged")
    return right


def intersection_of_objects(arguments: Sequence[Node], context: Context) -> dict[str, Node] | None:
    """The keys that all objects have with one value; None when it is not known."""
    first, *others = (argument.value for argument in arguments)
    assert isinstance(first, Mapping)
    result: dict[str, Node] = {}
    for key, item in first.items():
        everywhere: bool | None = True
        for other in others:
            assert isinstance(other, Mapping)
            same = equal(item, other[key], context.work) if key in other else False
            everywhere = False if same is False or everywhere is False else None if same is None else everywhere
        if everywhere is None:
            return None
        if everywhere:
            result[key] = item
    return result


def flat_merge(parts: Sequence[Mapping[str, Node]], context: Context) -> dict[str, Node]:
    """Objects merged flatly: the spelling and place of the first, the value of the last; null replaces as well."""
    result: dict[str, Node] = {}
    known: dict[str, str] = {}
    for part in parts:
        context.work.elements(len(part))
        for key, item in part.items():
            result[known.setdefault(upper(key), key)] = item
    return result


@nodes("shallowMerge", 1, 1)
def shallow_merge(arguments: Sequence[Node], context: Context) -> Node:
    """The objects of an array, merged flatly."""
    node = take(arguments[0], "array")
    if isinstance(node.value, Unknown):
        return not_known([node], context)
    parts: list[Mapping[str, Node]] = []
    assert isinstance(node.value, tuple)
    for part in node.value:
        if isinstance(part.value, Unknown) and part.value.text is None:
            return not_known([node], context, part.value)
        if not isinstance(part.value, Mapping):
            raise Refused(f"an array of objects is required, and in it is {named(part.value)}")
        parts.append(part.value)
    return Node(flat_merge(parts, context), context.span)


def in_order(value: Mapping[str, Node]) -> list[str]:
    """The keys sorted as the engine sorts them: by their spelling in capitals; the rest as it was."""
    return sorted(value, key=upper)


@nodes("items", 1, 1)
def items(arguments: Sequence[Node], context: Context) -> Node:
    """Keys and values as a list of objects, sorted by key."""
    node = take(arguments[0], "object")
    value = node.value
    if isinstance(value, Unknown):
        return not_known([node], context)
    assert isinstance(value, Mapping)
    context.work.elements(2 * len(value))
    found = []
    for key in in_order(value):
        item, place = value[key], value[key].key or node.span
        found.append(Node({"key": Node(key, place), "value": item}, item.span, None, item.origin))
    return Node(tuple(found), context.span)


@nodes("objectKeys", 1, 1)
def object_keys(arguments: Sequence[Node], context: Context) -> Node:
    """The keys, sorted."""
    node = take(arguments[0], "object")
    value = node.value
    if isinstance(value, Unknown):
        return not_known([node], context)
    assert isinstance(value, Mapping)
    context.work.elements(len(value))
    return Node(tuple([Node(key, value[key].key or node.span) for key in in_order(value)]), context.span)
