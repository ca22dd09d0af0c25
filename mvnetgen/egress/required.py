"""The rows that every managed network has by itself: required service tags and automatic private endpoints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mvnetgen.azure.endpoint_hosts import cloud_of
from mvnetgen.azure.network_owner import NetworkOwner
from mvnetgen.azure.private_link import service_of
from mvnetgen.azure.service_tags import (
    Direction,
    RequiredEndpoint,
    ServiceTag,
    find,
    find_region,
    required_endpoints,
    required_tags,
)
from mvnetgen.egress.addresses import Addresses
from mvnetgen.egress.opening import Opening
from mvnetgen.egress.row import Row, RowKind, RowType
from mvnetgen.egress.tag_range import TagRange
from mvnetgen.egress.target import own_workspace, private_target, shown_hosts, target_of
from mvnetgen.egress.traffic import NOTHING, TCP, traffic_of
from mvnetgen.model.estate import Declaration, Estate
from mvnetgen.model.neighbours import is_private
from mvnetgen.model.workspace import IsolationMode, PublicAccess, Workspace
from mvnetgen.rules.endpoints import dependency_neighbour
from mvnetgen.rules.matching import Value
from mvnetgen.text.document import Unknown, known_text
from mvnetgen.text.source import Route

Weekly = Mapping[str, Addresses]
"""Addresses by the name of a tag in lower case, region included: Microsoft's weekly list. Empty when it is not at hand."""

_ITSELF = "workspace"
_REGISTRY = "container_registry"
_NOT_NAMED = "which store the account uses, and whether it has one of its own, is said elsewhere"
_MADE_LATER = "no registry is named: the service makes one when it needs it, and then it gets an endpoint"
_MADE_NOW = "it is made with the workspace, under a name of its own"


def required_rows(workspace: Workspace, weekly: Weekly) -> Iterator[Row]:
    """The required tags, in and out, with the region of the workspace."""
    region = find_region(workspace.location) if isinstance(workspace.location, str) else None
    cloud = cloud_of(workspace.location if isinstance(workspace.location, str) else None)
    for each in required_tags(workspace.owner):
        shown = each.tag
        own: str | None = ""
        unknown = None
        if each.of_region:
            own = region.location if region else None
            tag = find(each.tag)
            shown = f"{each.tag}.<region>"
            if region is not None and tag is not None:
                shown = ServiceTag(tag, region.suffix, region).canonical
            else:
                unknown = _why(workspace.location, "the region of the workspace")
        passes = traffic_of(each.protocol, each.ports) or NOTHING
        out = each.direction is not Direction.IN
        where = TagRange(each.tag, own, weekly.get(shown.lower()), cloud)
        yield Row(
            RowKind.REQUIRED,
            RowType.SERVICE_TAG,
            shown,
            ports=each.ports,
            protocol=each.protocol,
            direction="out" if out else "in",
            purpose=each.purpose,
            unknown=unknown,
            note=None if out else "inbound: it lets nothing out",
            openings=(Opening(where, passes),) if out else (),
        )


def automatic_rows(prefix: Route, declaration: Declaration, estate: Estate, mode: IsolationMode) -> Iterator[Row]:
    """The private endpoints that the service adds by itself in a mode; those that it may add are doubted rows."""
    workspace = declaration.workspace
    if workspace.owner is NetworkOwner.ACCOUNT:
        yield from _of_account(prefix, estate, mode)
        return
    for each in required_endpoints():
        value: Value = None if each.target == _ITSELF else getattr(workspace, each.target)
        row = _row(each, value, prefix, declaration, estate)
        if mode is IsolationMode.APPROVED:
            yield row.doubted(_MADE_LATER) if each.target == _REGISTRY and value is None else row
            continue
        answer, why = _closed(each.target, value, declaration, estate)
        if answer is True:
            yield row
        elif answer is None:
            yield row.doubted(why)


def _of_account(prefix: Route, estate: Estate, mode: IsolationMode) -> Iterator[Row]:
    """What an account has by itself: endpoints to stores that it does not name, and which sub-resources nobody documents."""
    if mode is not IsolationMode.APPROVED:
        return
    place = estate.spans.at(prefix)
    for each in required_endpoints(NetworkOwner.ACCOUNT):
        row = Row(
            RowKind.AUTOMATIC,
            RowType.PRIVATE_ENDPOINT,
            None,
            subresource=each.subresource,
            purpose=f"its own {service.name}" if (service := service_of(each.arm_type)) else "its own store",
            route=prefix,
            place=place,
            unknown=_NOT_NAMED,
            endpoints=0,
            endpoints_at_most=1,
        )
        yield row.doubted(_NOT_NAMED)


def _row(each: RequiredEndpoint, value: Value, prefix: Route, declaration: Declaration, estate: Estate) -> Row:
    workspace = declaration.workspace
    target = own_workspace(workspace) if each.target == _ITSELF else target_of(value, estate)
    route = (*prefix, "name" if each.target == _ITSELF else each.target)
    location = workspace.location if isinstance(workspace.location, str) else None
    where = private_target(target, each.subresource, location)
    unknown = target.unknown
    if each.target != _ITSELF and value is None:
        unknown = _MADE_LATER if each.target == _REGISTRY else _MADE_NOW
    place = estate.spans.at(route)
    return Row(
        RowKind.AUTOMATIC,
        RowType.PRIVATE_ENDPOINT,
        None if place.sensitive else target.shown,
        subresource=each.subresource,
        hosts=() if place.sensitive else shown_hosts(where),
        purpose="the workspace itself" if each.target == _ITSELF else f"its {each.target.replace('_', ' ')}",
        route=route,
        place=place,
        unknown=unknown,
        openings=(Opening(where, TCP),),
        endpoints=1,
        endpoints_at_most=1,
    )


def _closed(key: str, value: Value, declaration: Declaration, estate: Estate) -> tuple[bool | None, str]:
    """Whether a resource of the workspace is closed to the public, and why that is not known."""
    workspace = declaration.workspace
    if key == _ITSELF:
        access = workspace.public_network_access
        if isinstance(access, Unknown):
            return None, access.reason
        return access is PublicAccess.DISABLED, ""
    if value is None:
        if key == _REGISTRY:
            return None, _MADE_LATER
        return True, ""  # `az ml workspace create` makes it private when the network is isolated
    neighbour = dependency_neighbour(key, declaration, estate)
    answer = is_private(neighbour) if neighbour is not None else None
    return answer, f"whether public access to the {key.replace('_', ' ')} is off is not known here"


def _why(value: object, what: str) -> str:
    if isinstance(value, Unknown):
        return value.reason
    return f"{what} is not written" if known_text(value) is None else f"`{value}` is no region that is known"
