"""Functions that reach into values: ``tryGet`` and the counts from the end."""

from __future__ import annotations

from collections.abc import Sequence

from mvnetgen.languages.arm_json.access import from_end, try_from_end, try_get
from mvnetgen.languages.arm_json.functions.context import Context
from mvnetgen.languages.arm_json.functions.signature import nodes, take
from mvnetgen.text.document import Node


@nodes("tryGet", 2)
def try_get_function(arguments: Sequence[Node], context: Context) -> Node:
    """A part of a value, null when there is none."""
    of, *keys = (take(argument, "any") for argument in arguments)
    return try_get(of, keys, context)


@nodes("indexFromEnd", 2, 2)
def index_from_end(arguments: Sequence[Node], context: Context) -> Node:
    """An item of a list, counted from its end."""
    return from_end(take(arguments[0], "any"), take(arguments[1], "int"), context)


@nodes("tryIndexFromEnd", 2, 2)
def try_index_from_end(arguments: Sequence[Node], context: Context) -> Node:
    """An item of a list, counted from its end; null when there is none."""
    return try_from_end(take(arguments[0], "any"), take(arguments[1], "int"), context)
