"""A module in one world: its variables, locals, resources and calls as values."""

from __future__ import annotations

import os
from collections.abc import Callable

from mvnetgen.languages.hcl.constraint import read_type
from mvnetgen.languages.hcl.conversion import convert
from mvnetgen.languages.hcl.family import Family
from mvnetgen.languages.hcl.module import Module, Pending
from mvnetgen.languages.hcl.scope import Scope
from mvnetgen.languages.hcl.syntax import Block, Expression
from mvnetgen.languages.hcl.value import unknown, used
from mvnetgen.languages.hcl.work import Refused, TooMuchWork
from mvnetgen.languages.hcl.world import Question, World
from mvnetgen.text.document import Cause, Node, Reference, Unknown, without_keys
from mvnetgen.text.source import Span


class ModuleScope:
    """The names of a module and their values."""

    def __init__(self, module: Module, world: World) -> None:
        self.module = module
        self.world = world
        self.scope = Scope(world, None, self, module.folder)
        self.memo: dict[tuple[str, ...], tuple[Node, tuple[Question, ...]]] = {}
        self.busy: set[tuple[str, ...]] = set()
        self.families: dict[tuple[str, ...], Family] = {}

    def remember(self, key: tuple[str, ...], shown: str, span: Span, compute: Callable[[], Node]) -> Node:
        """
        The value under a key, computed once. While it is computed, asking for it again is a cycle.

        Questions that its computation asked count for everybody who uses it; refusals belong to the value alone, and so do
        the sensitive values that it met on its way.
        """
        world = self.world
        known = self.memo.get(key)
        if known is not None:
            world.asked.extend(known[1])
            return known[0]
        if key in self.busy:
            world.mistake(f"`{shown}` refers to itself", span)
            return unknown(f"`{shown}` refers to itself", span, Cause.WRONG)
        self.busy.add(key)
        asked, refusals, touched = len(world.asked), world.refusals, world.touched
        looping, world.looping = world.looping, 0
        outer = world.work.begin()
        try:
            node = compute()
        except TooMuchWork as limit:
            node = world.exhaust(limit.message, span)
        finally:
            world.work.end(outer)
            world.looping = looping
            self.busy.discard(key)
            world.refusals, world.touched = refusals, touched
        self.memo[key] = (node, tuple(dict.fromkeys(world.asked[asked:])))
        return node

    # what expressions ask for

    def reference(self, root: str, name: str, span: Span) -> Node:
        """The value of ``root.name``, used at a span."""
        if root == "var":
            return used(self.variable(name, span), span)
        if root == "local":
            return used(self.local(name, span), span)
        if root == "module":
            return self._family("module", (name,), span)
        if root == "path":
            return self._path(name, span)
        if root == "terraform":
            value = Unknown(f"`terraform.{name}`", span, None, Reference(f"terraform.{name}"), kind=Cause.ELSEWHERE)
            return Node(value, span)
        return self._family("resource", (root, name), span)

    def data(self, kind: str, name: str, span: Span) -> Node:
        """The value of ``data.kind.name``, used at a span."""
        return self._family("data", (kind, name), span)

    def local_expression(self, name: str) -> Expression | None:
        """The expression of ``local.name``; None while it is evaluated, for then it is part of a cycle."""
        attribute = self.module.declarations.locals.get(name)
        return attribute.value if attribute and ("local", name) not in self.busy else None

    def _path(self, name: str, span: Span) -> Node:
        if name == "root":
            return Node(".", span)
        if name == "module":
            relative = os.path.relpath(self.module.directory, self.module.folder.working)
            return Node(relative.replace(os.sep, "/"), span)
        return unknown(f"`path.{name}`", span, Cause.ELSEWHERE)

    # variables, locals, outputs

    def local(self, name: str, span: Span) -> Node:
        """The value of a local where it is written."""
        attribute = self.module.declarations.locals.get(name)
        if attribute is None:
            return self.missing(f"local.{name}", span, "locals")
        return self.remember(("local", name), f"local.{name}", span, lambda: self.scope.value(attribute.value))

    def variable(self, name: str, span: Span) -> Node:
        """The value of a variable where it is written: from the caller, or its default."""
        block = self.module.declarations.of("variable").get((name,))
        if block is None:
            return self.missing(f"var.{name}", span, "variable", name)
        return self.remember(("var", name), f"var.{name}", span, lambda: self._variable(name, block))

    def _variable(self, name: str, block: Block) -> Node:
        given = self.module.inputs.get(name)
        node = given.scope.value(given.expression) if isinstance(given, Pending) else given
        nullable = block.body.attribute("nullable")
        if node is None or (node.value is None and nullable and self.scope.value(nullable.value).value is False):
            default = block.body.attribute("default")
            if default is not None and self.world.opened:
                default = default if without_keys(self.module.address(f"var.{name}")) not in self.world.opened else None
            if default is None:
                why = "is not set by its call" if self.module.path else "has no default"
                reference = Reference(self.module.address(f"var.{name}"))
                given_later = Unknown(f"variable `{name}` {why}", block.header, None, reference, kind=Cause.VARIABLE)
                node = Node(given_later, block.header)
            else:
                node = self.scope.value(default.value)
        constraint = block.body.attribute("type")
        if constraint:
            try:
                node = convert(node, read_type(constraint.value, self.scope), self.world.work)
            except Refused as refusal:
                self.world.mistake(f"variable `{name}`: {refusal.message}", node.span)
                wrong = Unknown(f"variable `{name}`: {refusal.message}", node.span, kind=Cause.WRONG)
                node = Node(wrong, node.span, origin=node.origin)
        return self._marked(node, block)

    def _marked(self, node: Node, block: Block) -> Node:
        for name in ("sensitive", "ephemeral"):
            mark = block.body.attribute(name)
            if mark and self.scope.value(mark.value).value is True:
                return self.world.conceal(node)
        return node

    def output(self, name: str, span: Span) -> Node:
        """The value of an output, used at a span of the caller."""
        block = self.module.declarations.of("output").get((name,))
        attribute = block.body.attribute("value") if block else None
        shown = self.module.address(name)
        if block is None or attribute is None:
            return self.missing(shown, span, "output", name)
        value = attribute.value
        return used(
            self.remember(("output", name), shown, span, lambda: self._marked(self.scope.value(value), block)), span
        )

    def missing(self, shown: str, span: Span, kind: str, *labels: str) -> Node:
        """What is not declared; perhaps a file that could not be parsed declares it."""
        hiding = self.module.declarations.hidden(kind, *labels)
        named = Reference(self.module.address(shown)) if kind in {"variable", "locals"} else None
        if hiding:
            hidden = Unknown(f"`{hiding.span.path}` could not be parsed", hiding.span, None, named, kind=Cause.FILE)
            return Node(hidden, span)
        return Node(Unknown(f"`{shown}` is not declared", span, None, named, kind=Cause.UNDECLARED), span)

    # resources, data sources, module calls

    def _family(self, kind: str, labels: tuple[str, ...], span: Span) -> Node:
        family = self.family(kind, labels)
        if family is None:
            shown = ".".join(labels if kind == "resource" else (kind, *labels))
            return self.missing(shown, span, kind, *labels)
        return family.value(span)

    def family(self, kind: str, labels: tuple[str, ...]) -> Family | None:
        """The resource, data source or module call of a name with all of its instances."""
        key = (kind, *labels)
        family = self.families.get(key)
        if family is None:
            block = self.module.declarations.of(kind).get(labels)
            if block is None:
                return None
            self.world.work.charge(20)
            family = self.families[key] = Family(self, kind, labels, block)
        return family


def scope_of(module: Module, world: World) -> ModuleScope:
    """The module in a world; the same one for the same call."""
    found = world.scopes.get(module.path)
    if not isinstance(found, ModuleScope):
        found = world.scopes[module.path] = ModuleScope(module, world)
    return found
