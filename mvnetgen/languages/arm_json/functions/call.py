"""A function call: which family knows the function, and what is the same for all of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mvnetgen.languages.arm_json.functions import (
    array,
    cidr,
    comparison,
    conversion,
    date,
    deployment,
    encoding,
    identity,
    lambdas,
    lazy,
    numeric,
    objects,
    part,
    resource,
    search,
    text,
    text_format,
)
from mvnetgen.languages.arm_json.functions.context import Argument, Context, Lambda
from mvnetgen.languages.arm_json.functions.signature import FUNCTIONS
from mvnetgen.languages.arm_json.value import any_sensitive, marked, only_origin
from mvnetgen.languages.hcl.work import Refused
from mvnetgen.text.document import Node

FAMILIES = (
    array,
    cidr,
    comparison,
    conversion,
    date,
    deployment,
    encoding,
    identity,
    lambdas,
    numeric,
    objects,
    part,
    resource,
    search,
    text,
    text_format,
)
"""The modules of functions; each fills `FUNCTIONS` with its own."""

LAZY = lazy.LAZY
"""Functions that do not evaluate all of their arguments, by their names in lower case."""


def knows(name: str) -> bool:
    """Whether there is a function of a name."""
    return name.lower() in FUNCTIONS or name.lower() in LAZY or deployment.is_list_function(name)


def call(name: str, arguments: Sequence[Argument], context: Context) -> Node:
    """The result of a call. Raises `Refused` for what the engine refuses, and `NotKnown`."""
    lowered = name.lower()
    if lowered in LAZY:
        return call_lazily(name, [_thunk(argument) for argument in arguments], context)
    function = FUNCTIONS.get(lowered)
    if function is None:
        if not deployment.is_list_function(name):
            raise Refused(f"there is no function `{name}`")
        function = deployment.list_something
    context.work.charge()
    try:
        result = function(arguments, context)
    except Refused as refusal:
        raise Refused(f"`{name}`: {refusal.message}") from refusal
    return finished(result, [each for each in arguments if isinstance(each, Node)], context)


def call_lazily(name: str, arguments: Sequence[Callable[[], Node]], context: Context) -> Node:
    """The result of one of the `LAZY` functions; each argument is evaluated when it is needed."""
    try:
        return LAZY[name.lower()](arguments, context)
    except Refused as refusal:
        raise Refused(f"`{name}`: {refusal.message}") from refusal


def finished(result: Node, arguments: Sequence[Node], context: Context) -> Node:
    """A result with what it has from its arguments: that it is sensitive, and where it was written."""
    if context.world.secrets and not result.sensitive and any_sensitive(arguments, context.work):
        result = marked(result)
    if result.span is context.span and result.origin is None and not isinstance(result.value, tuple | dict):
        origin = only_origin(arguments)
        if origin:
            return Node(result.value, result.span, None, origin, result.sensitive)
    return result


def _thunk(argument: Argument) -> Callable[[], Node]:
    if isinstance(argument, Lambda):
        raise Refused("a lambda stands where a value is required")
    return lambda: argument
