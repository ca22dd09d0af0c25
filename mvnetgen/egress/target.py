"""The resource that a private endpoint leads to: what is known of it, and the names that it answers to."""

from __future__ import annotations

from dataclasses import dataclass

from mvnetgen.azure.endpoint_hosts import cloud_of, endpoint_hosts, types_with
from mvnetgen.azure.private_link import WORKSPACE, service_of
from mvnetgen.azure.resource_ids import ResourceId, parse_resource_id
from mvnetgen.azure.service_tags import find_region
from mvnetgen.egress.destination import PrivateTarget
from mvnetgen.egress.host_pattern import ANY, HostPattern, host_pattern
from mvnetgen.model.estate import Estate, Neighbour
from mvnetgen.model.neighbours import text
from mvnetgen.model.workspace import Workspace
from mvnetgen.rules.matching import Value, arm_type_of, neighbour_for
from mvnetgen.text.document import HOLE, Unknown, known_text

ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Target:
    """A resource, as far as an estate tells."""

    arm_type: str | None
    """As Azure spells it."""
    name: str | None
    """With `HOLE` for what is not known of it; None when nothing is."""
    subdomain: str | None
    """The label that the hosts of some services start with."""
    region: str | None
    """As ARM spells it."""
    key: str | None
    """Equal for equal targets; None when it is not known which one it is."""
    shown: str | None
    """The id, with an ellipsis for what is not known; None when nothing is known."""
    unknown: str | None
    """Why the target is not known in full, when that is so."""

    @property
    def short(self) -> str:
        """The name as tables show it."""
        return (self.name or ELLIPSIS).replace(HOLE, ELLIPSIS)


def target_of(value: Value, estate: Estate) -> Target:
    """The resource that a value of the model names."""
    neighbour = neighbour_for(estate, value)
    written = known_text(value)
    parsed = parse_resource_id(written) if written else None
    parts = parsed if isinstance(parsed, ResourceId) else None
    arm_type = _canonical(arm_type_of(value, estate))
    name = parts.name if parts and not parts.children else None
    if parts and name is None and written and not parts.children:
        last = written.rstrip("/").rpartition("/")[2]
        name = last if last.strip(HOLE) else None
    group: str | None = parts.resource_group if parts else None
    if neighbour is not None:
        name = _text(neighbour, "name") or name
        group = _text(neighbour, "resource_group") or group
    reference = value.reference if isinstance(value, Unknown) else None
    address = f"ref:{reference.address}" if reference and reference.resource_type else None
    if neighbour is None and name is None and reference is not None:
        name, workspace_type = _declared(reference.address, estate)
        arm_type = arm_type or workspace_type
    known = isinstance(value, str) and HOLE not in value
    identified = arm_type is not None and name is not None and HOLE not in name
    unknown = None
    if not known and not identified:
        unknown = value.reason if isinstance(value, Unknown) else "no target is named"
    return Target(
        arm_type,
        name,
        _subdomain(neighbour),
        _region(neighbour),
        written.lower() if known and written else address,
        _shown(written, parts, arm_type, name, group),
        unknown,
    )


def own_workspace(workspace: Workspace) -> Target:
    """The workspace itself as a target."""
    name = known_text(workspace.name)
    group = workspace.resource_group if isinstance(workspace.resource_group, str) else None
    region = find_region(workspace.location) if isinstance(workspace.location, str) else None
    shown = _shown(None, None, WORKSPACE, name, group)
    return Target(WORKSPACE, name, None, region.location if region else None, f"self:{name}", shown, None)


def _declared(address: str, estate: Estate) -> tuple[str | None, str | None]:
    """Name and type of a workspace that is declared at an address."""
    for declaration in estate.declarations:
        if declaration.address and declaration.address == address:
            owner = service_of(declaration.workspace.owner.arm_type)
            return known_text(declaration.workspace.name), owner.arm_type if owner is not None else WORKSPACE
    return None, None


def _canonical(arm_type: str | None) -> str | None:
    if arm_type is None:
        return None
    service = service_of(arm_type)
    return service.arm_type if service else arm_type


def _text(neighbour: Neighbour, setting: str) -> str | None:
    node = neighbour.settings.get(setting)
    return known_text(text(neighbour, setting)) if node is not None else None


def _region(neighbour: Neighbour | None) -> str | None:
    location = _text(neighbour, "location") if neighbour else None
    region = find_region(location) if location and HOLE not in location else None
    return region.location if region else None


def _subdomain(neighbour: Neighbour | None) -> str | None:
    if neighbour is None or "custom_subdomain" not in neighbour.settings:
        return None
    return known_text(text(neighbour, "custom_subdomain")) or HOLE


def _shown(
    written: str | None, parts: ResourceId | None, arm_type: str | None, name: str | None, group: str | None
) -> str | None:
    if written and written.strip(HOLE) and (parts is None or parts.type is not None):
        return written.replace(HOLE, ELLIPSIS)
    if arm_type is None or (name is None and group is None):
        return None
    where = f"/subscriptions/{ELLIPSIS}/resourceGroups/{(group or ELLIPSIS).replace(HOLE, ELLIPSIS)}"
    return f"{where}/providers/{arm_type}/{(name or ELLIPSIS).replace(HOLE, ELLIPSIS)}"


def private_target(target: Target, subresource: str | None, location: str | None) -> PrivateTarget:
    """
    The target of an endpoint as a destination, with its names.

    A part of a name that is not known makes a name that may be its own; so do all the names of the kind when the target is
    not known at all. `location` is that of the workspace, and tells the cloud.
    """
    cloud = cloud_of(target.region or location)
    sure: list[HostPattern] = []
    perhaps: list[HostPattern] = []
    types = (target.arm_type,) if target.arm_type else types_with(subresource) if subresource else ()
    for arm_type in types:
        for template in endpoint_hosts(arm_type, subresource, cloud) if subresource else ():
            pattern, known = _filled(template, target)
            (sure if known else perhaps).append(pattern)
    if subresource is None:
        perhaps.append(host_pattern(HOLE))
    return PrivateTarget(target.key, subresource.lower() if subresource else None, tuple(sure), tuple(perhaps))


def shown_hosts(where: PrivateTarget) -> tuple[str, ...]:
    """The names of a target that people know it by: not those of private zones, nor of rare forms when there are others."""
    names = [host for host in where.hosts if "privatelink" not in host.labels]
    return tuple(host.text for host in ([each for each in names if not each.wide] or names))


def _filled(template: str, target: Target) -> tuple[HostPattern, bool]:
    """A name with what is known of the target in it, and whether it is known in full."""
    alone = {"<name>": target.name, "<subdomain>": target.subdomain or target.name, "<region>": target.region}
    known = True
    labels = []
    for label in template.split("."):
        if label == "<part>":
            labels.append(ANY)
        elif label in ("<id>", *alone):
            value = alone.get(label)
            labels.append(value.lower() if value else ANY)
            known = known and bool(value) and HOLE not in (value or "")
        else:
            filled = label
            for word, value in {**alone, "<id>": None}.items():
                if word in filled:
                    filled = filled.replace(word, value.lower() if value else HOLE)
                    known = known and bool(value)
            labels.append(filled)
    return host_pattern(".".join(labels)), known
