"""Functions of sets; lists and tuples are taken as sets."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mvnetgen.languages.hcl.conversion import ANY, Type, convert, identity, set_of, shared_type, type_of
from mvnetgen.languages.hcl.functions.signature import Context, nodes, not_known, sequence
from mvnetgen.languages.hcl.value import first_unknown
from mvnetgen.languages.hcl.work import Refused
from mvnetgen.text.document import Node

Keep = Callable[[object, list[set[object]]], bool]


def _combined(arguments: Sequence[Node], context: Context, keep: Keep) -> Node:
    """The elements of all sets that `keep` accepts, given the identities in each set."""
    missing = first_unknown(arguments, context.work)
    if missing:
        return not_known(missing, context)
    sets = [sequence(convert(node, Type("set", ANY), context.work), "a set") for node in arguments]
    shared = shared_type([type_of(item, context.work) for items in sets for item in items])
    if shared is None:
        raise Refused("the elements have no type in common")
    converted = [[convert(item, shared, context.work) for item in items] for items in sets]
    identities = [{identity(item, context.work) for item in items} for items in converted]
    kept = [item for items in converted for item in items if keep(identity(item, context.work), identities)]
    return Node(set_of(kept, context.work), context.span)


@nodes("setunion", 1)
def setunion(arguments: Sequence[Node], context: Context) -> Node:
    """The elements of any set."""
    return _combined(arguments, context, lambda _item, _sets: True)


@nodes("setintersection", 1)
def setintersection(arguments: Sequence[Node], context: Context) -> Node:
    """The elements of every set."""
    return _combined(arguments, context, lambda item, sets: all(item in each for each in sets))


@nodes("setsubtract", 2, 2)
def setsubtract(arguments: Sequence[Node], context: Context) -> Node:
    """The elements of the first set that the second has not."""
    return _combined(arguments, context, lambda item, sets: item in sets[0] and item not in sets[1])


@nodes("setsymmetricdifference", 1)
def setsymmetricdifference(arguments: Sequence[Node], context: Context) -> Node:
    """The elements of an odd number of sets."""
    return _combined(arguments, context, lambda item, sets: sum(item in each for each in sets) % 2 == 1)
