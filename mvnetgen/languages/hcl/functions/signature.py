"""How a function says what it takes, and what is the same for all: conversion, null, unknown and sensitive arguments."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from mvnetgen.languages.hcl.conversion import BOOL, NUMBER, TEXT, Type, convert
from mvnetgen.languages.hcl.scope import Scope
from mvnetgen.languages.hcl.value import first_unknown, named, node_of, plain
from mvnetgen.languages.hcl.work import Refused, Work
from mvnetgen.text.document import Node, Unknown
from mvnetgen.text.source import Span


@dataclass(frozen=True, slots=True)
class Context:
    """The call that is evaluated."""

    name: str
    span: Span
    scope: Scope

    @property
    def work(self) -> Work:
        """The budget."""
        return self.scope.world.work


Function = Callable[[Sequence[Node], Context], Node]
FUNCTIONS: dict[str, Function] = {}

PARAMETERS: dict[str, Type] = {
    "text": TEXT,
    "number": NUMBER,
    "bool": BOOL,
    "texts": Type("list", TEXT),
    "numbers": Type("list", NUMBER),
    "bools": Type("list", BOOL),
    "text set": Type("set", TEXT),
}


def nodes(name: str, least: int, most: int | None = None) -> Callable[[Function], Function]:
    """Register a function that gets its arguments as nodes, with at least and at most so many of them (None: any)."""

    def register(function: Function) -> Function:
        def checked(arguments: Sequence[Node], context: Context) -> Node:
            count(arguments, least, most)
            return function(arguments, context)

        FUNCTIONS[name] = checked
        return function

    return register


def plainly(
    name: str, *parameters: str, rest: str | None = None, optional: int = 0
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """
    Register a function of Python values.

    `parameters` are keys of `PARAMETERS`; the last `optional` ones may be left out, and any number of `rest` follows.
    It is called with converted arguments that are known and not null (elements may be null), and returns a Python value
    that becomes a node at the call. A function that wants the budget takes it as the keyword ``work``.
    """

    def register(function: Callable[..., Any]) -> Callable[..., Any]:
        wants_work = "work" in function.__annotations__

        def called(arguments: Sequence[Node], context: Context) -> Node:
            count(arguments, len(parameters) - optional, None if rest else len(parameters))
            kinds = [*parameters, *[rest or ""] * (len(arguments) - len(parameters))]
            values: list[Any] = []
            converted = [given(node, kind, context) for node, kind in zip(arguments, kinds, strict=False)]
            missing = first_unknown(converted, context.work)
            if missing:
                return not_known(missing, context)
            values = [plain(node, context.work) for node in converted]
            result = function(*values, work=context.work) if wants_work else function(*values)
            if isinstance(result, str):
                context.work.text(result)
            elif isinstance(result, list):
                context.work.elements(len(result))
            return node_of(result, context.span)

        FUNCTIONS[name] = called
        return function

    return register


def count(arguments: Sequence[Node], least: int, most: int | None) -> None:
    """Raises `Refused` when there are too few or too many arguments."""
    if len(arguments) < least:
        raise Refused(f"it needs {least} arguments and has {len(arguments)}")
    if most is not None and len(arguments) > most:
        raise Refused(f"it takes {most} arguments and has {len(arguments)}")


def given(node: Node, kind: str, context: Context) -> Node:
    """An argument converted to what a parameter takes. Raises `Refused` for null and other types."""
    if node.value is None:
        raise Refused("an argument is null")
    return convert(node, PARAMETERS[kind], context.work)


def not_known(value: Unknown, context: Context) -> Node:
    """The result that depends on something unknown."""
    return Node(value.other(), context.span)


def is_unknown(node: Node) -> bool:
    """Whether the argument as a whole is unknown."""
    return isinstance(node.value, Unknown)


def sequence(node: Node, what: str = "a list") -> tuple[Node, ...]:
    """The elements of a list, set or tuple. Raises `Refused` for anything else; the caller handles unknown ones."""
    if not isinstance(node.value, tuple):
        raise Refused(f"{what} is required, and this is {named(node.value)}")
    return node.value
