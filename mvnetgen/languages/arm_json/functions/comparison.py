"""Functions that compare."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from mvnetgen.languages.arm_json.compare import equal
from mvnetgen.languages.arm_json.functions.collation import before
from mvnetgen.languages.arm_json.functions.context import Context
from mvnetgen.languages.arm_json.functions.lazy import decided
from mvnetgen.languages.arm_json.functions.signature import is_kind, nodes, not_known, take
from mvnetgen.languages.arm_json.value import named
from mvnetgen.languages.hcl.work import Refused
from mvnetgen.languages.symbolic import Symbolic, symbol_of
from mvnetgen.text.document import Node, Unknown


@nodes("equals", 2, 2)
def equals(arguments: Sequence[Node], context: Context) -> Node:
    """Whether two values are the same, of one kind, in the same case."""
    one, other = take(arguments[0], "any"), take(arguments[1], "any")
    same = equal(one, other, context.work)
    if same is not None:
        return Node(same, context.span)
    result = not_known(sorted((one, other), key=lambda node: isinstance(node.value, Unknown), reverse=True), context)
    value = result.value
    constant, compared = (one, other) if isinstance(other.value, Unknown) else (other, one)
    if isinstance(value, Symbolic) and not isinstance(constant.value, Unknown | tuple | dict):
        return replace(result, value=replace(value, subject=symbol_of(compared) or ""))
    return result


@nodes("not", 1, 1)
def negation(arguments: Sequence[Node], context: Context) -> Node:
    """The opposite."""
    answer = decided(take(arguments[0], "any"), context)
    return not_known(arguments, context) if isinstance(answer, Unknown) else Node(not answer, context.span)


def _ordering(name: str, judge: Callable[[bool, bool], bool]) -> None:
    """Register a comparison; `judge` is told whether the first is before the second, and whether after it."""

    @nodes(name, 2, 2)
    def compared(arguments: Sequence[Node], context: Context) -> Node:
        one, other = (take(each, "any") for each in arguments)
        for node in (one, other):
            if isinstance(node.value, Unknown):
                return not_known(arguments, context)
        if is_kind(one.value, "number") and is_kind(other.value, "number"):
            first, second = one.value < other.value, other.value < one.value  # type: ignore[operator]
        elif isinstance(one.value, str) and isinstance(other.value, str):
            first, second = before(one.value, other.value), before(other.value, one.value)
        else:
            raise Refused(f"{named(one.value)} and {named(other.value)} cannot be compared")
        return Node(judge(bool(first), bool(second)), context.span)


_ordering("less", lambda first, _second: first)
_ordering("lessOrEquals", lambda _first, second: not second)
_ordering("greater", lambda _first, second: second)
_ordering("greaterOrEquals", lambda first, _second: not first)
