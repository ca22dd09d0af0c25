"""Functions that evaluate only the arguments they need, and how a condition that is not known is decided."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mvnetgen.languages.arm_json.functions.context import Context
from mvnetgen.languages.arm_json.functions.signature import count
from mvnetgen.languages.arm_json.value import computed, marked, named, used
from mvnetgen.languages.hcl.work import Refused
from mvnetgen.languages.hcl.world import Question, World
from mvnetgen.languages.symbolic import Symbolic, name_in
from mvnetgen.text.document import HOLE, Node, Unknown

Thunk = Callable[[], Node]


def decided(node: Node, context: Context) -> bool | Unknown:
    """
    A condition as a truth value; the unknown one when neither the files nor the world say what it is.

    Raises `Refused` for what is no truth value.
    """
    value = node.value
    if isinstance(value, bool):
        return value
    if not isinstance(value, Unknown):
        raise Refused(f"a boolean is required, and this is {named(value)}")
    if value.text is not None:
        raise Refused("a boolean is required, and this is a string")
    if isinstance(value, Symbolic) and value.symbol and not node.sensitive:
        answer = context.world.ask(Question(_question(value.symbol), _question(value.subject)))
        if answer is not None:
            return answer
    return value


def _question(symbol: str) -> str:
    """A symbol as people read it: without the marks around the whole of it."""
    return (
        name_in(symbol).removeprefix("{").removesuffix("}")
        if symbol.find(HOLE, 1) == len(symbol) - 1
        else name_in(symbol)
    )


def quietly(world: World, thunk: Thunk) -> Node:
    """What an argument is that may never be reached: nothing that is wrong with it counts."""
    before = len(world.mistakes)
    try:
        return thunk()
    finally:
        del world.mistakes[before:]


def choose(arguments: Sequence[Thunk], context: Context) -> Node:
    """``if(condition, then, otherwise)``."""
    count(arguments, 3, 3)
    condition = arguments[0]()
    answer = decided(condition, context)
    if isinstance(answer, Unknown):
        branches = [quietly(context.world, branch) for branch in arguments[1:]]
        result = computed("if", [condition, *branches], answer, context.span, context.work)
    else:
        result = used(arguments[1 if answer else 2](), context.span)
    return marked(result) if condition.sensitive else result


def both(arguments: Sequence[Thunk], context: Context) -> Node:
    """``and(…)``: a false one decides."""
    return _logic(arguments, context, absorbing=False)


def either(arguments: Sequence[Thunk], context: Context) -> Node:
    """``or(…)``: a true one decides."""
    return _logic(arguments, context, absorbing=True)


def _logic(arguments: Sequence[Thunk], context: Context, *, absorbing: bool) -> Node:
    count(arguments, 2)
    seen: list[Node] = []
    open_one: Unknown | None = None
    for argument in arguments:
        node = argument() if open_one is None else quietly(context.world, argument)
        seen.append(node)
        answer = decided(node, context)
        if answer is absorbing:
            return _of(absorbing, seen, context)
        if isinstance(answer, Unknown):
            open_one = open_one or answer
    if open_one is None:
        return _of(not absorbing, seen, context)
    return computed(context.name.lower(), seen, open_one, context.span, context.work)


def _of(value: bool, seen: Sequence[Node], context: Context) -> Node:
    return Node(value, context.span, sensitive=any(node.sensitive for node in seen))


def first_given(arguments: Sequence[Thunk], context: Context) -> Node:
    """``coalesce(…)``: the first that is not null; a text that is known in part is not null."""
    count(arguments, 1)
    secret = False
    result = Node(None, context.span)
    for place, argument in enumerate(arguments):
        node = argument()
        secret = secret or node.sensitive
        value = node.value
        if isinstance(value, Unknown) and value.text is None and place < len(arguments) - 1:
            rest = [quietly(context.world, each) for each in arguments[place + 1 :]]
            result = computed("coalesce", [node, *rest], value, context.span, context.work)
            break
        if value is not None:
            result = used(node, context.span)
            break
    return marked(result) if secret else result


LAZY: dict[str, Callable[[Sequence[Thunk], Context], Node]] = {
    "if": choose,
    "and": both,
    "or": either,
    "coalesce": first_given,
}
