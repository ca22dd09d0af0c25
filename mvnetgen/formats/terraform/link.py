"""Which declared workspace a value means: a reference to it, a literal id, or an expression that mentions only it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from mvnetgen.azure.resource_ids import ResourceId, parse_resource_id
from mvnetgen.languages.hcl.dependencies import references
from mvnetgen.languages.hcl.syntax import Expression
from mvnetgen.text.document import HOLE, Node, Unknown, without_keys

_WORKSPACE = re.compile(r"/workspaces/([^/]+)(?:/.*)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A declared workspace, as others may name it."""

    index: int
    address: str
    name: str | None
    resource_group: str | None
    aliases: frozenset[str] = frozenset()
    """Addresses of resources that stand for it: the update of it, its ``managedNetworks`` child."""


def linked(
    value: Node | None, expression: Expression | None, module: str, candidates: Iterable[Candidate]
) -> int | None:
    """
    The index of the workspace that a value certainly means; None when it cannot be told.

    `expression` is what was written, `module` the address of the module it stands in (with a dot behind it): both serve
    values such as ``"${azapi_resource.ws.id}/managedNetworks/default"``, which are not known as a whole.
    """
    known = list(candidates)
    if value is None:
        return None
    unknown = value.value if isinstance(value.value, Unknown) else None
    if unknown is not None and unknown.reference is not None:
        return _by_address(unknown.reference.address, known)
    text = value.value if isinstance(value.value, str) else unknown.text if unknown else None
    found = _by_id(text, known) if text else None
    if found is not None or expression is None or isinstance(value.value, str):
        return found
    return _mentioned(expression, module, known)


def linked_by_name(
    value: Node | None, expression: Expression | None, module: str, candidates: Iterable[Candidate]
) -> int | None:
    """The same for the name of a workspace, which azapi takes beside the id of its resource group."""
    known = list(candidates)
    match value.value if value else None:
        case Unknown(reference=reference) if reference is not None:
            return _by_address(reference.address, known)
        case str() as name:
            alike = [each.index for each in known if each.name is not None and each.name.lower() == name.lower()]
            return alike[0] if len(alike) == 1 else None
    return _mentioned(expression, module, known) if expression is not None else None


def _mentioned(expression: Expression, module: str, known: list[Candidate]) -> int | None:
    """The only workspace that an expression mentions."""
    found = {_by_address(f"{module}{name}", known) for name in references(expression)} - {None}
    return next(iter(found)) if len(found) == 1 else None


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
    written = _WORKSPACE.search(text)
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


def group_key(value: Node | None) -> str:
    """The same for values that certainly mean one workspace, though nobody knows which: rules with one parent belong together."""
    match value.value if value else None:
        case str() as text:
            return text.lower()
        case Unknown(reference=reference) if reference is not None:
            return f"{reference.address}.{reference.attribute}"
        case Unknown(text=str() as text, reason=reason):
            return f"{text} {reason}"
        case Unknown(reason=reason):
            return reason
    return ""
