"""``scope:`` of a resource or module: a group, a subscription, a tenant, or the resource that is extended."""

from __future__ import annotations

from mvnetgen.languages.arm_json.functions.context import Site
from mvnetgen.languages.arm_json.functions.lazy import decided
from mvnetgen.languages.bicep.handle import target_of
from mvnetgen.languages.bicep.scope import Scope
from mvnetgen.languages.bicep.syntax import Call, Conditional, Expression, Group, Name
from mvnetgen.languages.hcl.work import NotKnown, Refused
from mvnetgen.text.document import Node, Unknown
from mvnetgen.text.source import Span

Placement = tuple[Site, Node | None]

_GROUPS = "microsoft.resources/resourcegroups"
_SUBSCRIPTIONS = "microsoft.resources/subscriptions"
_MANAGEMENT_GROUPS = "microsoft.management/managementgroups"


def placement(expression: Expression | None, scope: Scope, site: Site) -> Placement:
    """The scope that an expression means, and the id of the resource when it means one."""
    if expression is None:
        return site, None
    if isinstance(expression, Group):
        return placement(expression.inner, scope, site)
    if isinstance(expression, Conditional):
        node = scope.value(expression.condition)
        answer = decided(node, scope.context("if", scope.span(expression)))
        if isinstance(answer, Unknown):
            return _somewhere(answer, scope.span(expression), site)
        return placement(expression.then if answer else expression.otherwise, scope, site)
    if isinstance(expression, Call) and (expression.of is None or _is_namespace(expression.of, scope)):
        found = _function(expression, scope, site)
        if found is not None:
            return found, None
    node = scope.value(expression)
    return _of_value(node, scope.span(expression), site)


def _is_namespace(of: Expression, scope: Scope) -> bool:
    return isinstance(of, Name) and scope.names.alias(of.name) == "az"


def _function(expression: Call, scope: Scope, site: Site) -> Site | None:
    given: list[str | Unknown] = []
    for each in expression.arguments:
        value = scope.value(each).value
        if not isinstance(value, str | Unknown):
            raise Refused("the scope is given by texts")
        given.append(value)
    match expression.name.name, given:
        case "resourceGroup", []:
            return site
        case "resourceGroup", [group]:
            return site.elsewhere(level="resourceGroup", group=group)
        case "resourceGroup", [subscription, group]:
            return site.elsewhere(level="resourceGroup", subscription=subscription, group=group)
        case "subscription", []:
            return site.elsewhere(level="subscription")
        case "subscription", [subscription]:
            return site.elsewhere(level="subscription", subscription=subscription)
        case "managementGroup", []:
            return site.elsewhere(level="managementGroup")
        case "managementGroup", [group]:
            return site.elsewhere(level="managementGroup", management_group=group)
        case "tenant", []:
            return site.elsewhere(level="tenant")
    return None


def _of_value(node: Node, span: Span, site: Site) -> Placement:
    from mvnetgen.languages.bicep.resource import ResourceInstance  # noqa: PLC0415 - resources have placements

    target = target_of(node)
    if isinstance(target, ResourceInstance):
        around = target.placed[0]
        name = target.name.value
        known = name if isinstance(name, str | Unknown) else Unknown("the name is no text", span)
        kind = target.type.lower()
        if kind == _GROUPS:
            return around.elsewhere(level="resourceGroup", group=known), None
        if kind == _SUBSCRIPTIONS:
            return around.elsewhere(level="subscription", subscription=known), None
        if kind == _MANAGEMENT_GROUPS:
            return around.elsewhere(level="managementGroup", management_group=known), None
        return around, target.id
    if isinstance(node.value, Unknown):
        return _somewhere(node.value, span, site)
    if isinstance(node.value, str):
        return site, node
    raise NotKnown("the scope is none that is known")


def _somewhere(because: Unknown, span: Span, site: Site) -> Placement:
    """A scope that nobody knows."""
    del span
    unknown = Unknown(f"the scope: {because.reason}", because.span, kind=because.kind)
    return site.elsewhere(subscription=unknown, group=unknown), None
