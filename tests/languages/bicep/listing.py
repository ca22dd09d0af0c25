"""A deployment as a text that people can check: every resource with what is known of it."""

import json
from collections.abc import Iterable, Mapping

from mvnetgen.languages.deployment import Call, Condition, Deployment, Loop, Resource, Scope
from mvnetgen.text.document import HOLE, Node, Unknown
from mvnetgen.text.source import Span


def listing(deployments: Iterable[Deployment]) -> str:
    """Each deployment, with what it assumes."""
    return "\n".join(_deployment(each) for each in deployments)


def _deployment(deployment: Deployment) -> str:
    lines = []
    if deployment.assumptions:
        assumed = [f"{each.text} is {str(each.holds).lower()}" for each in deployment.assumptions]
        lines.append(f"## {' and '.join(assumed)}")
    lines += [
        f"{_place(each.span)}: {each.message}{'' if each.syntax else ' (meaning)'}" for each in deployment.problems
    ]
    lines += [f"parameter {name} = {value(node)}" for name, node in deployment.parameters.items()]
    for each in deployment.resources:
        lines += _resource(each)
    for call in deployment.calls:
        lines += _call(call)
    lines += [f"output {name} = {value(node)}" for name, node in deployment.outputs.items()]
    lines.append(f"read {' '.join(deployment.files)}")
    return "\n".join([*lines, ""])


def _resource(resource: Resource) -> list[str]:
    words = [
        *(["existing"] if resource.existing else []),
        resource.address,
        f"{resource.type}@{value(resource.version)}",
        _place(resource.header),
        *([] if resource.certain else ["uncertain"]),
    ]
    lines = [
        " ".join(words),
        f"  id {value(resource.id)}",
        f"  names {' '.join(value(name) for name in resource.names)}",
    ]
    if resource.scope.kind != "resourceGroup" or resource.extends:
        lines.append(f"  in {_scope(resource.scope)}{f' on {value(resource.extends)}' if resource.extends else ''}")
    if resource.parent:
        lines.append(f"  below {resource.parent}")
    lines += _common(resource)
    if isinstance(resource.body.value, Mapping):
        lines += [f"  {key}: {value(node)}" for key, node in resource.body.value.items() if key != "name"]
    return lines


def _call(call: Call) -> list[str]:
    lines = [f"{call.address} calls {value(call.source)} in {_scope(call.scope)} with {value(call.parameters)}"]
    if call.reference:
        lines.append(f"  means {call.reference}")
    if call.unread:
        lines.append(f"  unread: {call.unread.reason}")
    return [*lines, *_common(call)]


def _common(each: Resource | Call) -> list[str]:
    lines = [f"  if {_condition(condition)}" for condition in each.conditions]
    if each.loop:
        lines.append(f"  turn {_loop(each.loop)}")
    if each.depends_on:
        lines.append(f"  after {' '.join(each.depends_on)}")
    lines += [f"  @{one.name}({', '.join(value(node) for node in one.arguments)})" for one in each.decorators]
    lines += [f"  off {' '.join(one.codes)} {_place(one.span)}" for one in each.directives]
    return lines


def _condition(condition: Condition) -> str:
    return f"{condition.text} {_place(condition.span)}" + (
        f" ({condition.because.reason})" if condition.because else ""
    )


def _loop(loop: Loop) -> str:
    batch = f", {loop.batch} at once" if loop.batch else ""
    return f"{'?' if loop.index is None else loop.index}{batch}"


def _scope(scope: Scope) -> str:
    inside = (scope.management_group, scope.subscription, scope.resource_group)
    return " ".join([scope.kind, *(value(node) for node in inside if node is not None)])


def _place(span: Span) -> str:
    return f"{span.path}:{span.line}:{span.column}"


def value(node: Node) -> str:
    """A value, and where it was written when that is elsewhere."""
    if node.sensitive:
        return "***" + _origin(node)
    found = node.value
    if isinstance(found, Unknown):
        text = "" if found.text is None else found.text.replace(HOLE, "…") + " "
        reference = (
            f" -> {'.'.join(map(str, (found.reference.address, *found.reference.attribute)))}"
            if found.reference
            else ""
        )
        return f"<{text}{found.reason}{reference}>" + _origin(node)
    if isinstance(found, Mapping):
        return (
            "{"
            + ", ".join(f"{key.replace(HOLE, '…')}: {value(each)}" for key, each in found.items())
            + "}"
            + _origin(node)
        )
    if isinstance(found, tuple):
        return "[" + ", ".join(value(each) for each in found) + "]" + _origin(node)
    return json.dumps(found, ensure_ascii=False) + _origin(node)


def _origin(node: Node) -> str:
    return f" from {_place(node.origin)}" if node.origin else ""
