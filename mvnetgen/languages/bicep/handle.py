"""A resource or module as a value: what is asked of it is looked up when it is asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from mvnetgen.languages.symbolic import Symbolic, opaque
from mvnetgen.text.document import Cause, Node, Reference
from mvnetgen.text.source import Span


class Target(Protocol):
    """A resource, a module call, or a loop over one of them."""

    def attribute(self, name: str, span: Span, *, safe: bool) -> Node:
        """``target.name``; with `safe`, ``target.?name``."""

    def turn(self, key: Node, span: Span) -> Node:
        """``target[key]``."""

    def child(self, name: str, span: Span) -> Node:
        """``target::name``."""

    def resolved(self) -> Target:
        """The one resource or module that a declaration without a loop stands for; otherwise the same."""


@dataclass(frozen=True, slots=True)
class Handle(Symbolic):
    """The value of the name of a resource or module."""

    target: Target | None = None


def handle(target: Target, reference: Reference, reason: str, span: Span, kind: Cause = Cause.RESOURCE) -> Node:
    """The value of something whose parts are looked up when they are asked for."""
    name = ".".join(map(str, (reference.address, *reference.attribute)))
    symbol = opaque(name, reason).symbol
    return Node(Handle(reason, span, None, reference, kind=kind, symbol=symbol, target=target), span)


def target_of(node: Node) -> Target | None:
    """What a node stands for, when it is the name of a resource or module."""
    target = node.value.target if isinstance(node.value, Handle) else None
    return target.resolved() if target is not None else None
