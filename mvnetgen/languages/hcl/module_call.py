"""One instance of a module call, and the module behind it when it is here."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from mvnetgen.languages.hcl.body import META, read_body
from mvnetgen.languages.hcl.evaluate import evaluate
from mvnetgen.languages.hcl.module import Module, Pending, child_directory
from mvnetgen.languages.hcl.repetition import suffix
from mvnetgen.text.document import Cause, Node, Reference, Unknown
from mvnetgen.text.source import Span

if TYPE_CHECKING:
    from mvnetgen.languages.hcl.module_scope import ModuleScope

from mvnetgen.languages.hcl.resource import Instance, Path

DEEPEST_CALL = 20
"""Modules that call modules."""

CALL_META = META | {"source", "version"}


class Call(Instance):
    """One instance of a module call."""

    @cached_property
    def source(self) -> Node | None:
        """Where the module comes from."""
        attribute = self.block.body.attribute("source")
        return evaluate(attribute.value, self.scope) if attribute else None

    @cached_property
    def version(self) -> Node | None:
        """The version constraint."""
        attribute = self.block.body.attribute("version")
        return evaluate(attribute.value, self.scope) if attribute else None

    @cached_property
    def body(self) -> Node:
        """The arguments."""
        return read_body(self.block.body, self.scope, self.block.span, CALL_META)

    @cached_property
    def child(self) -> ModuleScope | None:
        """The called module; None when it is not local, or cannot be entered."""
        from mvnetgen.languages.hcl.module_scope import scope_of  # noqa: PLC0415 - a module calls modules

        source = self.source.value if self.source else None
        caller = self.module
        directory = child_directory(caller, source) if isinstance(source, str) else None
        if directory is None:
            return None
        world = self.scope.world
        above = (*caller.above, caller.directory)
        if directory in above or len(above) > DEEPEST_CALL:
            world.mistake(f"module `{self.address}` calls itself", self.block.header)
            return None
        world.work.charge(100)
        inputs = {
            attribute.name: Pending(attribute.value, self.scope)
            for attribute in self.block.body.attributes
            if attribute.name not in CALL_META
        }
        name = self.family.labels[0] + suffix(self.key)
        module = Module(
            directory,
            caller.library.declarations(directory),
            caller.folder,
            caller.library,
            inputs,
            (*caller.path, "module", name),
            self.certain,
            above,
        )
        return scope_of(module, world)

    def step(self, path: Path, step: str | int, span: Span) -> Node:
        """An output."""
        if self.child and not path and isinstance(step, str):
            return self.child.output(step, span)
        return Node(self._unknown((*path, step), span), span)

    def _unknown(self, path: Path, span: Span) -> Unknown:
        reference = Reference(self.address, path)
        if path and not self.child:
            reason = f"output `{path[0]}` of `{self.address}`, a module from elsewhere"
            return Unknown(reason, span, None, reference, kind=Cause.MODULE)
        return Unknown(f"the outputs of `{self.address}` as a whole", span, None, reference, kind=Cause.MODULE)
