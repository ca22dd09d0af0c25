"""Functions about the deployment: where it goes, and what only it will know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mvnetgen.languages.arm_json.functions.context import Argument, Context
from mvnetgen.languages.arm_json.functions.join import joined
from mvnetgen.languages.arm_json.functions.resource import group_parts, part, scope_parts, subscription_parts
from mvnetgen.languages.arm_json.functions.signature import nodes, not_known, take
from mvnetgen.languages.arm_json.value import computed, node_of
from mvnetgen.languages.hcl.work import Refused
from mvnetgen.languages.symbolic import name_in, opaque, some_text, symbol_of
from mvnetgen.text.document import Cause, Node, Reference, Unknown


def later(name: str, context: Context) -> Node:
    """A value that only a deployment knows."""
    return Node(opaque(name, f"`{name}` is known when it is deployed", context.span, Cause.ELSEWHERE), context.span)


def attributes_of(identifier: Node, context: Context, *path: str) -> Node:
    """What a resource will have, such as its properties: known when it is deployed. The id says which resource."""
    symbol = symbol_of(identifier)
    reason = "what a resource will have is known when it is deployed"
    if symbol is None:
        return Node(Unknown(reason, context.span, kind=Cause.RESOURCE), context.span)
    address = name_in(symbol)
    value = opaque(".".join((f"resource({address})", *path)), reason, context.span, Cause.RESOURCE)
    return Node(replace(value, reference=Reference(address, path)), context.span)


def _object(parts: dict[str, Node], context: Context) -> Node:
    return Node(parts, context.span)


def _part_node(value: str | Unknown, context: Context) -> Node:
    found = part(value, context)
    return found if isinstance(found, Node) else Node(found, context.span)


@nodes("subscription", 0, 0)
def subscription(_arguments: Sequence[Node], context: Context) -> Node:
    """The subscription that is deployed to."""
    return _object(
        {
            "id": joined(subscription_parts(context), context),
            "subscriptionId": _part_node(context.site.subscription, context),
            "tenantId": _part_node(context.site.tenant, context),
            "displayName": later("subscription().displayName", context),
        },
        context,
    )


@nodes("resourceGroup", 0, 0)
def resource_group(_arguments: Sequence[Node], context: Context) -> Node:
    """The resource group that is deployed to."""
    if context.site.level != "resourceGroup":
        raise Refused("the template is not deployed to a resource group")
    return _object(
        {
            "id": joined(group_parts(context), context),
            "name": _part_node(context.site.group, context),
            "type": Node("Microsoft.Resources/resourceGroups", context.span),
            "location": _part_node(context.site.location, context),
            "managedBy": later("resourceGroup().managedBy", context),
            "tags": later("resourceGroup().tags", context),
            "properties": later("resourceGroup().properties", context),
        },
        context,
    )


@nodes("tenant", 0, 0)
def tenant(_arguments: Sequence[Node], context: Context) -> Node:
    """The tenant that is deployed to."""
    names = ("countryCode", "displayName", "id")
    found = {name: later(f"tenant().{name}", context) for name in names}
    return _object({"tenantId": _part_node(context.site.tenant, context), **found}, context)


@nodes("managementGroup", 0, 0)
def management_group(_arguments: Sequence[Node], context: Context) -> Node:
    """The management group that is deployed to."""
    if context.site.level != "managementGroup":
        raise Refused("the template is not deployed to a management group")
    return _object(
        {
            "id": joined(scope_parts(context), context),
            "name": _part_node(context.site.management_group, context),
            "type": Node("Microsoft.Management/managementGroups", context.span),
            "properties": later("managementGroup().properties", context),
        },
        context,
    )


@nodes("deployment", 0, 0)
def deployment(_arguments: Sequence[Node], context: Context) -> Node:
    """The deployment itself."""
    found = {name: later(f"deployment().{name}", context) for name in ("properties", "location", "id")}
    if context.site.level != "resourceGroup":
        found["location"] = _part_node(context.site.location, context)
    return _object({"name": _part_node(context.site.deployment, context), **found}, context)


@nodes("deployer", 0, 0)
def deployer(_arguments: Sequence[Node], context: Context) -> Node:
    """Who deploys."""
    names = ("objectId", "tenantId", "userPrincipalName")
    return _object({name: later(f"deployer().{name}", context) for name in names}, context)


@nodes("environment", 0, 0)
def environment(_arguments: Sequence[Node], context: Context) -> Node:
    """The cloud; it is told from outside."""
    given = context.site.environment
    return later("environment()", context) if given is None else node_of(given, context.span)


@nodes("utcNow", 0, 1)
def utc_now(arguments: Sequence[Node], context: Context) -> Node:
    """The time of the deployment."""
    form = symbol_of(take(arguments[0], "string")) if arguments else ""
    return Node(some_text(f"utcNow({form})", "the time of the deployment", context.span, Cause.FUNCTION), context.span)


@nodes("newGuid", 0, 0)
def new_guid(_arguments: Sequence[Node], context: Context) -> Node:
    """A GUID by chance."""
    place = f"{context.span.path}:{context.span.line}:{context.span.column}"
    return Node(
        some_text(f"newGuid({place})", "a GUID that is made by chance", context.span, Cause.FUNCTION), context.span
    )


@nodes("fail", 1, 1)
def fail(arguments: Sequence[Node], _context: Context) -> Node:
    """Stop, with a message."""
    take(arguments[0], "any")
    raise Refused("the template fails here on purpose")


@nodes("reference", 1, 3)
def reference(arguments: Sequence[Node], context: Context) -> Node:
    """The properties of a resource, or with ``Full`` all of it."""
    name, *others = (take(argument, "string") for argument in arguments)
    full = len(others) > 1 and isinstance(others[1].value, str) and others[1].value.lower() == "full"
    identifier = name
    if isinstance(name.value, str) and not name.value.startswith("/") and context.id_of:
        identifier = context.id_of(name.value) or name
    known = context.contents(identifier, context) if context.contents else None
    if known is not None:
        return known if full else known.get("properties") or known
    return attributes_of(identifier, context, *(() if full else ("properties",)))


def is_list_function(name: str) -> bool:
    """Whether a name is that of a function of a resource provider, such as ``listKeys``."""
    lowered = name.lower()
    return lowered.startswith("list") and lowered.isalpha()


def list_something(arguments: Sequence[Argument], context: Context) -> Node:
    """What a resource provider lists: keys and other secrets."""
    given = [take(argument, "any") for argument in arguments]
    because = Unknown(f"`{context.name}` asks a service when it is deployed", context.span, kind=Cause.FUNCTION)
    result = computed(context.name, given, because, context.span, context.work)
    context.world.secrets = True
    return replace(result, sensitive=True)


def _asking(name: str, least: int, most: int | None = None) -> None:
    @nodes(name, least, most)
    def asked(arguments: Sequence[Node], context: Context) -> Node:
        given = [take(argument, "any") for argument in arguments]
        because = Unknown(f"`{context.name}` asks a service when it is deployed", context.span, kind=Cause.FUNCTION)
        return not_known(given, context, because)


for _name, _least, _most in (
    ("providers", 1, 2),
    ("pickZones", 3, 5),
    ("references", 1, 2),
    ("toLogicalZone", 3, 3),
    ("toLogicalZones", 3, 3),
    ("toPhysicalZone", 3, 3),
    ("toPhysicalZones", 3, 3),
    ("getSecret", 1, None),
    ("externalInput", 1, 2),
    ("readEnvironmentVariable", 1, 2),
):
    _asking(_name, _least, _most)
