"""
Values while they are evaluated: what kind of collection a tuple or mapping is, and small questions about nodes.

A plain `tuple` is Terraform's tuple and a plain `dict` its object; the subclasses say that it is a list, a set or a map.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from mvnetgen.languages.hcl.number import spell_number
from mvnetgen.languages.hcl.work import Refused, Work
from mvnetgen.text.document import Cause, Node, Scalar, Unknown, kind_of, texts_in
from mvnetgen.text.source import Span

NOWHERE = Span("", 1, 1, 1, 1)


class List(tuple[Node, ...]):
    """A list: elements of one type."""

    __slots__ = ()


class Set(tuple[Node, ...]):
    """A set: different elements of one type, in Terraform's order."""

    __slots__ = ()


class Map(dict[str, Node]):
    """A map: elements of one type under keys."""

    __slots__ = ()


def unknown(reason: str, span: Span, kind: Cause, *, sensitive: bool = False) -> Node:
    """A node that cannot be known, for a reason that stands where it is used."""
    return Node(Unknown(reason, span, kind=kind), span, sensitive=sensitive)


def keyed(node: Node, key: Span) -> Node:
    """The node as the value of a key."""
    return Node(node.value, node.span, key, node.origin, node.sensitive)


def used(node: Node, span: Span, *, sensitive: bool = False) -> Node:
    """The node as it is used at another place; where it was written becomes the origin."""
    origin = node.origin or node.span
    return Node(node.value, span, None, None if origin == span else origin, sensitive or node.sensitive)


def marked(node: Node, *, sensitive: bool = True) -> Node:
    """The node, sensitive or not. What is in it is for `spread`."""
    return node if node.sensitive == sensitive else Node(node.value, node.span, node.key, node.origin, sensitive)


def spread(node: Node, work: Work, *, sensitive: bool = False) -> Node:
    """The node with all that stands in a sensitive collection marked as well: whoever reads a part needs no other."""
    if not sensitive and not any_sensitive([node], work):
        return node
    return _spread(node, node.sensitive or sensitive)


def _spread(node: Node, sensitive: bool) -> Node:
    sensitive = sensitive or node.sensitive
    value = node.value
    if isinstance(value, Mapping):
        value = type(value)({key: _spread(item, sensitive) for key, item in value.items()})  # type: ignore[call-arg]
    elif isinstance(value, tuple):
        value = type(value)([_spread(item, sensitive) for item in value])
    return Node(value, node.span, node.key, node.origin, sensitive)


def node_of(value: Any, span: Span) -> Node:
    """A Python value as a node: lists are Terraform's lists, tuples its tuples, mappings its objects."""
    if isinstance(value, Node):
        return value
    if isinstance(value, list):
        return Node(List(node_of(item, span) for item in value), span)
    if isinstance(value, tuple) and not isinstance(value, List | Set):
        return Node(tuple([node_of(item, span) for item in value]), span)
    if isinstance(value, Mapping) and not isinstance(value, Map):
        return Node({key: node_of(item, span) for key, item in value.items()}, span)
    return Node(value, span)


def sorted_keys(mapping: Mapping[str, Node]) -> list[str]:
    """The keys in the order in which Terraform walks through a map or object."""
    return sorted(mapping)


def items_of(node: Node, work: Work) -> list[tuple[Node, Node]]:
    """
    Keys and values in the order of iteration. Of a set, both are the element.

    Raises `Refused` for what cannot be iterated over; the caller has handled unknown values.
    """
    value = node.value
    if isinstance(value, Mapping):
        work.elements(len(value))
        return [(Node(key, value[key].key or node.span), value[key]) for key in sorted_keys(value)]
    if isinstance(value, Set):
        work.elements(len(value))
        return [(element, element) for element in value]
    if isinstance(value, tuple):
        work.elements(len(value))
        return [(Node(index, element.span), element) for index, element in enumerate(value)]
    raise Refused("null is no collection" if value is None else "it is no collection")


def first_unknown(nodes: Iterable[Node], work: Work) -> Unknown | None:
    """The first unknown value in some nodes, however deep; None when everything is known."""
    for node in nodes:
        work.charge()
        value = node.value
        if isinstance(value, Unknown):
            return value
        found = None
        if isinstance(value, Mapping):
            found = first_unknown(value.values(), work)
        elif isinstance(value, tuple):
            found = first_unknown(value, work)
        if found:
            return found
    return None


def any_sensitive(nodes: Iterable[Node], work: Work) -> bool:
    """Whether a node is sensitive, or anything in it."""
    for node in nodes:
        work.charge()
        if node.sensitive:
            return True
        value = node.value
        if isinstance(value, Mapping):
            if any_sensitive(value.values(), work):
                return True
        elif isinstance(value, tuple) and any_sensitive(value, work):
            return True
    return False


def sensitive_texts(node: Node) -> set[str]:
    """The texts in the sensitive parts of a value; of a text that was encoded here those of the value it was made of."""
    decoded: Node | None = getattr(node.value, "decoded", None)
    found: set[str] = set()
    waiting = [node if decoded is None else decoded]
    while waiting:
        each = waiting.pop()
        if each.sensitive:
            found |= texts_in(each)
        elif isinstance(each.value, Mapping):
            waiting += each.value.values()
        elif isinstance(each.value, tuple):
            waiting += each.value
    return found or (texts_in(node) if node.sensitive else found)


def plain(node: Node, work: Work) -> Any:
    """A wholly known node as Python's own values: lists and dictionaries without places."""
    work.charge()
    value = node.value
    if isinstance(value, Mapping):
        return {key: plain(value[key], work) for key in sorted_keys(value)}
    if isinstance(value, tuple):
        return [plain(item, work) for item in value]
    return value


def spell_scalar(value: Scalar) -> str:
    """A text, number or boolean as text. Raises `Refused` for null."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None or isinstance(value, date):
        raise Refused(f"a text is required, and this is {named(value)}")
    return spell_number(value)


def named(value: object) -> str:
    """The kind of a value in Terraform's words, for reasons."""
    match value:
        case Map():
            return "a map"
        case Mapping():
            return "an object"
        case Set():
            return "a set"
        case List():
            return "a list"
        case tuple():
            return "a tuple"
    return kind_of(value)


def only_origin(nodes: Sequence[Node]) -> Span | None:
    """The origin of a result when exactly one of its inputs came from elsewhere."""
    origins = {node.origin for node in nodes if node.origin}
    return origins.pop() if len(origins) == 1 else None
