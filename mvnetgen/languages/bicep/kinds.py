"""What types say that matters for values: whether null is allowed, and what is a secret."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from mvnetgen.languages.arm_json.value import marked
from mvnetgen.languages.bicep.syntax import (
    ArrayOf,
    Decorator,
    Literal,
    Nullable,
    ObjectType,
    TupleType,
    Type,
    TypeDeclaration,
    TypeGroup,
    TypeName,
    Union,
)
from mvnetgen.text.document import Node

DEEPEST = 30
"""Names of types that stand for each other, and types within each other."""


class Types(Protocol):
    """The file in which a type is written."""

    def type_named(self, name: str, of: str | None) -> tuple[TypeDeclaration, Types] | None:
        """The declaration of a type, and the file that it stands in; `of` is the name of an import of a whole file."""


def is_nullable(found: Type | None, types: Types, depth: int = 0) -> bool:
    """Whether a value may be left out."""
    if depth > DEEPEST:
        return False
    match found:
        case Nullable(never=never):
            return not never
        case TypeGroup(inner=inner):
            return is_nullable(inner, types, depth + 1)
        case Union(members=members):
            return any(is_nullable(member, types, depth + 1) for member in members)
        case Literal(value=None):
            return True
        case TypeName():
            declared = _declared(found, types)
            return bool(declared) and is_nullable(declared[0].type, declared[1], depth + 1) if declared else False
    return False


def _declared(found: TypeName, types: Types) -> tuple[TypeDeclaration, Types] | None:
    of = found.of
    if of is None:
        return types.type_named(found.name.name, None)
    if isinstance(of, TypeName) and of.of is None:
        return types.type_named(found.name.name, of.name.name)
    return None


def is_secure(decorators: Iterable[Decorator]) -> bool:
    """Whether something is marked ``@secure()``."""
    return any(decorator.name == "secure" for decorator in decorators)


def secured(node: Node, found: Type | None, types: Types, depth: int = 0) -> Node:
    """A value with everything in it marked sensitive that its type marks ``@secure()``."""
    if depth > DEEPEST:
        return node
    match found:
        case Nullable(of=inner) | TypeGroup(inner=inner):
            return secured(node, inner, types, depth + 1)
        case TypeName():
            declared = _declared(found, types)
            if declared is None:
                return node
            if is_secure(declared[0].decorators):
                return marked(node)
            return secured(node, declared[0].type, declared[1], depth + 1)
        case ArrayOf(of=inner) if isinstance(node.value, tuple):
            return _replaced(node, tuple([secured(item, inner, types, depth + 1) for item in node.value]))
        case TupleType(items=items) if isinstance(node.value, tuple) and len(items) == len(node.value):
            pairs = zip(node.value, items, strict=True)
            return _replaced(node, tuple([secured(item, inner, types, depth + 1) for item, inner in pairs]))
        case ObjectType() if isinstance(node.value, Mapping):
            return _object(node, node.value, found, types, depth)
    return node


def _object(node: Node, values: Mapping[str, Node], found: ObjectType, types: Types, depth: int) -> Node:
    known = {each.key.value: each for each in found.properties if isinstance(each.key, Literal)}
    rest = next((each for each in found.properties if each.key is None), None)
    result = {}
    for key, value in values.items():
        declared = known.get(key, rest)
        if declared is not None:
            secret = is_secure(declared.decorators)
            value = marked(value) if secret else secured(value, declared.type, types, depth + 1)  # noqa: PLW2901
        result[key] = value
    return _replaced(node, result)


def _replaced(node: Node, value: Mapping[str, Node] | tuple[Node, ...]) -> Node:
    return Node(value, node.span, node.key, node.origin, node.sensitive)
