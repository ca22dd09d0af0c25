"""One instance of a resource or data source, and what ``azurerm_x.y.name`` means."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from mvnetgen.languages.hcl import access
from mvnetgen.languages.hcl.body import META, read_blocks, read_body
from mvnetgen.languages.hcl.declarations import nested_type
from mvnetgen.languages.hcl.evaluate import evaluate
from mvnetgen.languages.hcl.module import Module
from mvnetgen.languages.hcl.repetition import Names, suffix
from mvnetgen.languages.hcl.scope import Scope
from mvnetgen.languages.hcl.syntax import Block, Expression
from mvnetgen.languages.hcl.value import used
from mvnetgen.languages.hcl.work import NotKnown, Refused
from mvnetgen.text.document import Cause, Node, Reference, Unknown
from mvnetgen.text.source import Span

if TYPE_CHECKING:
    from mvnetgen.languages.hcl.family import Family

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Meta:
    """What Terraform takes for itself in a block."""

    count: Expression | None
    for_each: Expression | None
    depends_on: Expression | None
    provider: Expression | None
    lifecycle: Block | None


def meta_of(block: Block) -> Meta:
    """The meta arguments of a resource, data source or module call."""
    found = {name: block.body.attribute(name) for name in ("count", "for_each", "depends_on", "provider")}
    values = {name: attribute.value if attribute else None for name, attribute in found.items()}
    return Meta(**values, lifecycle=next(iter(block.body.blocks_of("lifecycle")), None))


class Instance:
    """One instance of a resource or data source: its arguments, and references to its attributes."""

    def __init__(self, family: Family, key: str | int | None, names: Names, *, certain: bool) -> None:
        self.family = family
        self.key = key
        self.address = family.address + suffix(key)
        self.block = family.block
        self.scope: Scope = family.module.scope.binding(names) if names else family.module.scope
        self.certain = certain and family.module.module.certain
        """Whether it exists for certain."""

    @property
    def kind(self) -> str:
        """``resource``, ``data`` or ``module``."""
        return self.family.kind

    @property
    def type(self) -> str:
        """``azurerm_storage_account``; of a module call, its name."""
        return self.family.labels[0]

    @property
    def name(self) -> str:
        """The second label."""
        return self.family.labels[-1]

    @property
    def module(self) -> Module:
        """The module that declares it."""
        return self.family.module.module

    @property
    def because(self) -> Unknown | None:
        """Why it is not certain."""
        return self.family.repetition.open

    @property
    def meta(self) -> Meta:
        """Its meta arguments."""
        return meta_of(self.block)

    @cached_property
    def body(self) -> Node:
        """Its arguments and nested blocks, within a budget that no other resource uses up."""
        work = self.scope.world.work
        kept = work.reserve()
        try:
            return read_body(self.block.body, self.scope, self.block.span, META)
        finally:
            work.release(kept)

    def evaluate(self, expression: Expression) -> Node:
        """The value of an expression of its block."""
        return evaluate(expression, self.scope)

    def node(self, span: Span) -> Node:
        """The instance as a value."""
        return Node(self._unknown((), span), span)

    def elements(self) -> tuple[Node, ...] | None:
        """``[*]`` of one object is a list of it."""
        return (self.node(self.block.header),) if self.certain else None

    def _unknown(self, path: Path, span: Span) -> Unknown:
        reference = Reference(self.address, path)
        if self.kind == "data":
            return Unknown(
                f"data source `{self.address}` is only read by Terraform", span, None, reference, kind=Cause.DATA
            )
        if not path:
            return Unknown(f"`{self.address}` is known after apply", span, None, reference, kind=Cause.RESOURCE)
        shown = ".".join(map(str, path))
        reason = f"attribute `{shown}` of `{self.address}` is known after apply"
        return Unknown(reason, span, None, reference, kind=Cause.RESOURCE)

    def step(self, path: Path, step: str | int, span: Span) -> Node:
        """An attribute: the argument when it is configured and known, otherwise a reference."""
        whole = (*path, step)
        configured = self._configured(whole, span)
        if configured is None:
            return Node(self._unknown(whole, span), span)
        value = configured.value
        if isinstance(value, Unknown):
            known_in_part = value.other(value.text, Reference(self.address, whole))
            return Node(known_in_part, span, None, configured.origin or configured.span, configured.sensitive)
        return used(configured, span)

    def _configured(self, path: Path, span: Span) -> Node | None:
        """What the block says about an attribute; None when it does not say."""
        name = path[0]
        attribute = self.block.body.attribute(name) if isinstance(name, str) else None
        shown = f"{self.address}.{name}"
        if attribute is not None and name not in META:
            value = attribute.value
            node = self.family.module.remember((shown,), shown, span, lambda: self.scope.value(value))
        else:
            blocks = [block for block in self.block.body.blocks if nested_type(block) == name and name not in META]
            if not blocks or len(path) < 3:
                return None
            node = self.family.module.remember((shown,), shown, span, lambda: read_blocks(blocks, self.scope))
        for step in path[1:]:
            if isinstance(node.value, Unknown):
                return None
            key = Node(step, span)
            try:
                node = access.index(node, key, span, self.scope.world)
            except (Refused, NotKnown):
                return None
        return node
