"""How often a ``copy`` repeats something, and how many of its turns run at once."""

from __future__ import annotations

from dataclasses import dataclass

from mvnetgen.languages.arm_json.evaluate import Scope
from mvnetgen.languages.arm_json.json_text import Json
from mvnetgen.languages.arm_json.reading import Reading, child, text_at
from mvnetgen.languages.arm_json.value import named
from mvnetgen.text.document import Cause, Node, Unknown
from mvnetgen.text.source import Span

MOST = 800
"""Turns of one loop: https://learn.microsoft.com/azure/azure-resource-manager/templates/best-practices, 2026-11."""


@dataclass(frozen=True, slots=True)
class Loop:
    """A loop whose number of turns is known."""

    name: str
    count: int
    span: Span


def loop_of(copy: Json, count: Node, reading: Reading, scope: Scope) -> Loop | Unknown:
    """The loop that ``copy`` describes, with its count evaluated; why it is not known otherwise."""
    name = text_at(copy, "name")
    span = reading.span(copy)
    value = count.value
    if isinstance(value, Unknown):
        if value.text is not None:
            scope.world.mistake("the count of a loop is a whole number, and this is a string", count.span)
        return value.other()
    message = None
    if isinstance(value, bool) or not isinstance(value, int):
        message = f"the count of a loop is a whole number, and this is {named(value)}"
    elif value < 0:
        message = "the count of a loop is not negative"
    elif value > MOST:
        message = f"a loop has at most {MOST} turns"
    if message is not None:
        scope.world.mistake(message, count.span)
        return Unknown(message, count.span, kind=Cause.WRONG)
    assert isinstance(value, int)
    return Loop(name or "", value, span)


def batch_of(copy: Json) -> int | None:
    """How many turns run at once: None for all of them. A serial loop without a number runs one by one."""
    if (text_at(copy, "mode") or "").lower() != "serial":
        return None
    size = child(copy, "batchsize")
    value = size.value if size is not None else 1
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else 1
