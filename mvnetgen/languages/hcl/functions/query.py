"""Functions that ask something of a collection, or choose from it."""

from __future__ import annotations

from collections.abc import Sequence

from mvnetgen.languages.hcl.compare import equal
from mvnetgen.languages.hcl.conversion import BOOL, convert, shared_type, type_of
from mvnetgen.languages.hcl.functions.collection import whole
from mvnetgen.languages.hcl.functions.signature import Context, nodes, not_known, sequence
from mvnetgen.languages.hcl.functions.text import clusters
from mvnetgen.languages.hcl.value import Set, first_unknown, named, used
from mvnetgen.languages.hcl.work import NotKnown, Refused
from mvnetgen.text.document import HOLE, Node, Unknown


@nodes("length", 1, 1)
def length(arguments: Sequence[Node], context: Context) -> Node:
    """The number of elements or characters; elements need not be known."""
    (node,) = arguments
    value = node.value
    match value:
        case Unknown():
            return not_known(value, context)
        case str():
            return Node(len(clusters(value)), context.span, None, node.origin)
        case Set():
            missing = first_unknown(value, context.work)
            return not_known(missing, context) if missing and len(value) > 1 else Node(len(value), context.span)
        case tuple():
            return Node(len(value), context.span, None, node.origin)
        case dict():
            return Node(len(value), context.span, None, node.origin)
    raise Refused(f"{named(value)} has no length")


def _truths(arguments: Sequence[Node], context: Context, absorbing: bool) -> Node:
    (node,) = arguments
    if isinstance(node.value, Unknown):
        return not_known(node.value, context)
    missing: Unknown | None = None
    for item in sequence(node):
        value = convert(item, BOOL, context.work).value
        if isinstance(value, Unknown):
            missing = missing or value
        elif value is absorbing or (value is None and not absorbing):
            return Node(absorbing, context.span)
    return not_known(missing, context) if missing else Node(not absorbing, context.span)


@nodes("alltrue", 1, 1)
def alltrue(arguments: Sequence[Node], context: Context) -> Node:
    """Whether no element is false or null."""
    return _truths(arguments, context, absorbing=False)


@nodes("anytrue", 1, 1)
def anytrue(arguments: Sequence[Node], context: Context) -> Node:
    """Whether an element is true."""
    return _truths(arguments, context, absorbing=True)


@nodes("coalesce", 1)
def coalesce(arguments: Sequence[Node], context: Context) -> Node:
    """The first argument that is neither null nor an empty text."""
    shared = shared_type([type_of(node, context.work) for node in arguments])
    if shared is None:
        raise Refused("its arguments have no type in common")
    for node in arguments:
        if isinstance(node.value, Unknown):
            text = node.value.text
            return node if text is not None and text.replace(HOLE, "") else not_known(node.value, context)
        if node.value is not None and not (shared.kind == "string" and node.value == ""):
            return convert(node, shared, context.work)
    raise Refused("all of its arguments are null or empty")


@nodes("coalescelist", 1)
def coalescelist(arguments: Sequence[Node], context: Context) -> Node:
    """The first list that is not empty."""
    for node in arguments:
        if isinstance(node.value, Unknown):
            return not_known(node.value, context)
        if node.value is not None and sequence(node):
            return node
    raise Refused("all of its arguments are empty")


@nodes("contains", 2, 2)
def contains(arguments: Sequence[Node], context: Context) -> Node:
    """Whether a list or set has an element; yes as soon as a known one is equal."""
    node, wanted = arguments
    if isinstance(node.value, Unknown):
        return not_known(node.value, context)
    open_ = False
    for item in sequence(node):
        same = equal(item, wanted, context.work)
        if same:
            return Node(True, context.span)
        open_ = open_ or same is None
    if open_:
        missing = first_unknown([wanted, node], context.work)
        assert missing is not None
        return not_known(missing, context)
    return Node(False, context.span)


@nodes("element", 2, 2)
def element(arguments: Sequence[Node], context: Context) -> Node:
    """The element at an index, which goes round."""
    node, position_node = arguments
    if isinstance(node.value, Unknown):
        return not_known(node.value, context)
    position = whole(position_node, context)
    items = sequence(node)
    if not items:
        raise Refused("the list is empty")
    if position < 0:
        raise NotKnown("function `element` with a negative index, which not every Terraform takes")
    return used(items[position % len(items)], context.span, sensitive=node.sensitive)


@nodes("index", 2, 2)
def index(arguments: Sequence[Node], context: Context) -> Node:
    """The position of an element."""
    node, wanted = arguments
    if isinstance(node.value, Unknown):
        return not_known(node.value, context)
    if isinstance(node.value, Set):
        raise Refused("a set has no positions")
    for position, item in enumerate(sequence(node)):
        same = equal(item, wanted, context.work)
        if same:
            return Node(position, context.span)
        if same is None:
            missing = first_unknown([item, wanted], context.work)
            assert missing is not None
            return not_known(missing, context)
    raise Refused("the list has no such element")


@nodes("one", 1, 1)
def one(arguments: Sequence[Node], context: Context) -> Node:
    """The only element, or null for an empty list."""
    (node,) = arguments
    if isinstance(node.value, Unknown):
        return not_known(node.value, context)
    items = sequence(node)
    if len(items) > 1:
        raise Refused(f"the list has {len(items)} elements, and at most one is allowed")
    return used(items[0], context.span, sensitive=node.sensitive) if items else Node(None, context.span)
