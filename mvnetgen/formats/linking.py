"""
Which workspace or neighbour a value means, by value: a reference to it, a symbol, a literal id, or an expression that
mentions only it. However an id was written, and in whatever language, it links to the resource that has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from mvnetgen.azure.resource_ids import ResourceId, parse_resource_id
from mvnetgen.formats.resource import Meant
from mvnetgen.model.workspace import Workspace
from mvnetgen.text.document import HOLE, Node, Unknown, known_text, symbol_of, without_keys

_OWNER = re.compile(r"/(?:workspaces|accounts)/([^/]+)(?:/.*)?$", re.IGNORECASE)
_REFERRED = re.compile(rf"{HOLE}([^{HOLE}]+?)\.(?:output\.)?(?:id|resource_id){HOLE}(?:/.*)?$", re.IGNORECASE)
"""The id of a resource, or of something below it, by its symbol."""
_BELOW = re.compile(r"(/providers/[^/]+/(?:workspaces|accounts)/[^/]+)/.*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A declared owner of a network, as others may name it."""

    index: int
    address: str
    name: str | None
    resource_group: str | None
    aliases: frozenset[str] = frozenset()
    """Addresses of resources that stand for it: the update of it, its ``managedNetworks`` child."""
    symbol: str | None = None
    """Of its id."""


def candidate(
    index: int, address: str, owner: Workspace, resource_id: object, aliases: Iterable[str] = ()
) -> Candidate:
    """An owner as others may name it, of what is known of it."""
    name = owner.name if isinstance(owner.name, str) else None
    group = owner.resource_group if isinstance(owner.resource_group, str) else None
    return Candidate(index, address, name, group, frozenset(aliases), symbol_of(resource_id))


def linked(meant: Meant, candidates: Iterable[Candidate]) -> int | None:
    """The index of the owner that a resource certainly means; None when it cannot be told."""
    known = list(candidates)
    value = meant.value.value if meant.value is not None else None
    if value is None:
        return None
    reference = value.reference if isinstance(value, Unknown) else None
    if reference is not None and (found := _by_address(reference.address, known)) is not None:
        return found
    found = _by_name(value, known) if meant.by_name else _by_symbol(value, known)
    if found is None and not meant.by_name and (text := known_text(value)):
        found = _by_id(text, known)
    if found is not None or isinstance(value, str) or reference is not None:
        return found
    mentioned = {_by_address(address, known) for address in meant.mentions} - {None}
    return next(iter(mentioned)) if len(mentioned) == 1 else None


def _by_name(value: object, known: list[Candidate]) -> int | None:
    if not isinstance(value, str):
        return None
    alike = [each.index for each in known if each.name is not None and each.name.lower() == value.lower()]
    return alike[0] if len(alike) == 1 else None


def _by_symbol(value: object, known: list[Candidate]) -> int | None:
    symbol = symbol_of(value)
    if symbol is None:
        return None
    referred = _REFERRED.match(symbol)
    if referred is not None and (found := _by_address(referred[1], known)) is not None:
        return found
    whole = _BELOW.sub(r"\1", symbol)
    alike = [each.index for each in known if each.symbol is not None and each.symbol.lower() == whole.lower()]
    return alike[0] if len(alike) == 1 else None


def _by_address(address: str, known: list[Candidate]) -> int | None:
    exact = [each.index for each in known if address == each.address or address in each.aliases]
    if exact:
        return exact[0]
    block = without_keys(address)
    alike = [
        each.index
        for each in known
        if without_keys(each.address) == block or block in {without_keys(alias) for alias in each.aliases}
    ]
    open_key = address == block or "[?]" in address or any("[?]" in each.address for each in known)
    return alike[0] if len(alike) == 1 and open_key else None


def _by_id(text: str, known: list[Candidate]) -> int | None:
    parsed = parse_resource_id(text)
    group = parsed.resource_group if isinstance(parsed, ResourceId) else None
    written = _OWNER.search(text)
    name = written[1].lower() if written else ""
    if not name or HOLE in name:
        return None
    matches = [
        each.index
        for each in known
        if each.name is not None
        and each.name.lower() == name
        and (not group or HOLE in group or each.resource_group is None or each.resource_group.lower() == group.lower())
    ]
    return matches[0] if len(matches) == 1 else None


def owner_named(value: object) -> str | None:
    """The name of the owner of a network that an id means, in lower case; None when it is not known."""
    written = _OWNER.search(known_text(value) or "")
    return written[1].lower() if written and HOLE not in written[1] else None


def group_key(value: Node | None) -> str:
    """The same for values that certainly mean one workspace, though nobody knows which; empty when that cannot be told."""
    match value.value if value else None:
        case str() as text:
            return text.lower()
        case Unknown(symbol=str() as symbol):
            return symbol.lower()
        case Unknown(reference=reference) if reference is not None:
            return f"{reference.address}.{reference.attribute}"
        case Unknown(text=str() as text, reason=reason):
            return f"{text} {reason}"
        case Unknown(reason=reason):
            return reason
    return ""
