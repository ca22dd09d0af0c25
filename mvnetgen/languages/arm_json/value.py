"""Values while ARM expressions are evaluated: small questions about nodes, and nodes from Python's own values."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from mvnetgen.languages.hcl.work import Refused, Work
from mvnetgen.languages.symbolic import Symbolic, bounded, hidden, name_in, opaque, symbol_of
from mvnetgen.text.document import HOLE, Node, Unknown, kind_of
from mvnetgen.text.source import Span

SMALLEST = -(1 << 63)
LARGEST = (1 << 63) - 1
NAMED_ITEMS = 64
"""Items of a collection that may stand in the name of an unknown value."""


def node_of(value: Any, span: Span) -> Node:
    """A Python value as a node, lists and mappings with all that is in them."""
    if isinstance(value, Node):
        return value
    if isinstance(value, list | tuple):
        return Node(tuple([node_of(item, span) for item in value]), span)
    if isinstance(value, Mapping):
        return Node({key: node_of(item, span) for key, item in value.items()}, span)
    if isinstance(value, float) and not math.isfinite(value):
        return Node(spell_float(value), span)
    return Node(value, span)


def plain(node: Node, work: Work) -> Any:
    """A wholly known node as Python's own values, in the order of the keys."""
    work.charge()
    value = node.value
    if isinstance(value, Mapping):
        return {key: plain(item, work) for key, item in value.items()}
    if isinstance(value, tuple):
        return [plain(item, work) for item in value]
    return value


def used(node: Node, span: Span) -> Node:
    """The node as it is used at another place; where it was written becomes the origin."""
    origin = node.origin or node.span
    return Node(node.value, span, None, None if origin == span else origin, node.sensitive)


def keyed(node: Node, key: Span | None) -> Node:
    """The node as the value of a key."""
    return Node(node.value, node.span, key, node.origin, node.sensitive)


def marked(node: Node) -> Node:
    """The node, sensitive."""
    return node if node.sensitive else Node(node.value, node.span, node.key, node.origin, sensitive=True)


def first_unknown(nodes: Iterable[Node], work: Work) -> Unknown | None:
    """The first unknown value in some nodes, however deep; None when everything is known."""
    for node in nodes:
        work.charge()
        value = node.value
        if isinstance(value, Unknown):
            return value
        inner: Iterable[Node] | None = None
        if isinstance(value, Mapping):
            inner = value.values()
        elif isinstance(value, tuple):
            inner = value
        if inner is not None and (found := first_unknown(inner, work)):
            return found
    return None


def any_sensitive(nodes: Iterable[Node], work: Work) -> bool:
    """Whether a node is sensitive, or anything in it."""
    for node in nodes:
        work.charge()
        value = node.value
        if node.sensitive:
            return True
        if isinstance(value, Mapping):
            if any_sensitive(value.values(), work):
                return True
        elif isinstance(value, tuple) and any_sensitive(value, work):
            return True
    return False


def only_origin(nodes: Sequence[Node]) -> Span | None:
    """The origin of a result when exactly one of its inputs came from elsewhere."""
    origins = {node.origin for node in nodes if node.origin}
    return origins.pop() if len(origins) == 1 else None


def named(value: object) -> str:
    """The kind of a value in the words of ARM, for reasons."""
    match value:
        case Mapping():
            return "an object"
        case tuple() | list():
            return "an array"
        case str():
            return "a string"
    return kind_of(value)


def whole(number: int) -> int:
    """A whole number of 64 bits. Raises `Refused` for a larger one."""
    if not SMALLEST <= number <= LARGEST:
        raise Refused("the number does not fit into 64 bits")
    return number


def spell_float(number: float) -> str:
    """A number with a fraction as the engine writes it in JSON: ``1.0``, ``1E-07``."""
    if math.isnan(number):
        return "NaN"
    if math.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    text = repr(number)
    mantissa, mark, exponent = text.partition("e")
    if not mark:
        return text
    sign, digits = exponent[0] if exponent[0] in "+-" else "+", exponent.lstrip("+-")
    return f"{mantissa.removesuffix('.0')}E{sign}{digits.rjust(2, '0')}"


def computed(name: str, arguments: Sequence[Node], because: Unknown, span: Span, work: Work) -> Node:
    """What a function makes of an unknown value: unknown, with the same name wherever it is computed of the same."""
    secret = any(argument.sensitive for argument in arguments)
    names = [_name(argument, work, 0) for argument in arguments]
    if any(each is None for each in names):
        return Node(because.other(), span, sensitive=secret)
    whole_name = f"{name}({', '.join(each or '' for each in names)})"
    if secret:
        whole_name = hidden(whole_name)
    return Node(opaque(bounded(whole_name), because.reason, because.span, because.kind), span, sensitive=secret)


def _name(node: Node, work: Work, depth: int) -> str | None:
    work.charge()
    value = node.value
    if isinstance(value, Mapping | tuple):
        if depth > 8 or len(value) > NAMED_ITEMS:
            return None
        items = value.items() if isinstance(value, Mapping) else enumerate(value)
        parts = []
        for key, item in items:
            inner = _name(item, work, depth + 1)
            if inner is None:
                return None
            parts.append(f"{key!r}:{inner}")
        return "{" + ",".join(parts) + "}" if isinstance(value, Mapping) else "[" + ",".join(parts) + "]"
    if isinstance(value, Symbolic):
        symbol = symbol_of(value)
        if not symbol:
            return None
        return (
            name_in(symbol)
            if symbol.startswith(HOLE) and symbol.find(HOLE, 1) == len(symbol) - 1
            else f"'{name_in(symbol)}'"
        )
    if isinstance(value, Unknown):
        return None
    return f"'{bounded(value)}'" if isinstance(value, str) else repr(value)
