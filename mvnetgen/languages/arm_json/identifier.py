"""Ids of the resources of a template, from their types, names and scopes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mvnetgen.languages.arm_json.functions.context import Context
from mvnetgen.languages.arm_json.functions.join import joined
from mvnetgen.languages.arm_json.functions.resource import Parts, scope_parts, subscription_parts
from mvnetgen.languages.symbolic import name_in, opaque, parts_of, symbol_of, text_in_part
from mvnetgen.text.document import HOLE, Node, Unknown

GROUPS = "microsoft.resources/resourcegroups"


@dataclass(frozen=True, slots=True)
class Identity:
    """What a resource is called."""

    type: str
    """In full; of the older form with ``/providers/`` the type of what extends."""
    names: tuple[Node, ...]
    id: Node
    extends: Node | None = None
    fits: bool = True
    """Whether the number of names is that of the type."""


def segments(name: Node) -> list[Node] | None:
    """The parts of a name between slashes; None when nothing of it is known by name."""
    value = name.value
    if isinstance(value, str):
        return [Node(each, name.span, None, name.origin, name.sensitive) for each in value.split("/")]
    symbol = symbol_of(value)
    if symbol is None or not isinstance(value, Unknown):
        return None
    found = [""]
    for part, known in parts_of(symbol):
        if not known:
            found[-1] += f"{HOLE}{part}{HOLE}"
            continue
        first, *rest = part.split("/")
        found[-1] += first
        found += rest
    texts = [text_in_part(each, value.reason, value.span, value.kind) for each in found]
    return [Node(each, name.span, None, name.origin, name.sensitive) for each in texts]


def identity_of(kind: str, name: Node, scope: Node | None, context: Context) -> Identity:
    """The identity of a resource by its full type and full name; `scope` is the id of what it extends."""
    parts = segments(name)
    base, extends, rest = kind, scope, parts
    lowered = kind.lower()
    if "/providers/" in lowered and parts is not None:
        at = lowered.index("/providers/")
        outer, base = kind[:at], kind[at + len("/providers/") :]
        count = outer.count("/")
        if len(parts) > count + 1 and isinstance(parts[count].value, str):
            extends = _joined(scope_parts(context), outer, parts[:count], context)
            base = f"{parts[count].value}/{base}"
            rest = parts[count + 1 :]
    expected = base.count("/")
    if rest is None or len(rest) != expected or not expected:
        known = parts is not None and not isinstance(name.value, Unknown)
        return Identity(base, tuple(rest or ()), _unsplit(base, name, context), extends, fits=not known)
    if base.lower() == GROUPS:
        identifier = joined([*subscription_parts(context), "/resourceGroups/", rest[0]], context)
    else:
        above: Parts = [extends] if extends is not None else scope_parts(context)
        identifier = _joined(above, base, rest, context)
    return Identity(base, tuple(rest), identifier, extends)


def _joined(above: Parts, kind: str, names: Sequence[Node], context: Context) -> Node:
    namespace, *types = kind.split("/")
    parts: Parts = [*above, f"/providers/{namespace}"]
    for each, name in zip(types, names, strict=True):
        parts += [f"/{each}/", name]
    return joined(parts, context)


def _unsplit(kind: str, name: Node, context: Context) -> Node:
    """The id of a resource whose name cannot be divided among the parts of its type."""
    symbol = symbol_of(name) or ""
    because = name.value.reason if isinstance(name.value, Unknown) else "the name does not fit the type"
    value = opaque(f"{kind}:{name_in(symbol)}", because, name.span) if symbol else Unknown(because, name.span)
    return Node(value, context.span)


def parent_of(identity: Identity) -> str | None:
    """The symbol of the id of the parent; None at the top of a type, and when it is not known."""
    symbol = symbol_of(identity.id)
    if symbol is None or len(identity.names) < 2 or not symbol.startswith(("/", HOLE)):
        return None
    last = symbol_of(identity.names[-1])
    kind = identity.type.rpartition("/")[2]
    suffix = f"/{kind}/{last}"
    return symbol.removesuffix(suffix) if last is not None and symbol.endswith(suffix) else None
