"""Attributes, indexes and splats of values that are evaluated already."""

from __future__ import annotations

from collections.abc import Mapping

from mvnetgen.languages.hcl.conversion import NUMBER, convert
from mvnetgen.languages.hcl.value import Map, Set, named, spell_scalar, unknown, used
from mvnetgen.languages.hcl.work import Refused
from mvnetgen.languages.hcl.world import World
from mvnetgen.text.document import HOLE, Cause, Node, Reference, Unknown
from mvnetgen.text.source import Span


def attribute(node: Node, name: str, span: Span, world: World) -> Node:
    """``node.name``, used at a span. Raises `Refused` when there is no such attribute."""
    value = node.value
    if isinstance(value, Mapping):
        child = value.get(name)
        if child is not None:
            return used(child, span, sensitive=node.sensitive)
        return _missing(value, name, span, "attribute")
    if isinstance(value, Unknown):
        return _step(node, value, name, span, world)
    raise Refused(f"{named(value)} has no attribute `{name}`")


def index(node: Node, key: Node, span: Span, world: World) -> Node:
    """``node[key]``, used at a span. Raises `Refused` when there is no such element."""
    value, wanted = node.value, key.value
    if isinstance(value, Unknown):
        if isinstance(wanted, str | int):
            return _step(node, value, wanted, span, world)
        if isinstance(wanted, Unknown) and value.reference and value.reference.address in world.referents:
            return _step(node, value, "?", span, world)
        return Node(value.other(), span, sensitive=node.sensitive)
    if isinstance(value, Set):
        raise Refused("the elements of a set have no index")
    if not isinstance(value, Mapping | tuple):
        raise Refused(f"{named(value)} has no elements")
    if wanted is None or isinstance(wanted, Mapping | tuple):
        raise Refused(f"{named(wanted)} is no index")
    sensitive = node.sensitive or key.sensitive
    if isinstance(wanted, Unknown):
        return _some_element(value, wanted, span, sensitive, world)
    if isinstance(value, Mapping):
        child = value.get(spell_scalar(wanted))
        if child is None:
            return _missing(value, spell_scalar(wanted), span, "element")
        return used(child, span, sensitive=sensitive)
    position = convert(key, NUMBER, world.work).value
    if not isinstance(position, int) or isinstance(position, bool):
        raise Refused("an index is a whole number")
    if not 0 <= position < len(value):
        raise Refused(f"there is no element {position}, only {len(value)}")
    return used(value[position], span, sensitive=sensitive)


def splat_elements(node: Node, world: World) -> tuple[Node, ...] | None:
    """What ``[*]`` walks through: the elements, the one value, nothing for null; None when it is not known."""
    value = node.value
    if value is None:
        return ()
    if isinstance(value, tuple):
        return value
    if isinstance(value, Unknown):
        referent = world.referents.get(value.reference.address) if value.reference else None
        return referent.elements() if referent and value.reference and not value.reference.attribute else None
    return (node,)


def _missing(value: Mapping[str, Node], name: str, span: Span, what: str) -> Node:
    unclear = next((key for key in value if HOLE in key), None)
    if unclear is not None:
        return unknown("it is looked up among keys that are not known", span, Cause.CONDITION)
    kind = "map" if isinstance(value, Map) else "object"
    raise Refused(f"the {kind} has no {what} `{name}`")


def _step(node: Node, value: Unknown, step: str | int, span: Span, world: World) -> Node:
    """An attribute or element of something unknown."""
    reference = value.reference
    if reference is None:
        return Node(value.other(), span, sensitive=node.sensitive)
    referent = world.referents.get(reference.address)
    if referent:
        child = referent.step(reference.attribute, step, span)
        return child if not node.sensitive else Node(child.value, child.span, child.key, child.origin, sensitive=True)
    further = Reference(reference.address, (*reference.attribute, step))
    return Node(value.other(reference=further), span, sensitive=node.sensitive)


def _some_element(
    value: Mapping[str, Node] | tuple[Node, ...], key: Unknown, span: Span, sensitive: bool, world: World
) -> Node:
    """The element under a key that is not known: of a resource's instances, some instance."""
    elements = value.values() if isinstance(value, Mapping) else value
    first = next(iter(elements), None)
    if first and isinstance(first.value, Unknown) and first.value.reference and not first.value.reference.attribute:
        family = world.referents.get(without_key(first.value.reference.address))
        if family:
            return used(family.step((), "?", span), span, sensitive=sensitive)
    return Node(key.other(), span, sensitive=sensitive)


def without_key(address: str) -> str:
    """The address without the key of its last part: ``a.b`` for ``a.b["x"]``, ``a.b[0]`` and ``a.b[?]``."""
    if not address.endswith("]"):
        return address
    if address.endswith('"]'):
        start = address.rfind('["')
        while start > 0 and not _whole_key(address[start + 1 : -1]):
            start = address.rfind('["', 0, start)
        return address[:start]
    return address[: address.rfind("[")]


def _whole_key(quoted: str) -> bool:
    """Whether a text in quotes holds no further quote that is not escaped."""
    inner = quoted[1:-1].replace("\\\\", "").replace('\\"', "")
    return '"' not in inner and not inner.endswith("\\")
