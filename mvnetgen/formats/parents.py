"""Whether what a resource says that it stands in can be what it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from mvnetgen.azure.network_owner import NetworkOwner, owner_of_type
from mvnetgen.azure.placeholders import placeholders
from mvnetgen.azure.private_link import arm_type_of_terraform
from mvnetgen.azure.resource_ids import IdProblem, parse_resource_id
from mvnetgen.formats import azurerm
from mvnetgen.formats.resource import Resource, Writes
from mvnetgen.model.estate import Form, Misread, Place
from mvnetgen.model.neighbours import GROUP, SUBSCRIPTION
from mvnetgen.text.document import HOLE, Node, Unknown, known_text, shown

_WORKSPACES = NetworkOwner.WORKSPACE.arm_type
_PARENTS = {
    f"{_WORKSPACES}/outboundrules": _WORKSPACES,
    _WORKSPACES: GROUP,
    **{each.networks: each.arm_type for each in NetworkOwner},
    **{f"{each.networks}/outboundrules": each.networks for each in NetworkOwner},
}
"""What each type stands in."""
_WORDS = {
    SUBSCRIPTION: "a subscription",
    GROUP: "a resource group",
    _WORKSPACES: "a workspace",
    NetworkOwner.ACCOUNT.arm_type: "a Foundry account",
    NetworkOwner.WORKSPACE.networks: "the network of a workspace",
    NetworkOwner.ACCOUNT.networks: "the network of a Foundry account",
}
_GROUP_ID = re.compile(r"/subscriptions/[^/]+/resourceGroups/[^/]+/?", re.IGNORECASE)
_SUBSCRIPTION_ID = re.compile(r"/subscriptions/[^/]+/?", re.IGNORECASE)
_NETWORK_ID = re.compile(r"(?:/(workspaces|accounts)/[^/]+)?/managedNetworks/[^/]+/?$", re.IGNORECASE)
_NETWORKS = {each.arm_type.rpartition("/")[2]: each.networks for each in NetworkOwner}
"""By the last word of the owner's type."""


def wrong_parents(resources: Iterable[Resource]) -> Iterator[Misread]:
    """What is wrong with the parents of workspaces, networks and outbound rules, as far as it is certain."""
    known = list(resources)
    types = {each.address: each.type for each in known}
    for resource in known:
        argument, wanted = _wanted(resource)
        value = resource.arguments.get(argument) if argument else None
        if value is None or value.value is None:
            continue
        found = _type_of(value, types, wanted)
        if found == "":
            message = f"`{shown(value.value)}` is no id of {_WORDS[wanted]}"
            help_ = f"write the id of {_WORDS[wanted]}, as a reference to it"
            yield Misread("invalid-resource-id", message, Place.of(value, resource.address), help=help_)
        elif found is not None and found != wanted:
            what = _WORDS.get(found, f"a resource of the type `{found}`")
            message = f"`{argument}` of `{resource.address}` is the id of {what}, and it stands in {_WORDS[wanted]}"
            yield Misread("wrong-parent", message, Place.of(value, resource.address), help=_help(resource, wanted))


def _wanted(resource: Resource) -> tuple[str, str]:
    """The argument that names the parent, and the type that this has; empty where nothing is demanded."""
    if resource.form is Form.AZURERM and resource.type in azurerm.RULES:
        return "workspace_id", _WORKSPACES
    if resource.form is not Form.AZAPI or resource.writes is Writes.CALL:
        return "", ""
    given = resource.arguments.get("resource_id")
    if given is not None and given.value is not None:
        return "", ""
    wanted = _PARENTS.get(resource.type, "")
    return ("parent_id" if wanted else ""), wanted


def _type_of(value: Node, types: dict[str, str], wanted: str) -> str | None:
    """
    The ARM type of what a value names, in lower case; empty for a text that is no id, None when it cannot be told.

    The network of an owner that is not known counts as one of the owner that is `wanted`.
    """
    if isinstance(value.value, Unknown) and (reference := value.value.reference) is not None:
        if not reference.attribute or reference.attribute[-1] != "id" or not reference.is_resource:
            return None
        declared = types.get(reference.address)
        if declared is not None and "/" in declared:
            return declared
        if reference.resource_type == "azurerm_resource_group":
            return GROUP
        known = arm_type_of_terraform(reference.resource_type)
        return known.lower() if known else None
    text = known_text(value.value)
    if text is None or placeholders(text):
        return None
    if (network := _NETWORK_ID.search(text)) is not None:
        owner = owner_of_type(wanted) or NetworkOwner.WORKSPACE
        return _NETWORKS[network[1].lower()] if network[1] else owner.networks
    if HOLE in text:
        return None
    if _GROUP_ID.fullmatch(text):
        return GROUP
    if _SUBSCRIPTION_ID.fullmatch(text):
        return SUBSCRIPTION
    parsed = parse_resource_id(text)
    if isinstance(parsed, IdProblem):
        return "" if not text.lower().startswith("/subscriptions/") else None
    return parsed.full_type.lower() if parsed.full_type else None


def _help(resource: Resource, wanted: str) -> str:
    if resource.writes is Writes.PART and wanted == GROUP:
        return "write `resource_id` with the id of the workspace, or the id of its resource group"
    if wanted == NetworkOwner.WORKSPACE.networks:
        return "add `/managedNetworks/default` to the id of the workspace"
    if wanted == NetworkOwner.ACCOUNT.networks:
        return "give the id of the account's `managedNetworks` resource, or add `/managedNetworks/default` to its id"
    return f"give the id of {_WORDS[wanted]}"
