"""What stands beside the body of a resource and matters to rules: its type, timeouts, locks, ``ignore_changes``."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace

from mvnetgen.formats.setting_source import at
from mvnetgen.languages.hcl.functions.json_text import decoded_of
from mvnetgen.languages.hcl.resource import Instance
from mvnetgen.languages.hcl.syntax import (
    Attribute,
    Expression,
    For,
    Index,
    Literal,
    ObjectLiteral,
    TupleLiteral,
    Variable,
)
from mvnetgen.languages.hcl.value import keyed, node_of, spread
from mvnetgen.text.document import HOLE, Node, Unknown, known_text

_KEPT = ("type", "schema_validation_enabled", "retry", "locks", "ignore_casing")


def options_of(instance: Instance) -> dict[str, Node]:
    """The options of a resource by the names of `Declaration.options`."""
    body = instance.body
    found = {name: node for name in _KEPT if (node := body.get(name)) is not None and node.value is not None}
    create = at(body, "timeouts", 0, "create")
    if create is not None and create.value is not None:
        found["timeouts.create"] = create
    provider = instance.meta.provider
    if provider is not None:
        found["provider"] = Node(".".join(_steps(provider)), provider.span)
    lifecycle = instance.meta.lifecycle
    ignored = lifecycle.body.attribute("ignore_changes") if lifecycle else None
    if ignored is not None:
        items = ignored.value.items if isinstance(ignored.value, TupleLiteral) else (ignored.value,)
        names = tuple(Node(".".join(_steps(item)), item.span) for item in items)
        found["ignore_changes"] = Node(names, ignored.value.span, ignored.name_span)
    exports = body.get("response_export_values")
    written = instance.block.body.attribute("response_export_values")
    if exports is not None and written is not None and _follows_values(written.value):
        found["computed_exports"] = exports
    return found


def _follows_values(exports: Expression) -> bool:
    """Whether a key of the exported values is computed, so that it can change with what is written."""
    if isinstance(exports, ObjectLiteral):
        return any(not isinstance(item.key, Literal | Variable) for item in exports.items)
    return isinstance(exports, For)


def _steps(expression: Expression) -> list[str]:
    match expression:
        case Variable(name=name):
            return [name]
        case Attribute(of=of, name=name):
            return [*_steps(of), name]
        case Index(of=of, key=Literal(value=str() as key)):
            return [*_steps(of), key]
        case Index(of=of):
            return _steps(of)
        case Literal(value=str() as text):
            return [text]
    return []


def with_body(instance: Instance) -> Node:
    """
    The arguments of an azapi resource with its body as an object.

    azapi 1.x takes the body as JSON text: what `jsonencode` was given is read where it stands, other text is parsed.
    """
    arguments = instance.body
    attribute = instance.block.body.attribute("body")
    if attribute is None or not isinstance(arguments.value, Mapping):
        return arguments
    body = arguments.value["body"]
    decoded = decoded_of(body)
    if decoded is not None:
        body = keyed(decoded, attribute.name_span)
    elif (text := known_text(body.value)) is not None:
        body = keyed(replace(_parsed(text, body), sensitive=body.sensitive), attribute.name_span)
    work = instance.scope.world.work
    body = spread(body, work) if instance.scope.world.secrets else body
    return replace(arguments, value={**arguments.value, "body": body})


def _parsed(text: str, node: Node) -> Node:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return (
            node if isinstance(node.value, Unknown) else replace(node, value=Unknown("its body is no JSON", node.span))
        )
    reason = node.value if isinstance(node.value, Unknown) else Unknown("a part of its body", node.span)
    return _with_holes(node_of(_objects(value), node.span), reason)


def _objects(value: object) -> object:
    """JSON's arrays as tuples, so that they are plain lists of the document."""
    if isinstance(value, list):
        return tuple(_objects(item) for item in value)
    if isinstance(value, dict):
        return {key: _objects(item) for key, item in value.items()}
    return value


def _with_holes(node: Node, reason: Unknown) -> Node:
    match node.value:
        case str() as text if HOLE in text:
            return replace(node, value=replace(reason, text=text, reference=None))
        case tuple() as items:
            return replace(node, value=tuple(_with_holes(item, reason) for item in items))
        case Mapping() as entries:
            return replace(node, value={key: _with_holes(item, reason) for key, item in entries.items()})
    return node
