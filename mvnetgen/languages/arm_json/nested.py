"""A deployment within a deployment: where its template is, what it hands over, where it goes."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass

from mvnetgen.languages.arm_json.body import value_of
from mvnetgen.languages.arm_json.declare import Draft
from mvnetgen.languages.arm_json.functions.context import Site
from mvnetgen.languages.arm_json.functions.encoding import BESIDE
from mvnetgen.languages.arm_json.json_text import Json, Members
from mvnetgen.languages.arm_json.parameter_file import given_value
from mvnetgen.languages.arm_json.reading import Reading, child, members, text_at
from mvnetgen.languages.symbolic import symbol_of, text_in_part
from mvnetgen.text.document import HOLE, Cause, Node, Unknown
from mvnetgen.text.source import Span

LEVELS = {
    "subscriptiondeploymenttemplate.json": "subscription",
    "managementgroupdeploymenttemplate.json": "managementGroup",
    "tenantdeploymenttemplate.json": "tenant",
    "deploymenttemplate.json": "resourceGroup",
}
"""What is deployed to, by the file in ``$schema``."""


@dataclass(frozen=True, slots=True)
class Template:
    """Where the template of a nested deployment stands, or why nobody knows it."""

    source: Node
    header: Span
    inline: Json | None = None
    path: str | None = None
    guessed: bool = False
    """Whether the path is where an address seems to lead."""
    unread: Unknown | None = None


def level_of(root: Json | None) -> str | None:
    """What a template is deployed to, as its ``$schema`` says; None when it says nothing."""
    schema = (text_at(root, "$schema") or "").lower().partition("#")[0]
    name = schema.rpartition("/")[2]
    return LEVELS.get(name)


def template_of(draft: Draft, reading: Reading) -> Template | None:
    """The template that a deployment brings or names; None when it does neither."""
    properties = child(draft.json, "properties")
    inline, link = child(properties, "template"), child(properties, "templatelink")
    if inline is not None:
        span = reading.place(inline.start, inline.start + 1)
        if isinstance(inline.value, Members):
            return Template(Node("template", span), span, inline)
        return Template(
            Node("template", span),
            span,
            unread=Unknown("its template is made by an expression", span, kind=Cause.ELSEWHERE),
        )
    if link is None:
        if properties is not None and isinstance(properties.value, str):
            span = reading.span(properties)
            return Template(
                Node("", span),
                span,
                unread=Unknown("its properties are made by an expression", span, kind=Cause.ELSEWHERE),
            )
        return None
    for key in ("relativepath", "uri", "id"):
        written = child(link, key)
        if written is None:
            continue
        node = value_of(written, reading, draft.scope)
        if key == "relativepath" and isinstance(node.value, str):
            if node.value.startswith(("/", "\\")) or "\0" in node.value:
                return Template(
                    node,
                    node.span,
                    unread=Unknown("its template is not below this folder", node.span, kind=Cause.ELSEWHERE),
                )
            base = posixpath.dirname(reading.path)
            path = posixpath.normpath(posixpath.join(base, node.value.replace("\\", "/")))
            return Template(node, node.span, path=path)
        beside = _beside(node, reading) if key == "uri" else None
        if beside is not None:
            return Template(node, node.span, path=beside, guessed=True)
        reasons = {"uri": "its template is linked by an address", "id": "its template is a template spec"}
        reason = reasons.get(key, "the path of its template is not known")
        return Template(node, node.span, unread=Unknown(reason, node.span, kind=Cause.ELSEWHERE))
    span = reading.span(link)
    return Template(Node("", span), span, unread=Unknown("its link says nothing", span, kind=Cause.ELSEWHERE))


def _beside(node: Node, reading: Reading) -> str | None:
    """The path of a template that is linked beside the one that links it, wherever that is deployed from."""
    symbol = symbol_of(node.value)
    folder = f"{HOLE}{BESIDE}{{deployment().properties.templateLink.uri}}{HOLE}/"
    if symbol is None or not symbol.startswith(folder):
        return None
    path = symbol[len(folder) :].partition("?")[0]
    if HOLE in path or not path or "\0" in path:
        return None
    return posixpath.normpath(posixpath.join(posixpath.dirname(reading.path), path))


def is_inner(draft: Draft) -> bool:
    """Whether the expressions of the template are evaluated with its own parameters; they are not by default."""
    options = child(child(draft.json, "properties"), "expressionevaluationoptions")
    return (text_at(options, "scope") or "").lower() == "inner"


def handed_over(draft: Draft, reading: Reading) -> tuple[dict[str, Node], bool]:
    """The values of parameters by their names in lower case, and whether nobody gives more of them."""
    properties = child(draft.json, "properties")
    written = child(properties, "parameters")
    complete = child(properties, "parameterslink") is None
    found: dict[str, Node] = {}
    if written is None:
        return found, complete
    if isinstance(written.value, Members):
        for key, item in members(written):
            value = child(item, "value")
            name = str(key.value)
            if value is not None or child(item, "copy") is not None:
                made = value_of(item, reading, draft.scope, loops=True)
                node = made.get("value") or Node(None, made.span)
                found[name.lower()] = Node(node.value, node.span, reading.span(key), node.origin, node.sensitive)
            elif isinstance(item.value, str):
                _unwrap(name, value_of(item, reading, draft.scope), found)
            elif (given := given_value(name, item, reading)) is not None:
                draft.scope.world.secrets = draft.scope.world.secrets or given.sensitive
                found[name.lower()] = given
        return found, complete
    node = value_of(written, reading, draft.scope)
    if not isinstance(node.value, dict):
        return found, False
    for name, item in node.value.items():
        _unwrap(name, item, found)
    return found, complete


def _unwrap(name: str, node: Node, found: dict[str, Node]) -> None:
    """Take the value out of ``{"value": …}`` that an expression made."""
    if isinstance(node.value, Unknown):
        found[name.lower()] = node
        return
    value = node.get("value")
    if value is not None:
        found[name.lower()] = value if not node.sensitive else Node(value.value, value.span, sensitive=True)


def site_of(draft: Draft, root: Json, reading: Reading, target: Node | None) -> Site:
    """Where a nested deployment goes."""
    outer = draft.scope.site
    name = draft.identity.names[-1].value if draft.identity.names else None
    changes: dict[str, object] = {"deployment": name if isinstance(name, str | Unknown) else outer.deployment}
    level = level_of(root)
    for key, what in (("subscriptionid", "subscription"), ("resourcegroup", "group")):
        written = child(draft.json, key)
        if written is not None:
            value = value_of(written, reading, draft.scope).value
            changes[what] = value if isinstance(value, str | Unknown) else Unknown("it is no text")
    if "group" in changes:
        level = "resourceGroup"
    elif target is not None:
        level = _targeted(target, changes, level)
    if level == "resourceGroup" and outer.level != "resourceGroup" and "group" not in changes:
        level = outer.level
    return outer.elsewhere(**changes, level=level or outer.level)


def _targeted(target: Node, changes: dict[str, object], level: str | None) -> str | None:
    """What the id of a scope says about where a deployment goes."""
    symbol = symbol_of(target)
    if symbol is None:
        return level
    if not symbol:
        return "tenant"
    steps = symbol.split("/")
    lowered = [step.lower() for step in steps]
    if "managementgroups" in lowered:
        changes["management_group"] = _part(steps, lowered.index("managementgroups") + 1, target)
        return "managementGroup"
    if "subscriptions" in lowered:
        changes["subscription"] = _part(steps, lowered.index("subscriptions") + 1, target)
        if "resourcegroups" in lowered:
            changes["group"] = _part(steps, lowered.index("resourcegroups") + 1, target)
            return "resourceGroup"
        return "subscription"
    return level


def _part(steps: list[str], place: int, target: Node) -> object:
    reason = target.value.reason if isinstance(target.value, Unknown) else ""
    return text_in_part(steps[place] if place < len(steps) else "", reason, target.span)
