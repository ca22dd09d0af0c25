"""Functions that make ids of resources: with a name for each part that is not known."""

from __future__ import annotations

from collections.abc import Sequence

from mvnetgen.languages.arm_json.functions.context import Context
from mvnetgen.languages.arm_json.functions.join import joined
from mvnetgen.languages.arm_json.functions.signature import nodes, not_known, take
from mvnetgen.languages.hcl.work import NotKnown, Refused
from mvnetgen.text.document import HOLE, Node, Unknown

_SHORT = {"microsoft.resources/resourcegroups": "resourceGroups", "microsoft.resources/subscriptions": "subscriptions"}

Parts = list[str | Node]


def part(value: str | Unknown | Node, context: Context) -> str | Node:
    """A part of an id: a text, or a node for what is not known."""
    return Node(value, context.span) if isinstance(value, Unknown) else value


def subscription_parts(context: Context) -> Parts:
    """The id of the subscription that is deployed to."""
    return ["/subscriptions/", part(context.site.subscription, context)]


def group_parts(context: Context) -> Parts:
    """The id of the resource group that is deployed to."""
    return [*subscription_parts(context), "/resourceGroups/", part(context.site.group, context)]


def scope_parts(context: Context) -> Parts:
    """The id of the scope that is deployed to; nothing for the tenant."""
    level = context.site.level
    if level == "resourceGroup":
        return group_parts(context)
    if level == "subscription":
        return subscription_parts(context)
    if level == "managementGroup":
        return ["/providers/Microsoft.Management/managementGroups/", part(context.site.management_group, context)]
    return []


def typed_parts(kind: Node, names: Sequence[Node]) -> Parts:
    """``Microsoft.A/b/x/c/y`` of a type and names. Raises `Refused` when their numbers differ."""
    if isinstance(kind.value, Unknown):
        raise NotKnown("the type of the resource is not known")
    assert isinstance(kind.value, str)
    namespace, *types = kind.value.split("/")
    if not types or len(types) != len(names):
        raise Refused("the number of names does not fit the type")
    if any(name.value == "" for name in names):
        raise NotKnown("a name is empty")
    parts: Parts = [namespace]
    for each, name in zip(types, names, strict=True):
        parts += [f"/{each}/", name]
    return parts


def _divided(arguments: Sequence[Node]) -> tuple[list[Node], Node, list[Node]]:
    """What stands before the type, the type, and the names. The type is the one argument that holds a slash."""
    given = [take(argument, "string") for argument in arguments]
    slashed = [place for place, node in enumerate(given) if _has_slash(node)]
    if not slashed:
        if any(isinstance(node.value, Unknown) for node in given):
            raise NotKnown("the type of the resource is not known")
        raise Refused("one argument must be a type, with a slash")
    place = slashed[0]
    if len(slashed) > 1:
        if any(isinstance(given[each].value, Unknown) for each in slashed):
            raise NotKnown("which argument is the type is not known")
        raise Refused("only one argument may hold a slash: names stand one by one")
    return given[:place], given[place], given[place + 1 :]


def _has_slash(node: Node) -> bool:
    value = node.value
    return "/" in (value if isinstance(value, str) else value.text or "" if isinstance(value, Unknown) else "")


@nodes("resourceId", 2)
def resource_id(arguments: Sequence[Node], context: Context) -> Node:
    """The id of a resource of the group that is deployed to, or of another group or subscription."""
    before, kind, names = _divided(arguments)
    if len(before) > 2:
        raise Refused("at most a subscription and a resource group stand before the type")
    parts: Parts
    if len(before) == 2:
        parts = ["/subscriptions/", before[0], "/resourceGroups/", before[1]]
    elif before and context.site.level == "subscription":
        parts = ["/subscriptions/", before[0]]
    elif before:
        parts = [*subscription_parts(context), "/resourceGroups/", before[0]]
    else:
        parts = scope_parts(context)
    if not before and context.site.level == "subscription":
        return _below(parts, kind, names, context)
    return joined([*parts, "/providers/", *typed_parts(kind, names)], context)


def _below(scope: Parts, kind: Node, names: Sequence[Node], context: Context) -> Node:
    short = _SHORT.get(kind.value.lower()) if isinstance(kind.value, str) else None
    if short and len(names) == 1:
        return joined([*(scope if short == "resourceGroups" else []), f"/{short}/", names[0]], context)
    return joined([*scope, "/providers/", *typed_parts(kind, names)], context)


@nodes("subscriptionResourceId", 2)
def subscription_resource_id(arguments: Sequence[Node], context: Context) -> Node:
    """The id of a resource of a subscription."""
    before, kind, names = _divided(arguments)
    if len(before) > 1:
        raise Refused("at most a subscription stands before the type")
    scope: Parts = ["/subscriptions/", before[0]] if before else subscription_parts(context)
    return _below(scope, kind, names, context)


@nodes("tenantResourceId", 2)
def tenant_resource_id(arguments: Sequence[Node], context: Context) -> Node:
    """The id of a resource of the tenant."""
    before, kind, names = _divided(arguments)
    if before:
        raise Refused("nothing stands before the type")
    return _below([], kind, names, context)


@nodes("managementGroupResourceId", 2)
def management_group_resource_id(arguments: Sequence[Node], context: Context) -> Node:
    """The id of a resource of a management group."""
    before, kind, names = _divided(arguments)
    if len(before) > 1:
        raise Refused("at most a management group stands before the type")
    scope: Parts = ["/providers/Microsoft.Management/managementGroups/", *before]
    if not before:
        if context.site.level != "managementGroup":
            raise Refused("a management group stands before the type")
        scope = scope_parts(context)
    return joined([*scope, "/providers/", *typed_parts(kind, names)], context)


@nodes("extensionResourceId", 3)
def extension_resource_id(arguments: Sequence[Node], context: Context) -> Node:
    """The id of a resource of another resource, or of a scope."""
    scope, kind, *names = (take(argument, "string") for argument in arguments)
    value = scope.value
    known = value if isinstance(value, str) else value.text if isinstance(value, Unknown) else None
    if known is not None and not known.startswith(("/", HOLE)):
        raise Refused("the scope is no id")
    if isinstance(kind.value, Unknown):
        return not_known([scope, kind, *names], context)
    return joined([scope, "/providers/", *typed_parts(kind, names)], context)
