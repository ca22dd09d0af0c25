"""Function calls: functions of the language, functions that are declared or imported, and those of resources."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mvnetgen.languages.arm_json.functions.call import call
from mvnetgen.languages.arm_json.functions.context import Argument
from mvnetgen.languages.arm_json.functions.context import Lambda as Applied
from mvnetgen.languages.arm_json.functions.deployment import is_list_function
from mvnetgen.languages.arm_json.value import marked, used
from mvnetgen.languages.bicep.files import LOADING
from mvnetgen.languages.bicep.handle import target_of
from mvnetgen.languages.bicep.scope import Scope, evaluates, undeclared, unknown
from mvnetgen.languages.bicep.syntax import Call, Child, Expression, Item, Lambda, Member, Name, Sure
from mvnetgen.languages.hcl.work import Refused
from mvnetgen.languages.symbolic import some_text
from mvnetgen.text.document import Cause, Node
from mvnetgen.text.source import Span

NAMESPACES = frozenset({"sys", "az"})

_NAMES = """
    array base64 base64ToJson base64ToString bool buildUri cidrHost cidrSubnet concat contains dataUri dataUriToString
    dateTimeAdd dateTimeFromEpoch dateTimeToEpoch distinct empty endsWith fail filter first flatten format groupBy guid
    indexOf int intersection items join json last lastIndexOf length map mapValues max min newGuid objectKeys padLeft
    parseCidr parseUri range reduce replace shallowMerge skip sort split startsWith string substring take toLower
    toObject toUpper trim union uniqueString uri uriComponent uriComponentToString utcNow
    deployer deployment environment extensionResourceId externalInput getSecret managementGroup
    managementGroupResourceId pickZones providers readCliArg reference resourceGroup resourceId subscription
    subscriptionResourceId tenant tenantResourceId toLogicalZone toLogicalZones toPhysicalZone toPhysicalZones
"""
FUNCTIONS = frozenset(_NAMES.split())
"""Functions whose arguments are values, as Bicep spells them; in templates there are more, and case means nothing."""


@evaluates(Call)
def function_call(expression: Call, scope: Scope) -> Node:
    """``f(a)``, ``sys.f(a)``, ``imported.f(a)``, ``resource.listKeys()``."""
    of = expression.of
    name = expression.name.name
    if of is None:
        declared = scope.names.function(name)
        return _applied(declared, expression, scope) if declared else _built_in(expression, scope)
    if isinstance(of, Name) and of.name not in scope.bound:
        namespace = scope.names.namespace(of.name)
        if namespace is not None:
            declared = namespace.function(name)
            if declared is None:
                raise undeclared(f"`{of.name}` has no function `{name}`", scope.span(expression), scope)
            return _applied(declared, expression, scope)
        if scope.names.alias(of.name) in NAMESPACES:
            return _built_in(expression, scope)
    return _of_resource(expression, scope.value(of), scope)


def _applied(function: Callable[[list[Node], Span], Node], expression: Call, scope: Scope) -> Node:
    span = scope.span(expression)
    return used(function([scope.value(each) for each in expression.arguments], span), span)


def _built_in(expression: Call, scope: Scope) -> Node:
    name = expression.name.name
    span = scope.span(expression)
    special = _SPECIAL.get(name)
    if special is not None:
        return special(expression.arguments, scope, expression)
    loading = LOADING.get(name)
    if loading is not None:
        return loading([scope.value(each) for each in expression.arguments], scope, span)
    if name == "list":
        return _listed(expression, scope, span)
    if name not in FUNCTIONS and not is_list_function(name):
        raise undeclared(f"there is no function `{name}`", span, scope)
    arguments: list[Argument] = [
        applicable(each, scope) if isinstance(each, Lambda) else scope.value(each) for each in expression.arguments
    ]
    return call(name, arguments, scope.context(name, span))


def applicable(expression: Lambda, scope: Scope) -> Applied:
    """A lambda as functions take it."""
    names = [parameter.name for parameter in expression.parameters]

    def apply(arguments: Sequence[Node]) -> Node:
        return scope.binding(dict(zip(names, arguments, strict=False))).value(expression.body)

    return Applied(len(names), apply)


def _of_resource(expression: Call, of: Node, scope: Scope) -> Node:
    """What a resource is asked for while it is deployed: keys, secrets."""
    name, span = expression.name.name, scope.span(expression)
    target = target_of(of)
    if target is None:
        raise Refused(f"`.{name}()` is asked of something that has no functions")
    if is_list_function(name) or name in {"list", "getSecret"}:
        return _listed(expression, scope, span)
    return unknown(f"`{name}` is known when it is deployed", span, Cause.FUNCTION)


def _listed(expression: Call, scope: Scope, span: Span) -> Node:
    """Keys and secrets."""
    scope.names.world.secrets = True
    return marked(unknown(f"`{expression.name.name}` asks a service when it is deployed", span, Cause.FUNCTION))


# functions of Bicep alone

Special = Callable[[Sequence[Expression], Scope, Call], Node]


def _any(arguments: Sequence[Expression], scope: Scope, expression: Call) -> Node:
    if len(arguments) != 1:
        raise Refused("`any`: it takes one argument")
    return used(scope.value(arguments[0]), scope.span(expression))


def _name_of(arguments: Sequence[Expression], scope: Scope, expression: Call) -> Node:
    match arguments:
        case [Name(name=name)]:
            return Node(name, scope.span(expression))
        case [Member(name=last) | Child(name=last)]:
            return Node(last.name, scope.span(expression))
        case [Sure(of=inner) | Item(of=inner)]:
            return _name_of([inner], scope, expression)
    raise Refused("`nameof`: it takes the name of something")


def _environment_variable(arguments: Sequence[Expression], scope: Scope, expression: Call) -> Node:
    """The default, for whoever has no such variable; without one nobody knows."""
    span = scope.span(expression)
    given = [scope.value(each) for each in arguments]
    if len(given) == 2:
        return used(given[1], span)
    shown = given[0].value if given else None
    if not isinstance(shown, str) or given[0].sensitive:
        return unknown("an environment variable is set where it is deployed", span, Cause.VARIABLE)
    reason = f"the environment variable `{shown[:60]}` is set where it is deployed"
    return Node(some_text(f"env.{shown}", reason, span, kind=Cause.VARIABLE), span)


def _secret(arguments: Sequence[Expression], scope: Scope, expression: Call) -> Node:
    span = scope.span(expression)
    for each in arguments:
        scope.value(each)
    scope.names.world.secrets = True
    return marked(unknown("`getSecret` asks a key vault when it is deployed", span, Cause.SENSITIVE))


_SPECIAL: dict[str, Special] = {
    "any": _any,
    "nameof": _name_of,
    "readEnvironmentVariable": _environment_variable,
    "getSecret": _secret,
}
