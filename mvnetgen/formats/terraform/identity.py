"""The ids of what Terraform declares, as far as its arguments tell them: a literal id of it then means it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from mvnetgen.azure.private_link import arm_type_of_terraform
from mvnetgen.formats import azurerm
from mvnetgen.formats.neighbours_azurerm import AZURERM
from mvnetgen.formats.resource import Resource, Writes
from mvnetgen.model.neighbours import WORKSPACE
from mvnetgen.text.document import HOLE, Cause, Node, Reference, Unknown, joined_symbol, known_text

GROUP = "azurerm_resource_group"
_GROUP_TYPE = "microsoft.resources/resourcegroups"
_SUBSCRIPTION = Unknown(
    "the subscription is that of the provider", text=HOLE, kind=Cause.ELSEWHERE, symbol=f"{HOLE}subscription{HOLE}"
)


def group_name(resource: Resource) -> Node | None:
    """The name of the resource group that a resource is; None for any other resource."""
    is_group = resource.type in {GROUP, _GROUP_TYPE} and resource.writes is Writes.WHOLE
    return resource.arguments.get("name") if is_group else None


def with_id(resource: Resource, groups: Mapping[str, Node]) -> Resource:
    """A resource with its id; as it is where too little is known of it. `groups` are the names of groups by address."""
    arm_type = _arm_type(resource)
    name = resource.arguments.get("name")
    if arm_type is None or arm_type.count("/") != 1 or name is None or not isinstance(name.value, str | Unknown):
        return resource
    front = _front(resource, groups)
    parts = (*front, "/providers/", arm_type, "/", name.value)
    texts = [known_text(part) or HOLE for part in parts]
    text = "".join(texts)
    if HOLE not in text:
        return replace(resource, id=Node(text, resource.header))
    reference = Reference(resource.address, ("id",))
    own = Unknown("Azure assigns it", None, text, reference, kind=Cause.RESOURCE, symbol=joined_symbol(parts))
    return replace(resource, id=Node(own, resource.header))


def _arm_type(resource: Resource) -> str | None:
    if resource.writes is not Writes.WHOLE:
        return None
    if resource.has_arm_type:
        return resource.type
    if resource.type in {azurerm.WORKSPACE, azurerm.AI_FOUNDRY, azurerm.PROJECT}:
        return WORKSPACE
    known = arm_type_of_terraform(resource.type)
    return known or (AZURERM[resource.type][0] if resource.type in AZURERM else None)


def _front(resource: Resource, groups: Mapping[str, Node]) -> tuple[object, ...]:
    """The id of the resource group, in parts."""
    parent = resource.arguments.get("parent_id")
    if resource.has_arm_type:
        if parent is None or not isinstance(parent.value, str | Unknown):
            return (_SUBSCRIPTION,)
        reference = parent.value.reference if isinstance(parent.value, Unknown) else None
        named = groups.get(reference.address) if reference is not None else None
        if named is None or not isinstance(named.value, str | Unknown):
            return (parent.value.rstrip("/"),) if isinstance(parent.value, str) else (parent.value,)
        return "/subscriptions/", _SUBSCRIPTION, "/resourceGroups/", named.value
    group = resource.arguments.get("resource_group_name")
    value = group.value if group is not None and isinstance(group.value, str | Unknown) else _SUBSCRIPTION
    return "/subscriptions/", _SUBSCRIPTION, "/resourceGroups/", value
