"""Conversion functions, and those about sensitive values."""

from __future__ import annotations

from collections.abc import Sequence

from mvnetgen.languages.hcl.conversion import ANY, BOOL, NUMBER, TEXT, Type, convert
from mvnetgen.languages.hcl.functions.signature import FUNCTIONS, Context, Function, count, nodes, not_known
from mvnetgen.languages.hcl.value import Set, first_unknown, marked
from mvnetgen.text.document import Node, Unknown

TARGETS = {
    "tostring": TEXT,
    "tonumber": NUMBER,
    "tobool": BOOL,
    "tolist": Type("list", ANY),
    "toset": Type("set", ANY),
    "tomap": Type("map", ANY),
}


def _conversion(to: Type) -> Function:
    def converted(arguments: Sequence[Node], context: Context) -> Node:
        count(arguments, 1, 1)
        node = arguments[0]
        if to.kind == "list" and isinstance(node.value, Set):
            missing = first_unknown([node], context.work)
            if missing:
                return not_known(missing, context)
        result = convert(node, to, context.work)
        return result if result is node else Node(result.value, context.span, None, node.origin, node.sensitive)

    return converted


FUNCTIONS.update({name: _conversion(to) for name, to in TARGETS.items()})


@nodes("sensitive", 1, 1)
def sensitive(arguments: Sequence[Node], context: Context) -> Node:
    """The value, marked as not to be shown."""
    return context.scope.world.conceal(arguments[0])


@nodes("nonsensitive", 1, 1)
def nonsensitive(arguments: Sequence[Node], _context: Context) -> Node:
    """The value without its mark."""
    return marked(arguments[0], sensitive=False)


@nodes("issensitive", 1, 1)
def issensitive(arguments: Sequence[Node], context: Context) -> Node:
    """Whether the value is marked."""
    (node,) = arguments
    if isinstance(node.value, Unknown) and not node.sensitive:
        return not_known(node.value, context)
    return Node(node.sensitive, context.span)


@nodes("ephemeralasnull", 1, 1)
def ephemeralasnull(arguments: Sequence[Node], _context: Context) -> Node:
    """The value; an ephemeral one would be null, and those are unknown here."""
    return arguments[0]
