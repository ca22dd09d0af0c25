"""``count`` and ``for_each``: which instances a block has."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from mvnetgen.languages.hcl.conversion import NUMBER, convert
from mvnetgen.languages.hcl.evaluate import evaluate
from mvnetgen.languages.hcl.scope import Scope
from mvnetgen.languages.hcl.syntax import Body
from mvnetgen.languages.hcl.value import Set, any_sensitive, items_of, named, unknown
from mvnetgen.languages.hcl.work import Refused
from mvnetgen.text.document import HOLE, Cause, Node, Unknown
from mvnetgen.text.source import Span

MOST = 2000
"""Instances of one block that are looked at one by one."""

Names = Mapping[str, Node]


@dataclass(frozen=True, slots=True)
class Repetition:
    """The instances of a block."""

    kind: str = ""
    """``count``, ``for_each``, or nothing for a block that stands for itself."""
    items: tuple[tuple[str | int | None, Names], ...] = ((None, {}),)
    """The key of each certain instance, and what ``each`` or ``count`` is in it."""
    open: Unknown | None = None
    """Why there may be more instances than these, or fewer."""
    span: Span | None = None
    """The expression of ``count`` or ``for_each``."""

    def other(self, key: str | int, because: Unknown | None = None) -> Names:
        """What ``each`` or ``count`` is in an instance that may exist; ``"?"`` for one with any key."""
        span = self.span or Span("", 1, 1, 1, 1)
        reason = because or self.open or Unknown("the key is not known", span, kind=Cause.CONDITION)
        missing = Node(reason.other(), span)
        if self.kind == "count":
            return {"count": Node({"index": missing if key == "?" else Node(key, span)}, span)}
        return {"each": Node({"key": missing if key == "?" else Node(str(key), span), "value": missing}, span)}


def suffix(key: str | int | None) -> str:
    """The key as it ends an address: ``["a"]``, ``[0]``, ``[?]`` for an instance with any key."""
    if key is None:
        return ""
    if key == "?":
        return "[?]"
    return f"[{key}]" if isinstance(key, int) else f"[{json.dumps(key.replace(HOLE, '?'), ensure_ascii=False)}]"


def repetition(body: Body, scope: Scope) -> Repetition:
    """The instances that ``count`` or ``for_each`` ask for."""
    count, each = body.attribute("count"), body.attribute("for_each")
    attribute = count or each
    if attribute is None:
        return Repetition()
    kind = "count" if count else "for_each"
    span = attribute.value.span
    node = evaluate(attribute.value, scope)
    try:
        if isinstance(node.value, Unknown):
            return Repetition(kind, (), node.value, span)
        return _counted(node, span, scope) if count else _each(node, span, scope)
    except Refused as refusal:
        scope.world.mistake(f"`{kind}`: {refusal.message}", span)
        return Repetition(kind, (), Unknown(f"`{kind}`: {refusal.message}", span, kind=Cause.WRONG), span)


def _refuse_sensitive(node: Node, scope: Scope) -> None:
    if node.sensitive or (isinstance(node.value, Set) and any_sensitive(node.value, scope.world.work)):
        raise Refused("a sensitive value cannot decide which instances there are")


def _counted(node: Node, span: Span, scope: Scope) -> Repetition:
    _refuse_sensitive(node, scope)
    value = convert(node, NUMBER, scope.world.work).value
    if not isinstance(value, int) or value < 0:
        raise Refused("a whole number from 0 is required")
    if value > MOST:
        return Repetition("count", (), Unknown(f"there are more than {MOST} instances", span, kind=Cause.BUDGET), span)
    items = [(index, {"count": Node({"index": Node(index, span)}, span)}) for index in range(value)]
    return Repetition("count", tuple(items), None, span)


def _each(node: Node, span: Span, scope: Scope) -> Repetition:
    _refuse_sensitive(node, scope)
    value = node.value
    if value == ():  # a set, when the type of the arm that made it is not known
        return Repetition("for_each", (), None, span)
    if not isinstance(value, Mapping | Set):
        raise Refused(f"a map or a set of texts is required, and this is {named(value)}")
    if len(value) > MOST:
        return Repetition(
            "for_each", (), Unknown(f"there are more than {MOST} instances", span, kind=Cause.BUDGET), span
        )
    items: list[tuple[str | int | None, Names]] = []
    open_: Unknown | None = None
    for key, item in items_of(node, scope.world.work):
        if isinstance(key.value, Unknown):
            open_ = open_ or key.value
            continue
        if not isinstance(key.value, str):
            raise Refused("a map or a set of texts is required")
        shown = unknown("the key is not known", key.span, Cause.CONDITION) if HOLE in key.value else key
        items.append((key.value, {"each": Node({"key": shown, "value": item}, span)}))
    return Repetition("for_each", tuple(items), open_, span)
