"""Functions that call a lambda for each item."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cmp_to_key
from typing import Any

from mvnetgen.languages.arm_json.functions.context import Context, Lambda
from mvnetgen.languages.arm_json.functions.lazy import decided
from mvnetgen.languages.arm_json.functions.signature import nodes, not_known, take, take_lambda
from mvnetgen.languages.arm_json.functions.units import upper
from mvnetgen.languages.arm_json.value import named
from mvnetgen.languages.hcl.work import Refused
from mvnetgen.text.document import Node, Unknown


class _Undecided(Exception):  # noqa: N818 - control flow within this module
    """A lambda gave a value that is not known where the result depends on it."""

    def __init__(self, node: Node) -> None:
        super().__init__()
        self.node = node


def _list(argument: Any, context: Context) -> tuple[Node, tuple[Node, ...] | None]:
    node = take(argument, "array")
    if isinstance(node.value, Unknown):
        return node, None
    assert isinstance(node.value, tuple)
    context.work.elements(len(node.value))
    return node, node.value


def _step(function: Lambda, item: Node, place: int, outer: Node) -> Node:
    if outer.sensitive and not item.sensitive:
        item = Node(item.value, item.span, item.key, item.origin, sensitive=True)
    return function.body([item, Node(place, item.span)][: function.arity])


@nodes("map", 2, 2)
def mapped(arguments: Sequence[Any], context: Context) -> Node:
    """What the lambda makes of each item."""
    function = take_lambda(arguments[1], 1, 2)
    node, given = _list(arguments[0], context)
    if given is None:
        return not_known([node], context)
    return Node(tuple([_step(function, item, place, node) for place, item in enumerate(given)]), context.span)


@nodes("filter", 2, 2)
def filtered(arguments: Sequence[Any], context: Context) -> Node:
    """The items for which the lambda says yes."""
    function = take_lambda(arguments[1], 1, 2)
    node, given = _list(arguments[0], context)
    if given is None:
        return not_known([node], context)
    found: list[Node] = []
    secret = False
    for place, item in enumerate(given):
        verdict = _step(function, item, place, node)
        secret = secret or verdict.sensitive
        answer = decided(verdict, context)
        if isinstance(answer, Unknown):
            return not_known([node], context, answer)
        if answer:
            found.append(item)
    return Node(tuple(found), context.span, sensitive=secret)


@nodes("sort", 2, 2)
def ordered(arguments: Sequence[Any], context: Context) -> Node:
    """The items in the order that the lambda says; equal ones keep theirs."""
    function = take_lambda(arguments[1], 2)
    node, given = _list(arguments[0], context)
    if given is None:
        return not_known([node], context)
    secret = False

    def first(one: Node, other: Node) -> bool:
        nonlocal secret
        context.work.charge()
        verdict = function.body([one, other])
        secret = secret or verdict.sensitive
        answer = decided(verdict, context)
        if isinstance(answer, Unknown):
            raise _Undecided(verdict)
        return answer

    def compare(one: Node, other: Node) -> int:
        if first(one, other):
            return 0 if first(other, one) else -1
        return 1 if first(other, one) else 0

    try:
        return Node(tuple(sorted(given, key=cmp_to_key(compare))), context.span, sensitive=secret)
    except _Undecided as undecided:
        return not_known([node, undecided.node], context)


@nodes("reduce", 3, 3)
def reduced(arguments: Sequence[Any], context: Context) -> Node:
    """What is left when the lambda has put the items together one by one."""
    function = take_lambda(arguments[2], 2, 3)
    node, given = _list(arguments[0], context)
    result = take(arguments[1], "any")
    if given is None:
        return not_known([node, result], context)
    for place, item in enumerate(given):
        result = function.body([result, item, Node(place, item.span)][: function.arity])
    return Node(result.value, context.span, None, result.origin, result.sensitive)


def _key(function: Lambda, item: Node, node: Node) -> tuple[str, Node]:
    made = _step(function, item, 0, node)
    value = made.value
    if isinstance(value, Unknown):
        raise _Undecided(made)
    if not isinstance(value, str):
        raise Refused(f"a key is a string, and the lambda gives {named(value)}")
    return value, made


@nodes("toObject", 2, 3)
def to_object(arguments: Sequence[Any], context: Context) -> Node:
    """An object of the items, under the keys that the lambda gives."""
    key_of = take_lambda(arguments[1], 1)
    value_of = take_lambda(arguments[2], 1) if len(arguments) > 2 else None
    node, given = _list(arguments[0], context)
    if given is None:
        return not_known([node], context)
    result: dict[str, Node] = {}
    seen: set[str] = set()
    for item in given:
        try:
            key, made = _key(key_of, item, node)
        except _Undecided as undecided:
            return not_known([node, undecided.node], context)
        if upper(key) in seen:
            raise Refused("two items have one key")
        seen.add(upper(key))
        value = _step(value_of, item, 0, node) if value_of else item
        place = made.origin or item.key or item.span
        result[key] = Node(value.value, value.span, place, value.origin, value.sensitive or made.sensitive)
    return Node(result, context.span)


@nodes("groupBy", 2, 3)
def group_by(arguments: Sequence[Any], context: Context) -> Node:
    """An object of lists of the items, under the keys that the lambda gives."""
    key_of = take_lambda(arguments[1], 1)
    value_of = take_lambda(arguments[2], 1) if len(arguments) > 2 else None
    node, given = _list(arguments[0], context)
    if given is None:
        return not_known([node], context)
    groups: dict[str, list[Node]] = {}
    spelled: dict[str, str] = {}
    for item in given:
        try:
            key, made = _key(key_of, item, node)
        except _Undecided as undecided:
            return not_known([node, undecided.node], context)
        value = _step(value_of, item, 0, node) if value_of else item
        if made.sensitive and not value.sensitive:
            value = Node(value.value, value.span, value.key, value.origin, sensitive=True)
        groups.setdefault(spelled.setdefault(upper(key), key), []).append(value)
    return Node({key: Node(tuple(found), context.span) for key, found in groups.items()}, context.span)


@nodes("mapValues", 2, 2)
def map_values(arguments: Sequence[Any], context: Context) -> Node:
    """An object with what the lambda makes of each value."""
    function = take_lambda(arguments[1], 1)
    node = take(arguments[0], "object")
    value = node.value
    if isinstance(value, Unknown):
        return not_known([node], context)
    assert isinstance(value, Mapping)
    context.work.elements(len(value))
    result: dict[str, Node] = {}
    for key, item in value.items():
        made = _step(function, item, 0, node)
        result[key] = Node(made.value, made.span, item.key, made.origin, made.sensitive)
    return Node(result, context.span)
