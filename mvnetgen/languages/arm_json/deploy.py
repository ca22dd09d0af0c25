"""One entry while it is evaluated: its files, its templates within each other, and what they hand over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Protocol

from mvnetgen.languages.arm_json.declare import Draft
from mvnetgen.languages.arm_json.evaluate import Scope
from mvnetgen.languages.arm_json.functions.context import Context
from mvnetgen.languages.arm_json.json_text import Json, Members
from mvnetgen.languages.arm_json.level import Around, Level, target_of
from mvnetgen.languages.arm_json.names import TemplateNames
from mvnetgen.languages.arm_json.nested import Template, handed_over, is_inner, site_of, template_of
from mvnetgen.languages.arm_json.reading import Reading, decode_json
from mvnetgen.languages.deployment import Call, Resource
from mvnetgen.languages.hcl.work import TooMuchWork
from mvnetgen.languages.hcl.world import World
from mvnetgen.languages.symbolic import symbol_of
from mvnetgen.text.document import Cause, Node, Unknown
from mvnetgen.text.errors import InputError
from mvnetgen.text.source import Span

DEEPEST = 20
"""Deployments within each other."""
MOST_LEVELS = 1000
"""Templates that one entry deploys."""


class Tree(Protocol):
    """Where files are read."""

    def read(self, path: str) -> bytes:
        """The bytes of a file. Raises `InputError`."""


class Files:
    """The files of one entry, each read once, in whatever world."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self._read: dict[str, Reading | InputError] = {}

    def reading(self, path: str) -> Reading:
        """A file of JSON. Raises `InputError`."""
        found = self._read.get(path)
        if found is None:
            try:
                found = Reading(decode_json(self.tree.read(path), path))
            except InputError as error:
                found = error
            self._read[path] = found
        if isinstance(found, InputError):
            raise found
        return found

    @property
    def paths(self) -> tuple[str, ...]:
        """What was asked for."""
        return tuple(self._read)

    @property
    def readings(self) -> list[Reading]:
        """What could be read."""
        return [each for each in self._read.values() if isinstance(each, Reading)]


class Deploying:
    """One entry, evaluated in one world."""

    def __init__(self, files: Files, world: World) -> None:
        self.files = files
        self.world = world
        self.resources: list[Resource] = []
        self.calls: list[Call] = []
        self.declared: list[Span] = []
        """Where parameters are declared."""
        self._addresses: set[str] = set()
        self._deployments: dict[str, tuple[Draft, Level]] = {}
        self._levels: dict[int, Level | None] = {}
        self._open: set[int] = set()

    def unique(self, address: str) -> str:
        """An address that no other resource has."""
        made, number = address, 1
        while made in self._addresses:
            number += 1
            made = f"{address}#{number}"
        self._addresses.add(made)
        return made

    def declare(self, names: TemplateNames) -> None:
        """Note where the parameters of a template are declared."""
        for _key, definition in names.parameter_names.values():
            self.declared.append(names.reading.span(definition))

    def remember(self, draft: Draft, level: Level) -> None:
        """Note a deployment within another, so that its outputs can be asked for by its id."""
        symbol = symbol_of(draft.identity.id)
        if symbol is not None:
            self._deployments.setdefault(symbol.lower(), (draft, level))

    def contents(self, identifier: Node, context: Context) -> Node | None:
        """What is known of the deployment of an id: its outputs; None for anything else."""
        symbol = symbol_of(identifier)
        found = self._deployments.get(symbol.lower()) if symbol is not None else None
        if found is None or found[0].off:
            return None
        inner = self.level(*found)
        return inner.contents(context) if inner is not None else None

    def level(self, draft: Draft, outer: Level) -> Level | None:
        """The template that a deployment deploys; None when it is not known, or needs itself."""
        key = id(draft)
        if key in self._levels:
            return self._levels[key]
        if key in self._open:
            return None
        self._open.add(key)
        try:
            self._levels[key] = self._level(draft, outer)
        finally:
            self._open.discard(key)
        return self._levels[key]

    def _level(self, draft: Draft, outer: Level) -> Level | None:
        template = template_of(draft, outer.reading)
        if template is None or template.unread is not None or outer.around.depth >= DEEPEST:
            return None
        if len(self._levels) >= MOST_LEVELS:
            raise TooMuchWork
        found = self._template(template, outer)
        if found is None:
            return None
        reading, root = found
        site = site_of(draft, root, outer.reading, outer.target(draft))
        module = f"{draft.address}."
        around = Around(module, (*outer.around.conditions, *draft.conditions), outer.around.depth + 1)
        if template.path is None and not is_inner(draft):
            return Level(self, reading, root, replace(draft.scope, site=site), around)
        given, complete = handed_over(draft, outer.reading)
        names = TemplateNames(reading, root, given, module, may_be_missing=not complete)
        names.scope = Scope(names, self.world, site, contents=self.contents)
        self.declare(names)
        self._refuse_surplus(names, given)
        return Level(self, reading, root, names.scope, around)

    def _refuse_surplus(self, names: TemplateNames, given: Mapping[str, Node]) -> None:
        for name, node in given.items():
            if name not in names.parameter_names:
                self.world.mistake("the template has no such parameter", node.key or node.span)
        for key, _definition in names.parameter_names.values():
            names.parameter(str(key.value), names.reading.span(key))

    def _template(self, template: Template, outer: Level) -> tuple[Reading, Json] | None:
        if template.inline is not None:
            return outer.reading, template.inline
        assert template.path is not None
        try:
            reading = self.files.reading(template.path)
        except InputError:
            return None
        root = reading.root
        return (reading, root) if root is not None and isinstance(root.value, Members) else None

    def nested(self, draft: Draft, outer: Level) -> None:
        """Hand over a deployment within another, and what it deploys."""
        template = template_of(draft, outer.reading)
        span = outer.reading.span(draft.json)
        if template is None:
            self.world.mistake("a deployment needs a template or a link to one", span)
            return
        inner = self.level(draft, outer)
        unread = template.unread
        if inner is None and unread is None:
            unread = self._why_unread(template, outer)
        given, _complete = handed_over(draft, outer.reading)
        scope = draft.scope if inner is None else inner.scope
        self.calls.append(
            Call(
                address=draft.address,
                source=template.source,
                parameters=Node(given, span),
                name=draft.identity.names[-1] if draft.identity.names else None,
                scope=target_of(scope.site, draft.name.span),
                span=span,
                header=template.header,
                unread=unread,
                conditions=(*outer.around.conditions, *draft.conditions),
                loop=draft.loop,
                depends_on=tuple(draft.waits),
            )
        )
        if inner is not None:
            inner.run()

    def _why_unread(self, template: Template, outer: Level) -> Unknown:
        if template.path is not None:
            try:
                self.files.reading(template.path)
            except InputError as error:
                if template.guessed:
                    return Unknown("its template is linked by an address", template.header, kind=Cause.ELSEWHERE)
                return Unknown(f"its template {error.message}", template.header, kind=Cause.FILE)
            return Unknown("its template is no object", template.header, kind=Cause.FILE)
        deep = outer.around.depth >= DEEPEST
        reason = "it is nested too deeply" if deep else "it needs itself"
        return Unknown(reason, template.header, kind=Cause.BUDGET if deep else Cause.WRONG)
