"""What the YAML of a workspace cannot say of what its source declares, each with its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mvnetgen.azure.resource_ids import within
from mvnetgen.formats.arm import NETWORK, WHOLE
from mvnetgen.formats.shape import Table
from mvnetgen.model import neighbours as contract
from mvnetgen.model.estate import Declaration, Estate, Neighbour, SpanMap
from mvnetgen.model.workspace import Kind
from mvnetgen.text.document import Reference, Unknown, shown, without_keys
from mvnetgen.text.source import Route, Source, Span, is_generated

Sources = dict[str, Source]

_NOTHING = frozenset({"false", "null", '""', "''", "{}", "[]", "none", "disabled"})
"""How sources write a value that says no more than its absence."""


@dataclass(frozen=True, slots=True, order=True)
class Loss:
    """Something that the source declares and the YAML does not say."""

    place: Span
    what: str

    def __str__(self) -> str:
        return f"{self.place.path}:{self.place.line}  {self.what}"


def losses_of(estate: Estate, route: Route, declaration: Declaration, sources: Sources) -> Iterator[Loss]:
    """What is lost of the workspace at a route, beside the values that writing it leaves out."""
    spans = estate.spans
    yield from _settings(route, declaration, spans)
    for table, below in ((WHOLE, route), (NETWORK, (*route, "managed_network"))):
        yield from _kept_by_nobody(table, below, spans, sources)
    for neighbour in estate.neighbours_of(contract.LOCK, contract.ROLE_ASSIGNMENT, contract.PRIVATE_ENDPOINT):
        place = spans.at(neighbour.route).span
        if not in_generated(place, sources):
            yield from (Loss(place, what) for what in _beside(neighbour, declaration))


def in_generated(place: Span, sources: Sources) -> bool:
    """Whether a place lies in a file that mvnetgen wrote, so that generating writes it again."""
    source = sources.get(place.path)
    return source is not None and is_generated(source.text)


def _settings(route: Route, declaration: Declaration, spans: SpanMap) -> Iterator[Loss]:
    workspace = declaration.workspace
    network = workspace.network
    said: list[tuple[Route, str]] = []
    if workspace.ip_allowlist:
        said.append((("ip_allowlist",), "ipAllowlist: addresses that may come in"))
    if workspace.v1_legacy_mode is True or isinstance(workspace.v1_legacy_mode, Unknown):
        said.append((("v1_legacy_mode",), "v1LegacyMode (v1_legacy_mode)"))
    if workspace.kind is Kind.FEATURE_STORE or isinstance(workspace.kind, Unknown):
        said.append((("kind",), "its kind: use `az ml feature-store` for a feature store"))
    if isinstance(workspace.managed_network, Unknown):
        said.append(
            (("managed_network",), f"the managed network, which is not known: {workspace.managed_network.reason}")
        )
    if network is not None:
        kind = network.kind
        if isinstance(kind, Unknown) or (isinstance(kind, str) and kind.lower() != "v1"):
            shown_kind = "not known" if isinstance(kind, Unknown) else shown(kind)
            said.append((("managed_network", "kind"), f"managedNetworkKind {shown_kind}"))
        if network.enable_network_monitor is True or isinstance(network.enable_network_monitor, Unknown):
            said.append((("managed_network", "enable_network_monitor"), "enableNetworkMonitor"))
        if network.more_rules is not None:
            said.append(
                (("managed_network", "outbound_rules"), f"rules that are not known: {network.more_rules.reason}")
            )
    for steps, what in said:
        yield Loss(spans.at((*route, *steps)).span, what)


def _kept_by_nobody(table: Table, route: Route, spans: SpanMap, sources: Sources) -> Iterator[Loss]:
    """Fields that Azure takes and the model does not keep."""
    for field in table.fields:
        place = spans.get((*route, field.key))
        if field.to or field.read_only or field.state or place is None:
            continue
        source = sources.get(place.span.path)
        text = source.excerpt(place.span).strip().lower() if source else ""
        if text and text not in _NOTHING:
            yield Loss(place.span, field.key)


def _beside(neighbour: Neighbour, declaration: Declaration) -> Iterator[str]:
    """What a neighbour says of the workspace: a lock on it, a role on a target of it, an endpoint that leads to it."""
    name = contract.text(neighbour, "name") if "name" in contract.SETTINGS[neighbour.arm_type] else None
    shown_as = f"`{shown(name) if isinstance(name, str) else neighbour.address}`"
    match neighbour.arm_type:
        case contract.LOCK if _is_on(contract.text(neighbour, "scope"), declaration):
            yield f"a lock (Microsoft.Authorization/locks): {shown_as}"
        case contract.PRIVATE_ENDPOINT if _is_on(contract.text(neighbour, "target"), declaration):
            yield f"a private endpoint that leads to the workspace: {shown_as}"
        case contract.ROLE_ASSIGNMENT if _is_principal(contract.text(neighbour, "principal"), declaration):
            yield f"a role of the workspace's identity (Microsoft.Authorization/roleAssignments): {shown_as}"


def _is_on(scope: str | Unknown | None, declaration: Declaration) -> bool:
    """Whether a scope is the workspace."""
    workspace = declaration.workspace
    if isinstance(scope, Unknown):
        return _refers_to(scope.reference, declaration) or (scope.text is not None and _names(scope.text, declaration))
    if not isinstance(scope, str) or not isinstance(workspace.name, str):
        return False
    return _names(scope, declaration)


def _names(scope: str, declaration: Declaration) -> bool:
    workspace = declaration.workspace
    wanted = f"/providers/microsoft.machinelearningservices/workspaces/{workspace.name}".lower()
    group = workspace.resource_group
    place = scope.lower()
    here = not isinstance(group, str) or "/resourcegroups/" not in place or f"/resourcegroups/{group.lower()}/" in place
    return (
        isinstance(workspace.name, str)
        and here
        and within(place, f"{place.partition('/providers/')[0]}{wanted}") is True
    )


def _is_principal(principal: str | Unknown | None, declaration: Declaration) -> bool:
    """Whether an identity is certainly that of the workspace; one that it shares with others counts."""
    if not isinstance(principal, Unknown) or principal.reference is None:
        return False
    reference = principal.reference
    if _refers_to(reference, declaration):
        return True
    identity = declaration.workspace.identity
    assigned = identity.user_assigned_identities if identity is not None and not isinstance(identity, Unknown) else ()
    ids = [] if isinstance(assigned, Unknown) else [each.resource_id for each in assigned]
    owners = {each.reference.address for each in ids if isinstance(each, Unknown) and each.reference}
    return reference.address in owners


def _refers_to(reference: Reference | None, declaration: Declaration) -> bool:
    if reference is None or not declaration.address:
        return False
    return reference.address == declaration.address or without_keys(reference.address) == declaration.address
