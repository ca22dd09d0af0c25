"""A function call: which family knows the function, and what is the same for all of them."""

from __future__ import annotations

from collections.abc import Sequence

from mvnetgen.languages.hcl.functions import (
    collection,
    conversion,
    crypto,
    date,
    encoding,
    filesystem,
    mapping,
    network,
    numeric,
    pattern,
    query,
    setlike,
    text,
    text_format,
)
from mvnetgen.languages.hcl.functions.attempt import LAZY
from mvnetgen.languages.hcl.functions.signature import FUNCTIONS, Context
from mvnetgen.languages.hcl.scope import Scope
from mvnetgen.languages.hcl.syntax import Call
from mvnetgen.languages.hcl.value import any_sensitive, marked, only_origin
from mvnetgen.languages.hcl.work import NotKnown, Refused, Work
from mvnetgen.text.document import Node, Unknown

FAMILIES = (
    collection,
    conversion,
    crypto,
    date,
    encoding,
    filesystem,
    mapping,
    network,
    numeric,
    pattern,
    query,
    setlike,
    text,
    text_format,
)
"""The modules of functions; each fills `FUNCTIONS` with its own."""

OUTSIDE = frozenset({"abspath", "base64gzip", "bcrypt", "plantimestamp", "rsadecrypt", "timestamp", "uuid"})
"""Functions whose result depends on time, chance, a machine or a key, or on the version of Go's compressor."""

OWN_MARKS = frozenset({"issensitive", "jsondecode", "nonsensitive", "yamldecode"})
"""Functions that say themselves whether their result is sensitive."""

CARRYING = frozenset(
    {
        "chunklist",
        "coalesce",
        "coalescelist",
        "concat",
        "element",
        "flatten",
        "lookup",
        "merge",
        "one",
        "reverse",
        "slice",
        "tolist",
        "tomap",
        "values",
    }
)
"""Functions that hand over elements as they are: what is sensitive in an argument is sensitive in the result, and no more."""


def _is_sensitive(name: str, arguments: Sequence[Node], work: Work) -> bool:
    """Whether the whole result of a function is sensitive."""
    if name in OWN_MARKS:
        return False
    if name in CARRYING:
        return any(argument.sensitive for argument in arguments)
    return any_sensitive(arguments, work)


def call(expression: Call, scope: Scope) -> Node:
    """The result of a call; unknown when the function needs the outside world. Raises `Refused` and `NotKnown`."""
    name = expression.name.removeprefix("core::")
    if name in OUTSIDE or name.startswith("provider::"):
        raise NotKnown(f"function `{name}`")
    context = Context(name, expression.span, scope)
    if name in LAZY:
        return LAZY[name](expression, context)
    function = FUNCTIONS.get(name)
    if function is None:
        raise Refused(f"there is no function `{name}`")
    arguments: Sequence[Node] = [scope.value(argument) for argument in expression.arguments]
    if expression.expand:
        last = arguments[-1] if arguments else None
        if last is None or not isinstance(last.value, tuple | Unknown):
            raise Refused(f"`{name}`: a list is required before `...`")
        if isinstance(last.value, Unknown):
            return Node(last.value.other(), expression.span, sensitive=last.sensitive)
        scope.world.work.elements(len(last.value))
        arguments = [*arguments[:-1], *(marked(item) if last.sensitive else item for item in last.value)]
    try:
        result = function(arguments, context)
    except (Refused, NotKnown) as stop:
        if scope.world.secrets and any_sensitive(arguments, scope.world.work):
            scope.world.touched += 1  # the message may hold what is deep in an argument
        if isinstance(stop, NotKnown):
            raise
        raise Refused(f"`{name}`: {stop.message}") from stop
    if scope.world.secrets and _is_sensitive(name, arguments, scope.world.work):
        result = marked(result)
    if result.span is expression.span and result.origin is None and not isinstance(result.value, tuple | dict):
        origin = only_origin(arguments)
        if origin:
            return Node(result.value, result.span, None, origin, result.sensitive)
    return result
