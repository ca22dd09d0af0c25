"""How a function says what it takes, and what is the same for all: kinds, unknown arguments, budget."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from mvnetgen.languages.arm_json.functions.context import Argument, Context, Lambda
from mvnetgen.languages.arm_json.value import computed, first_unknown, named, node_of, plain
from mvnetgen.languages.hcl.work import Refused
from mvnetgen.text.document import Node, Unknown

Function = Callable[[Sequence[Any], Context], Node]
FUNCTIONS: dict[str, Function] = {}
"""The functions by their names in lower case: case means nothing in ARM."""

KINDS: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "int": (int,),
    "number": (int, float),
    "bool": (bool,),
    "array": (tuple,),
    "object": (Mapping,),
    "scalar": (str, int, float, bool),
    "any": (object,),
}
"""What the word of a parameter takes; `any` takes null as well."""


def nodes(name: str, least: int, most: int | None = None) -> Callable[[Function], Function]:
    """Register a function that gets its arguments as they are, at least and at most so many of them (None: any)."""

    def register(function: Function) -> Function:
        def checked(arguments: Sequence[Argument], context: Context) -> Node:
            count(arguments, least, most)
            return function(arguments, context)

        FUNCTIONS[name.lower()] = checked
        return function

    return register


def plainly(
    name: str, *parameters: str, rest: str | None = None, optional: int = 0
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """
    Register a function of Python values.

    `parameters` are keys of `KINDS`; the last `optional` ones may be left out, and any number of `rest` follows.
    When an argument is not known, neither is the result. A function that wants the budget takes it as ``work``.
    """

    def register(function: Callable[..., Any]) -> Callable[..., Any]:
        wants_work = "work" in function.__annotations__

        def called(arguments: Sequence[Argument], context: Context) -> Node:
            count(arguments, len(parameters) - optional, None if rest else len(parameters))
            kinds = [*parameters, *[rest or ""] * (len(arguments) - len(parameters))]
            given = [take(argument, kind) for argument, kind in zip(arguments, kinds, strict=False)]
            missing = first_unknown(given, context.work)
            if missing:
                return not_known(given, context, missing)
            values = [plain(node, context.work) for node in given]
            result = function(*values, work=context.work) if wants_work else function(*values)
            if isinstance(result, str):
                context.work.text(result)
            elif isinstance(result, list):
                context.work.elements(len(result))
            return node_of(result, context.span)

        FUNCTIONS[name.lower()] = called
        return function

    return register


def count(arguments: Sequence[object], least: int, most: int | None = None) -> None:
    """Raises `Refused` when there are too few or too many arguments."""
    if len(arguments) < least:
        raise Refused(f"it needs {least} arguments and has {len(arguments)}")
    if most is not None and len(arguments) > most:
        raise Refused(f"it takes {most} arguments and has {len(arguments)}")


def is_kind(value: object, kind: str) -> bool:
    """Whether a known value is of a kind: a truth value is no number."""
    if isinstance(value, bool) and kind in {"int", "number"}:
        return False
    return isinstance(value, KINDS[kind])


def take(argument: Argument, kind: str) -> Node:
    """An argument of a kind, or one that is not known. Raises `Refused` for another kind."""
    if isinstance(argument, Lambda):
        raise Refused("a lambda stands where a value is required")
    value = argument.value
    if isinstance(value, Unknown):
        if value.text is not None and kind in {"int", "number", "bool", "array", "object"}:
            raise Refused(f"{_required(kind)}, and this is a string")
        return argument
    if not is_kind(value, kind):
        raise Refused(f"{_required(kind)}, and this is {named(value)}")
    return argument


def take_lambda(argument: Argument, *arities: int) -> Lambda:
    """A lambda with one of these numbers of arguments. Raises `Refused` for anything else."""
    if not isinstance(argument, Lambda):
        raise Refused("a lambda is required")
    if argument.arity not in arities:
        raise Refused(f"a lambda of {' or '.join(map(str, arities))} arguments is required")
    return argument


def _required(kind: str) -> str:
    words = {"int": "a whole number", "number": "a number", "bool": "a boolean", "array": "an array"}
    words |= {"object": "an object", "scalar": "a scalar", "string": "a string"}
    return f"{words.get(kind, 'a value')} is required"


def not_known(arguments: Sequence[Node], context: Context, because: Unknown | None = None) -> Node:
    """The result of a call that depends on something unknown."""
    because = because or first_unknown(arguments, context.work) or Unknown("a part of it is not known")
    return computed(context.name.lower(), arguments, because, context.span, context.work)


def is_unknown(node: Node) -> bool:
    """Whether the argument as a whole is unknown."""
    return isinstance(node.value, Unknown)
