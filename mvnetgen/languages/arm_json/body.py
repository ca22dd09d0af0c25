"""JSON with expressions as evaluated values, loops over properties among them."""

from __future__ import annotations

from mvnetgen.languages.arm_json.evaluate import Scope, evaluate
from mvnetgen.languages.arm_json.expression import Failure, is_expression, literal, parse
from mvnetgen.languages.arm_json.json_text import Json, Members
from mvnetgen.languages.arm_json.loops import Loop, loop_of
from mvnetgen.languages.arm_json.reading import Reading, child, items, text_at
from mvnetgen.languages.arm_json.value import keyed, named
from mvnetgen.languages.symbolic import key_in_part, opaque
from mvnetgen.text.document import Cause, Node, Unknown


def value_of(value: Json, reading: Reading, scope: Scope, *, loops: bool = False) -> Node:
    """The value that JSON stands for; with `loops`, a key ``copy`` in an object makes properties."""
    inner = value.value
    span = reading.span(value)
    scope.world.work.charge()
    if isinstance(inner, str):
        if not inner.startswith("["):
            return Node(inner, span)
        if not is_expression(inner):
            return Node(literal(inner), span)
        return expression_value(inner, value, reading, scope)
    if isinstance(inner, Members):
        return Node(_object(inner, reading, scope, loops), span)
    if isinstance(inner, list):
        return Node(tuple([value_of(item, reading, scope, loops=loops) for item in inner]), span)
    if isinstance(inner, float) and inner in (float("inf"), float("-inf")):
        return Node(Unknown("the number is too large", span, kind=Cause.WRONG), span)
    return Node(inner, span)


def expression_value(text: str, value: Json, reading: Reading, scope: Scope) -> Node:
    """The value of a text in brackets."""
    expression, places = parse(text), reading.places(value)
    if isinstance(expression, Failure):
        place = places(expression.start, expression.end)
        scope.world.mistake(expression.message, place)
        return Node(
            Unknown(f"the expression cannot be read: {expression.message}", place, kind=Cause.WRONG),
            reading.span(value),
        )
    result = evaluate(expression, scope, places)
    span = reading.span(value)
    origin = result.origin if result.origin != span else None
    return Node(result.value, span, None, origin, result.sensitive)


def _object(inner: Members, reading: Reading, scope: Scope, loops: bool) -> dict[str, Node]:
    result: dict[str, Node] = {}
    for key, item in inner:
        name = str(key.value)
        if loops and name.lower() == "copy" and _are_loops(item):
            for made in items(item):
                loop_name, node = _property_loop(made, reading, scope)
                result[loop_name] = keyed(node, reading.span(child(made, "name") or made))
            continue
        node = value_of(item, reading, scope, loops=loops)
        if name.startswith("[") and is_expression(name):
            made_key = expression_value(name, key, reading, scope)
            if isinstance(made_key.value, Unknown):
                name = key_in_part(made_key.value, result)
            elif isinstance(made_key.value, str):
                name = made_key.value
            else:
                scope.world.mistake(f"a key is a string, and this is {named(made_key.value)}", made_key.span)
                continue
        elif name.startswith("[["):
            name = literal(name)
        result[name] = keyed(node, reading.span(key))
    return result


def _are_loops(value: Json) -> bool:
    found = items(value)
    return bool(found) and all(child(each, "input") is not None and text_at(each, "name") is not None for each in found)


def _property_loop(made: Json, reading: Reading, scope: Scope) -> tuple[str, Node]:
    name = text_at(made, "name") or ""
    loop = loop_of(made, value_of(child(made, "count") or made, reading, scope), reading, scope)
    given = child(made, "input")
    assert given is not None
    return name, repeated(loop, given, reading, scope)


def repeated(loop: Loop | Unknown, given: Json, reading: Reading, scope: Scope, *, named: bool = True) -> Node:
    """The list that a loop makes of its input; `named` loops are asked for their index by name only."""
    span = reading.span(given)
    if isinstance(loop, Unknown):
        return Node(loop, span)
    scope.world.work.elements(loop.count)
    made: list[Node] = []
    for index in range(loop.count):
        inner = scope.turning(loop.name, Node(index, loop.span), named=named)
        made.append(value_of(given, reading, inner, loops=True))
    return Node(tuple(made), span)


def unknown_index(loop_name: str, reading: Reading, value: Json) -> Node:
    """The index of a loop whose number of turns nobody knows."""
    span = reading.span(value)
    reason = "the number of turns of the loop is not known"
    return Node(opaque(f"copyIndex({loop_name})", reason, span, Cause.CONDITION), span)
