"""All instances of a resource, data source or module call: what ``azurerm_x.y`` and ``azurerm_x.y["a"]`` mean."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mvnetgen.languages.hcl.repetition import Repetition, repetition
from mvnetgen.languages.hcl.syntax import Block
from mvnetgen.languages.hcl.work import NotKnown
from mvnetgen.languages.hcl.world import Question
from mvnetgen.text.document import Cause, Node, Reference, Unknown
from mvnetgen.text.source import Span

if TYPE_CHECKING:
    from mvnetgen.languages.hcl.module_scope import ModuleScope

from mvnetgen.languages.hcl.module_call import Call
from mvnetgen.languages.hcl.resource import Instance, Path


class Family:
    """All instances of one block."""

    def __init__(self, module: ModuleScope, kind: str, labels: tuple[str, ...], block: Block) -> None:
        self.module = module
        self.kind = kind
        self.labels = labels
        self.block = block
        self.address = module.module.address(".".join(labels if kind == "resource" else (kind, *labels)))
        self.others: dict[str | int, Instance] = {}
        self.expanded: tuple[Repetition, tuple[Instance, ...]] | None = None
        self.expanding = False
        self.questions: tuple[Question, ...] = ()

    @property
    def repetition(self) -> Repetition:
        """What ``count`` or ``for_each`` ask for."""
        return self._expand()[0]

    @property
    def certain(self) -> tuple[Instance, ...]:
        """The instances that exist for certain (as far as the module itself does)."""
        return self._expand()[1]

    def _expand(self) -> tuple[Repetition, tuple[Instance, ...]]:
        if self.expanded:
            world = self.module.world
            world.asked.extend(self.questions)
            return self.expanded
        if self.expanding:
            span = self.block.header
            self.module.world.mistake(f"`{self.address}` refers to itself", span)
            kind = "count" if self.block.body.attribute("count") else "for_each"
            return Repetition(kind, (), Unknown(f"`{self.address}` refers to itself", span, kind=Cause.WRONG), span), ()
        world = self.module.world
        asked, refusals = len(world.asked), world.refusals
        self.expanding = True
        try:
            found = repetition(self.block.body, self.module.scope)
        finally:
            self.expanding = False
            world.refusals = refusals
        self.questions = tuple(dict.fromkeys(world.asked[asked:]))
        make = Call if self.kind == "module" else Instance
        instances = tuple([make(self, key, names, certain=True) for key, names in found.items])
        if found.kind:
            world.referents[self.address] = self
        for instance in instances:
            world.referents[instance.address] = instance
        self.expanded = found, instances
        return self.expanded

    def instances(self) -> tuple[Instance, ...]:
        """The certain instances, and an uncertain one when there may be more."""
        return (*self.certain, self.other("?")) if self.repetition.open else self.certain

    def other(self, key: str | int) -> Instance:
        """An instance that may exist."""
        found = self.others.get(key)
        if found is None:
            make = Call if self.kind == "module" else Instance
            found = self.others[key] = make(self, key, self.repetition.other(key), certain=False)
            self.module.world.referents[found.address] = found
        return found

    def value(self, span: Span) -> Node:
        """The resource as a value: an object, or a list or map of them, whose attributes are looked up when used."""
        repeated, instances = self._expand()
        if not repeated.kind:
            return instances[0].node(span)
        if repeated.open:
            reason = repeated.open
            return Node(reason.other(reference=Reference(self.address)), span)
        if repeated.kind == "count":
            return Node(tuple([instance.node(span) for instance in instances]), span)
        return Node({str(instance.key): instance.node(span) for instance in instances}, span)

    def step(self, path: Path, step: str | int, span: Span) -> Node:
        """An instance by its key."""
        if path:
            raise NotKnown(f"`{self.address}`", Cause.CONDITION)
        known = next((each for each in self.certain if each.key == step), None)
        return (known or self.other(step)).node(span)

    def elements(self) -> tuple[Node, ...] | None:
        """It is not known which ones there are."""
        return None


def instances_of(module: ModuleScope, kind: str) -> Iterator[Instance]:
    """The instances of all blocks of a kind in one module."""
    for labels in module.module.declarations.of(kind):
        family = module.family(kind, labels)
        if family:
            yield from family.instances()
