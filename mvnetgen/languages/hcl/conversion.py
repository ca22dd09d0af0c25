"""Types of values, the one type that several share, and conversion from one type to another, as Terraform has them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from mvnetgen.languages.hcl.number import normal, read_number
from mvnetgen.languages.hcl.value import List, Map, Set, named, sorted_keys, spell_scalar
from mvnetgen.languages.hcl.work import Refused, Work
from mvnetgen.text.document import Node, Unknown


@dataclass(frozen=True, slots=True)
class Type:
    """A type, or a type constraint when it holds `ANY` or optional attributes."""

    kind: str
    """``any string number bool list set map tuple object``."""
    element: Type | None = None
    """Of a list, set or map."""
    elements: tuple[Type, ...] = ()
    """Of a tuple."""
    attributes: Mapping[str, Type] = field(default_factory=dict)
    """Of an object."""
    optional: Mapping[str, Node | None] = field(default_factory=dict)
    """The optional attributes of an object, with their defaults."""

    def __str__(self) -> str:
        if self.element:
            return f"{self.kind}({self.element})"
        return self.kind


ANY = Type("any")
TEXT = Type("string")
NUMBER = Type("number")
BOOL = Type("bool")


def type_of(node: Node, work: Work) -> Type:
    """The type of a value; what is null or unknown may be anything."""
    work.charge()
    value = node.value
    match value:
        case None:
            return ANY
        case bool():
            return BOOL
        case int() | float():
            return NUMBER
        case str():
            return TEXT
        case Unknown():
            return TEXT if value.text is not None else ANY
        case Map():
            return Type("map", shared_type([type_of(item, work) for item in value.values()]) or ANY)
        case Mapping():
            return Type("object", attributes={key: type_of(item, work) for key, item in value.items()})
        case List():
            return Type("list", shared_type([type_of(item, work) for item in value]) or ANY)
        case Set():
            return Type("set", shared_type([type_of(item, work) for item in value]) or ANY)
        case tuple():
            return Type("tuple", elements=tuple([type_of(item, work) for item in value]))
    raise AssertionError(value)


def shared_type(types: Iterable[Type]) -> Type | None:
    """The type to which values of all these types can be converted; None when there is none."""
    kinds: dict[str, list[Type]] = {}
    for each in types:
        known = kinds.setdefault(each.kind, [])
        if each not in known:
            known.append(each)
    kinds.pop("any", None)
    if not kinds:
        return ANY
    if len(kinds) == 1:
        ((kind, alternatives),) = kinds.items()
        return alternatives[0] if len(alternatives) == 1 else _shared_of_kind(kind, alternatives)
    return _shared_of_kinds(kinds)


def _shared_of_kind(kind: str, types: Sequence[Type]) -> Type | None:
    if kind in {"list", "set", "map"}:
        element = shared_type([each.element or ANY for each in types])
        return Type(kind, element) if element else None
    if kind == "tuple":
        if len({len(each.elements) for each in types}) == 1:
            columns = [shared_type(column) for column in zip(*[each.elements for each in types], strict=True)]
            found = [column for column in columns if column]
            if len(found) == len(columns):
                return Type("tuple", elements=tuple(found))
        element = shared_type([element for each in types for element in each.elements])
        return Type("list", element) if element else None
    if all(each.attributes.keys() == types[0].attributes.keys() for each in types):
        attributes = {}
        for name in types[0].attributes:
            attribute = shared_type([each.attributes[name] for each in types])
            if attribute is None:
                return None
            attributes[name] = attribute
        return Type("object", attributes=attributes)
    element = shared_type([attribute for each in types for attribute in each.attributes.values()])
    return Type("map", element) if element else None


def _shared_of_kinds(kinds: Mapping[str, list[Type]]) -> Type | None:
    found = frozenset(kinds)
    every = [each for alternatives in kinds.values() for each in alternatives]
    if "string" in found and found <= {"string", "number", "bool"}:
        return TEXT
    if found == {"map", "object"}:
        element = shared_type([part for each in every for part in (each.element, *each.attributes.values()) if part])
        return Type("map", element) if element else None
    if found <= {"list", "set", "tuple"}:
        element = shared_type([part for each in every for part in (each.element, *each.elements) if part])
        kind = "list" if "list" in found else "set"
        return Type(kind, element) if element else None
    return None


def convert(node: Node, to: Type, work: Work) -> Node:
    """The value as a type, with the defaults of optional attributes. Raises `Refused` when it is of another type."""
    work.charge()
    value = node.value
    if to.kind == "any" or value is None or isinstance(value, Unknown):
        return node
    if to.kind == "string":
        if isinstance(value, str):
            return node
        if isinstance(value, bool | int | float):
            return _with(node, spell_scalar(value))
    elif to.kind == "number":
        if isinstance(value, int | float) and not isinstance(value, bool):
            return node
        if isinstance(value, str):
            return _with(node, read_number(value))
    elif to.kind == "bool":
        if isinstance(value, bool):
            return node
        if isinstance(value, str) and value in {"true", "false", "1", "0"}:
            return _with(node, value in {"true", "1"})
    elif to.kind in {"list", "set"}:
        if isinstance(value, tuple):
            return _collection(node, value, to, work)
    elif to.kind == "map":
        if isinstance(value, Mapping):
            return _map(node, value, to, work)
    elif to.kind == "tuple":
        if isinstance(value, tuple) and not isinstance(value, List | Set) and len(value) == len(to.elements):
            pairs = zip(value, to.elements, strict=True)
            return _with(node, tuple([convert(item, each, work) for item, each in pairs]))
    elif to.kind == "object" and isinstance(value, Mapping):
        return _object(node, value, to, work)
    raise Refused(f"{to} is required, and this is {named(value)}")


def _with(node: Node, value: bool | float | str | Mapping[str, Node] | tuple[Node, ...] | None) -> Node:
    return Node(value, node.span, node.key, node.origin, node.sensitive)


def _collection(node: Node, items: tuple[Node, ...], to: Type, work: Work) -> Node:
    element = to.element or ANY
    if element.kind == "any":
        if isinstance(items, List if to.kind == "list" else Set):
            return node
        element = shared_type([type_of(item, work) for item in items]) or _no_shared_type()
    converted = [convert(item, element, work) for item in items]
    return _with(node, List(converted) if to.kind == "list" else set_of(converted, work))


def _map(node: Node, items: Mapping[str, Node], to: Type, work: Work) -> Node:
    element = to.element or ANY
    if element.kind == "any":
        if isinstance(items, Map):
            return node
        element = shared_type([type_of(item, work) for item in items.values()]) or _no_shared_type()
    return _with(node, Map({key: convert(item, element, work) for key, item in items.items()}))


def _no_shared_type() -> Type:
    raise Refused("the elements have no type in common")


def _object(node: Node, items: Mapping[str, Node], to: Type, work: Work) -> Node:
    result: dict[str, Node] = {}
    for name, each in to.attributes.items():
        item = items.get(name)
        if item is None or item.value is None:
            default = to.optional.get(name)
            if default is not None:
                result[name] = convert(default, each, work)
                continue
        if item is not None:
            try:
                result[name] = convert(item, each, work)
            except Refused as refusal:
                raise Refused(f"attribute `{name}`: {refusal.message}") from refusal
        elif name in to.optional:
            result[name] = Node(None, node.span)
        else:
            raise Refused(f"attribute `{name}` is required")
    return _with(node, result)


def set_of(items: Iterable[Node], work: Work) -> Set:
    """The different ones among some elements of one type, in the order in which Terraform walks through a set."""
    result: dict[object, Node] = {}
    for item in items:
        result.setdefault(identity(item, work), item)
    return Set(item for _, item in sorted(result.items(), key=_set_order))


def _set_order(entry: tuple[object, Node]) -> tuple[int, float, str]:
    identity, node = entry
    match node.value:
        case None:
            return 1, 0, ""
        case Unknown():
            return 2, 0, ""
        case bool() | int() | float():
            return 0, node.value, ""
        case str():
            return 0, 0, node.value
    return 0, 0, str(identity)


def identity(node: Node, work: Work) -> object:
    """Something hashable that is equal for equal values; an unknown value is equal only to the same reference."""
    work.charge()
    value = node.value
    match value:
        case bool():
            return "T" if value else "F"
        case int() | float():
            return ("number", normal(value) if type(value) is float else getattr(value, "exact", value))
        case str():
            return f'"{value}"'
        case Unknown():
            return ("unknown", value.reference or id(value), value.text)
        case Mapping():
            return tuple([(key, identity(value[key], work)) for key in sorted_keys(value)])
        case tuple():
            return tuple([identity(item, work) for item in value])
    return value


def element_type(types: Callable[[], Iterable[Type]]) -> Type:
    """The type that elements share. Raises `Refused` when there is none."""
    return shared_type(types()) or _no_shared_type()
