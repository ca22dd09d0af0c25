"""The body of a block as a mapping: arguments, and nested blocks as lists of mappings, dynamic ones expanded."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace

from mvnetgen.languages.hcl.declarations import nested_type
from mvnetgen.languages.hcl.evaluate import evaluate
from mvnetgen.languages.hcl.scope import Scope
from mvnetgen.languages.hcl.syntax import Block, Body, Variable
from mvnetgen.languages.hcl.value import items_of, keyed, spread, unknown
from mvnetgen.languages.hcl.work import Refused, TooMuchWork
from mvnetgen.languages.hcl.world import World
from mvnetgen.text.document import Cause, Node, Unknown
from mvnetgen.text.source import Span

LARGEST_VALUE = 200_000
"""Nodes of one argument. Values share parts, so that a few lines can make more of them than there is memory."""

META = frozenset({"count", "for_each", "depends_on", "provider", "providers", "lifecycle", "provisioner", "connection"})
"""What Terraform takes for itself in resources, data sources and module calls."""


def read_body(body: Body, scope: Scope, span: Span, skip: Container[str] = frozenset()) -> Node:
    """
    A body as a mapping that stands at a span, without the arguments and blocks of some names.

    Each value is evaluated on its own, so that what is unknown or too much work stays confined.
    """
    result: dict[str, Node] = {}
    for attribute in body.attributes:
        if attribute.name not in skip:
            result[attribute.name] = keyed(sized(evaluate(attribute.value, scope), scope.world), attribute.name_span)
    kinds: dict[str, list[Block]] = {}
    for block in body.blocks:
        kind = nested_type(block)
        if kind not in skip:
            kinds.setdefault(kind, []).append(block)
    for kind, blocks in kinds.items():
        result[kind] = read_blocks(blocks, scope)
    return Node(result, span)


def read_blocks(blocks: list[Block], scope: Scope) -> Node:
    """The nested blocks of one type as a list; unknown when it is not known how many a dynamic one makes."""
    found: list[Node] = []
    first = blocks[0]
    for block in blocks:
        if block.type != "dynamic":
            found.append(keyed(read_body(block.body, scope, block.span), block.header))
            continue
        made = _expand(block, scope)
        if isinstance(made, Node):
            return keyed(made, block.header)
        found += made
    return Node(tuple(found), first.span, first.header)


def _expand(block: Block, scope: Scope) -> list[Node] | Node:
    """The blocks that a dynamic block makes, or why that is not known."""
    each = block.body.attribute("for_each")
    content = next(iter(block.body.blocks_of("content")), None)
    if each is None or content is None:
        return unknown("the dynamic block lacks `for_each` or `content`", block.header, Cause.WRONG)
    collection = evaluate(each.value, scope)
    if isinstance(collection.value, Unknown):
        return collection
    iterator = block.body.attribute("iterator")
    name = iterator.value.name if iterator and isinstance(iterator.value, Variable) else block.labels[0]
    try:
        items = items_of(collection, scope.world.work)
    except Refused as error:
        return unknown(f"`for_each`: {error.message}", each.value.span, Cause.WRONG)
    except TooMuchWork as limit:
        return scope.world.exhaust(f"`for_each`: {limit.message}", each.value.span)
    made: list[Node] = []
    for key, value in items:
        element = Node({"key": key, "value": value}, each.value.span, sensitive=collection.sensitive)
        body = read_body(content.body, scope.binding({name: element}), content.span)
        if collection.sensitive:
            body = spread(body, scope.world.work, sensitive=True)
        made.append(replace(body, key=block.header))
    return made


def sized(node: Node, world: World) -> Node:
    """The node, unless it is too large to be looked through."""
    seen = 0
    waiting = [node]
    while waiting:
        value = waiting.pop().value
        if isinstance(value, dict):
            waiting += value.values()
        elif isinstance(value, tuple):
            waiting += value
        else:
            continue
        seen += len(value)
        if seen > LARGEST_VALUE:
            large = world.exhaust("its value is too large", node.span)
            return replace(node, value=large.value)
    return node


def as_blocks(node: Node | None) -> tuple[Node, ...]:
    """Nested blocks however they are written: a list of blocks, or the one object that JSON syntax may have instead."""
    if node is None or node.value is None or isinstance(node.value, Unknown):
        return ()
    return node.value if isinstance(node.value, tuple) else (node,)
