"""What a Bicep file or an ARM template deploys, as resources of no particular language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial

from mvnetgen.azure.network_owner import OWNERS, owner_of_type
from mvnetgen.formats.arm.casing import spelled
from mvnetgen.formats.assembly import Assembly
from mvnetgen.formats.deployment.order import Order
from mvnetgen.formats.deployment.registry_module import is_workspace, resources_of
from mvnetgen.formats.resource import Hidden, Meant, Resource, Writes
from mvnetgen.formats.survey import Survey
from mvnetgen.languages import deployment as language
from mvnetgen.languages.deployment import Deployment
from mvnetgen.model.estate import Estate, Form
from mvnetgen.text.document import HOLE, Cause, Node, Reference, Unknown, known_text, symbol_of, without_keys
from mvnetgen.text.source import Span

_NOT_KNOWN = Unknown("a part of the id is not known", text=HOLE, kind=Cause.ELSEWHERE)


def read_deployment(deployment: Deployment) -> Estate:
    """The estate of one deployment."""
    return Assembly(survey(deployment)).estate()


def survey(deployment: Deployment) -> Survey:
    """The resources of a deployment, sorted. Existing ones are none: they are declared elsewhere."""
    form = Form.BICEP if deployment.template.endswith(".bicep") else Form.ARM
    found = Survey(broken=any(problem.syntax for problem in deployment.problems))
    order = Order(deployment)
    put: dict[str, str] = {}
    for each in deployment.resources:
        if not each.existing and each.type:
            resource = _resource(each, form, deployment, order)
            again = _put_again(resource, put) if resource.type in OWNERS else resource
            if again is not None:
                found.add(again)
    for call in deployment.calls:
        if is_workspace(call):
            for made in resources_of(call, form, _group(call.scope, call.header), order.after(call.address)):
                found.add(made)
        elif call.unread is not None:
            missing, after = call.unread.kind is Cause.FILE, partial(order.after, call.address)
            hidden = Hidden(call.address, call.header, after, arguments=call.parameters, missing=missing)
            found.hidden.append(hidden)
    found.hidden += [
        Hidden(each.address, each.header, partial(order.after, each.address), arguments=each.body, is_call=False)
        for each in deployment.resources
        if not each.type
    ]
    return found


def _resource(each: language.Resource, form: Form, deployment: Deployment, order: Order) -> Resource:
    parent = _parent(each, deployment)
    name = each.names[-1] if each.names else each.body.get("name")
    body = spelled(each.body) if owner_of_type(each.type.lower()) else each.body
    arguments = {"parent_id": parent, "body": body} | ({"name": name} if name is not None else {})
    version = each.version.value if isinstance(each.version.value, str | Unknown) else None
    written = each.version.span if each.version.span.path == each.header.path else each.header
    typed = Node(f"{each.type}@{version}" if isinstance(version, str) else each.version.value, written)
    return Resource(
        each.address,
        form,
        each.type.lower(),
        Node(arguments, each.span),
        each.header,
        Meant(parent),
        each.id,
        version,
        kind=each.type,
        certain=each.certain,
        uncounted=each.loop is not None and each.loop.index is None,
        after=order.after(each.address),
        options={"type": typed},
        batch=_batch(each, deployment),
    )


def _put_again(workspace: Resource, put: dict[str, str]) -> Resource | None:
    """
    A workspace that is deployed a second time writes to the first one: it is no other. None when one declaration is
    deployed once more, as tests of modules do.
    """
    symbol = symbol_of(workspace.id.value) if workspace.id is not None else None
    if symbol is None or not workspace.certain:
        return workspace
    block = without_keys(workspace.address)
    first = put.setdefault(symbol.lower(), workspace.address)
    if first == workspace.address:
        return workspace
    if without_keys(first) == block:
        return None
    return replace(workspace, writes=Writes.PART, meant=Meant(workspace.id))


def _batch(each: language.Resource, deployment: Deployment) -> int | None:
    """How many of the turns that make a resource run at once: of its own loop, and of those that call its modules."""
    loops = [each.loop] if each.loop is not None else []
    module = each.module.removesuffix(".")
    while module:
        call = deployment.by_address.get(module)
        if call is None:
            return None
        loops += [call.loop] if call.loop is not None else []
        module = module.rpartition(".module.")[0]
    found = 1
    for loop in loops:
        if loop.batch is None:
            return None
        found *= loop.batch
    return found


def _parent(each: language.Resource, deployment: Deployment) -> Node:
    """The id above a resource: what it extends, its parent, or the group or other scope that it is deployed to."""
    if each.extends is not None:
        return each.extends
    declared = deployment.by_address.get(each.parent or "")
    if isinstance(declared, language.Resource):
        return declared.id
    if each.type.count("/") > 1:
        return _above(each.id)
    return _group(each.scope, each.header)


def _group(scope: language.Scope, header: Span) -> Node:
    """The id of the group or other scope that something is deployed to."""
    parts: list[str | Node | None]
    match scope.kind:
        case language.RESOURCE_GROUP:
            parts = ["/subscriptions/", scope.subscription, "/resourceGroups/", scope.resource_group]
        case language.SUBSCRIPTION:
            parts = ["/subscriptions/", scope.subscription]
        case language.MANAGEMENT_GROUP:
            parts = ["/providers/Microsoft.Management/managementGroups/", scope.management_group]
        case _:
            parts = ["/"]
    return _joined(parts, header)


def _above(own: Node) -> Node:
    """The id of the parent in an id."""
    match own.value:
        case str() as text:
            return replace(own, value=text.rsplit("/", 2)[0])
        case Unknown(text=text, symbol=symbol) as unknown:
            shorter = [each.rsplit("/", 2)[0] if each else None for each in (text, symbol)]
            address = unknown.reference.address if unknown.reference else ""
            above = Reference(address.rsplit("/", 2)[0], ("id",)) if address.startswith("/") else None
            return replace(own, value=replace(unknown.other(shorter[0], above), symbol=shorter[1]))
    return own


def _joined(parts: Iterable[str | Node | None], header: Span) -> Node:
    """An id of its parts: known, or with what is known of it and its symbol."""
    text, symbol, open_ = "", "", None
    for part in parts:
        value = part.value if isinstance(part, Node) else part
        if isinstance(value, str):
            text, symbol = text + value, symbol + value
            continue
        unknown = value if isinstance(value, Unknown) else _NOT_KNOWN
        open_ = open_ or unknown
        text += known_text(unknown) or HOLE
        name = unknown.symbol or (f"{HOLE}{unknown.reference.address}{HOLE}" if unknown.reference else "")
        symbol += name or f"{HOLE}{unknown.reason}{HOLE}"
    if open_ is None:
        return Node(text, header)
    return Node(replace(open_.other(text), symbol=symbol), header)
