"""One call of a module: the file that is called, what it is given, and what it gives back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Self

from mvnetgen.languages.arm_json.deploy import Files
from mvnetgen.languages.arm_json.functions.context import Site
from mvnetgen.languages.arm_json.value import used
from mvnetgen.languages.bicep.evaluate import evaluate
from mvnetgen.languages.bicep.handle import handle
from mvnetgen.languages.bicep.instance import Instance
from mvnetgen.languages.bicep.json_module import JsonTemplate, json_template
from mvnetgen.languages.bicep.library import beside
from mvnetgen.languages.bicep.placement import placement
from mvnetgen.languages.bicep.registry import is_reference, resolved, restored
from mvnetgen.languages.bicep.scope import because
from mvnetgen.languages.bicep.syntax import Literal, Module, ObjectLiteral, Property
from mvnetgen.languages.bicep.template import Input, Template
from mvnetgen.languages.hcl.work import NotKnown, Refused
from mvnetgen.languages.symbolic import opaque
from mvnetgen.text.document import Cause, Node, Reference, Unknown
from mvnetgen.text.source import Span

DEEPEST = 25
"""Modules that call each other."""


class ModuleInstance(Instance):
    """A module call."""

    @property
    def statement(self) -> Module:
        """Where it is called."""
        statement = self.family.statement
        assert isinstance(statement, Module)
        return statement

    @property
    def source(self) -> Node:
        """The path, as it is written."""
        return evaluate(self.statement.source, self.scope)

    @property
    def name(self) -> Node | None:
        """The name of its deployment; None when it is left out."""
        return self.entry("name")

    @cached_property
    def site(self) -> Site:
        """Where it is deployed to."""
        try:
            found, _ = placement(self.written("scope"), self.scope, self.template.site)
        except (Refused, NotKnown) as mistake:
            reason, kind = because(mistake)
            unknown = Unknown(reason, self.scope.span(self.statement), kind=kind)
            found = self.template.site.elsewhere(subscription=unknown, group=unknown)
        name = self.name.value if self.name else None
        if isinstance(name, str | Unknown):
            return replace(found, deployment=name)
        reason = "the module has no name of its own"
        return replace(found, deployment=opaque(f"{self.address}.name", reason, self.scope.span(self.statement.name)))

    @cached_property
    def parameters(self) -> Node:
        """What is handed over, as a mapping."""
        node = self.entry("params")
        return node if node is not None else Node({}, self.scope.span(self.statement.name))

    @cached_property
    def inputs(self) -> Mapping[str, Input] | Unknown:
        """What is handed over, by the names of parameters; each is evaluated when somebody asks for it."""
        written = self.written("params")
        if isinstance(written, ObjectLiteral):
            properties = [entry for entry in written.entries if isinstance(entry, Property)]
            if len(properties) == len(written.entries) and all(isinstance(each.key, Literal) for each in properties):
                return {str(each.key.value): self._input(each) for each in properties if isinstance(each.key, Literal)}
        value = self.parameters.value
        if isinstance(value, Unknown):
            return value
        return dict(value) if isinstance(value, Mapping) else {}

    def _input(self, entry: Property) -> Input:
        expression = entry.value
        return lambda: evaluate(expression, self.scope)

    @cached_property
    def called(self) -> Template | JsonTemplate | Unknown:
        """The file that is called, evaluated with what it is given; `Unknown` when nobody knows what it deploys."""
        source = self.source.value
        span = self.source.span
        if not isinstance(source, str):
            return Unknown("the path of the module is not known", span, kind=Cause.MODULE)
        if is_reference(source):
            return self._restored(source, span)
        if "\\" in source or source.startswith("/"):
            return Unknown(
                f"`{source}` is no path of a module: it starts from this file, with `/` between folders", span
            )
        path = beside(self.template.file.path, source)
        above = (*self.template.callers, self.template.file.path)
        if path in above or len(above) > DEEPEST:
            return Unknown(f"the module `{source}` calls itself", span, kind=Cause.WRONG)
        if not self.template.library.tree.contains(path):
            return Unknown(f"the module `{source}` lies outside of the repository", span, kind=Cause.MODULE)
        if path.lower().endswith((".json", ".jsonc")):
            return self._json(self.template.library.templates, path, f"the module `{source}`", span)
        declarations = self.template.library.declarations(path)
        if declarations is None:
            return Unknown(f"the module `{source}` is not there", span, kind=Cause.FILE)
        site = replace(self.site, level=declarations.scope) if self.written("scope") is None else self.site
        return Template(
            declarations,
            self.template.library,
            self.template.world,
            site,
            inputs=self.inputs,
            prefix=f"{self.address}.",
            callers=above,
        )

    @property
    def reference(self) -> str:
        """The source with its alias resolved, when it means a registry."""
        source = self.source.value
        if not isinstance(source, str) or not is_reference(source):
            return ""
        return resolved(source, self.template.file.path, self.template.library)

    def _restored(self, source: str, span: Span) -> JsonTemplate | Unknown:
        """A module of a registry, when the compiler has restored it."""
        files, path = self.template.library.restored, restored(self.reference)
        if files is None or path is None:
            return Unknown(f"the module `{source}` lies in a registry", span, kind=Cause.MODULE)
        found = self._json(files, path, f"the module `{source}`", span)
        return found if isinstance(found, JsonTemplate) else Unknown(f"the module `{source}` lies in a registry", span)

    def _json(self, files: Files, path: str, shown: str, span: Span) -> JsonTemplate | Unknown:
        given: dict[str, Node] | None = None
        if not isinstance(self.inputs, Unknown):
            given = {name: each() if callable(each) else each for name, each in self.inputs.items()}
        world = self.template.world
        made = json_template(files, path, given, world=world, site=self.site, prefix=f"{self.address}.")
        return Unknown(f"{shown} {made}", span) if isinstance(made, str) else made

    # what is asked of it

    def attribute(self, name: str, span: Span, *, safe: bool) -> Node:
        """``module.outputs``, ``module.name``."""
        if safe and self.conditions is None:
            return Node(None, span)
        if name == "name":
            found = self.name
            if found is not None:
                return used(found, span)
            return Node(opaque(f"{self.address}.name", "the module has no name of its own", span), span)
        if name != "outputs":
            raise Refused(f"a module has outputs and a name, and no `{name}`")
        reason = f"the outputs of `{self.address}` are known when it is deployed"
        return handle(Outputs(self), Reference(self.address, ("outputs",)), reason, span, Cause.MODULE)

    def output(self, name: str, span: Span, *, safe: bool) -> Node:
        """``module.outputs.name``."""
        called = self.called
        if isinstance(called, Unknown):
            reason = f"the output `{name}` of `{self.address}`: {called.reason}"
            value = opaque(f"{self.address}.outputs.{name}", reason, span, kind=Cause.MODULE)
            return Node(replace(value, reference=Reference(self.address, ("outputs", name))), span)
        if self.conditions is None:
            raise Refused(f"`{self.address}` is not deployed, and has no outputs")
        found = called.output(name)
        if found is None:
            if safe:
                return Node(None, span)
            raise Refused(f"the module `{self.address}` has no output `{name}`")
        return used(found, span)


@dataclass(frozen=True, slots=True)
class Outputs:
    """``module.outputs``."""

    module: ModuleInstance

    def attribute(self, name: str, span: Span, *, safe: bool) -> Node:
        """``module.outputs.name``."""
        return self.module.output(name, span, safe=safe)

    def turn(self, key: Node, span: Span) -> Node:
        """``module.outputs['name']``."""
        if isinstance(key.value, str):
            return self.module.output(key.value, span, safe=False)
        raise NotKnown("which output is meant is not known")

    def child(self, name: str, _span: Span) -> Node:
        """Only resources have others inside."""
        raise Refused(f"there is no resource `{name}` inside")

    def resolved(self) -> Self:
        """It stands for itself."""
        return self
