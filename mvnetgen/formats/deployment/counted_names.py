"""Names of workspaces, networks and outbound rules with more or fewer parts than their types have."""

from __future__ import annotations

from collections.abc import Iterator

from mvnetgen.azure.network_owner import NetworkOwner, owner_of_type
from mvnetgen.languages.deployment import Deployment, Resource
from mvnetgen.model.estate import Misread, Place
from mvnetgen.text.document import shown


def wrong_names(deployment: Deployment) -> Iterator[Misread]:
    """What a compiler tells of a literal name, and nobody of a computed one: it stands in something of another type."""
    for resource in deployment.resources:
        kind = resource.type.lower()
        of_workspace = kind.startswith(f"{NetworkOwner.WORKSPACE.arm_type}/")
        if resource.existing or not (of_workspace or owner_of_type(kind)):
            continue
        parts, wanted = len(resource.names), kind.count("/")
        name = _written(resource)
        if not parts or name is None or parts == wanted:
            continue
        message = f"`{shown(name)}` has {parts} {'part' if parts == 1 else 'parts'}, and `{resource.type}` has {wanted}"
        help_ = "name everything that it stands in, or give its parent"
        node = resource.names[-1]
        yield Misread("wrong-parent", message, Place.of(node, resource.address), help=help_)


def _written(resource: Resource) -> str | None:
    """The whole name of a resource, when every part of it is known."""
    texts = [node.value for node in resource.names if isinstance(node.value, str) and not node.sensitive]
    return "/".join(texts) if len(texts) == len(resource.names) else None
