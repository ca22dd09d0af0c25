"""One resource: its type, names and id, and what ``resource.properties.x`` means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Self

from mvnetgen.languages.arm_json.access import find
from mvnetgen.languages.arm_json.functions.call import call
from mvnetgen.languages.arm_json.functions.context import Site
from mvnetgen.languages.arm_json.functions.deployment import attributes_of
from mvnetgen.languages.arm_json.functions.join import joined
from mvnetgen.languages.arm_json.value import marked, used
from mvnetgen.languages.bicep.declarations import nested
from mvnetgen.languages.bicep.handle import Handle, target_of
from mvnetgen.languages.bicep.instance import FOR_THE_DEPLOYMENT, Instance
from mvnetgen.languages.bicep.names import split_name
from mvnetgen.languages.bicep.placement import placement
from mvnetgen.languages.bicep.scope import Scope, because, unknown
from mvnetgen.languages.bicep.syntax import Literal, Resource
from mvnetgen.languages.hcl.work import NotKnown, Refused
from mvnetgen.languages.symbolic import symbol_of
from mvnetgen.text.document import Cause, Node, Reference, Unknown
from mvnetgen.text.source import Span, spell

if TYPE_CHECKING:
    from mvnetgen.languages.bicep.family import Family


class ResourceInstance(Instance):
    """A resource. In its body, the resources that are declared there are known by their bare names."""

    def __init__(self, family: Family, scope: Scope, index: int | None, item: Node | None, *, sure: bool) -> None:
        super().__init__(family, scope, index, item, sure=sure)
        from mvnetgen.languages.bicep.family import Family as Made  # noqa: PLC0415 - families make instances

        found = nested(family.body)
        self.children = {name: Made(self.template, each, scope, self) for name, each in found.items()}
        if self.children:
            handles = {name: each.handle(scope.span(each.statement.name)) for name, each in self.children.items()}
            self.scope = scope.binding(handles)
            for each in self.children.values():
                each.scope = self.scope

    @property
    def statement(self) -> Resource:
        """Where it is declared."""
        statement = self.family.statement
        assert isinstance(statement, Resource)
        return statement

    # type and version

    @cached_property
    def _typed(self) -> tuple[str, str]:
        written = self.statement.type
        text = str(written.value) if isinstance(written, Literal) else ""
        name, _, version = text.partition("@")
        outer = self.family.parent
        if outer is not None and name and "." not in name.split("/")[0]:
            name = f"{outer.type}/{name}" if outer.type else ""
        if not version and outer is not None:
            version = outer.version_text
        return name, version

    @property
    def type(self) -> str:
        """In full: ``Microsoft.A/b/c``; empty when it cannot be read."""
        return self._typed[0]

    @property
    def version_text(self) -> str:
        """The api-version; empty when there is none."""
        return self._typed[1]

    @property
    def version(self) -> Node:
        """The api-version where it is written."""
        span = self.scope.span(self.statement.type)
        return Node(self.version_text or Unknown("no api-version is written", span, kind=Cause.WRONG), span)

    # names

    @cached_property
    def parent(self) -> ResourceInstance | None:
        """The resource that it is a part of, when that is declared, too."""
        if self.family.parent is not None:
            return self.family.parent
        if self.written("parent") is None:
            return None
        node = self.entry("parent")
        target = target_of(node) if node else None
        return target if isinstance(target, ResourceInstance) else None

    @property
    def name(self) -> Node:
        """What is written as its name."""
        found = self.entry("name")
        if found is not None:
            return found
        span = self.scope.span(self.statement.name)
        return unknown("no name is written", span, Cause.WRONG)

    @cached_property
    def names(self) -> tuple[Node, ...]:
        """The names of all its parents and its own; fewer when nobody knows where one of them ends."""
        segments = self.type.count("/") or 1
        if self.parent is not None:
            own = self.name
            outer = self.parent.type.count("/") or 1
            return (*self.parent.names, *split_name(own, max(segments - outer, 1)))
        if self.written("parent") is not None:
            return (self.name,)
        return split_name(self.name, segments)

    # id and scope

    @cached_property
    def placed(self) -> tuple[Site, Node | None]:
        """The scope that it is deployed to, and of an extension resource the id of what it extends."""
        if self.written("scope") is None and self.parent is not None:
            return self.parent.placed
        return placement(self.written("scope"), self.scope, self.template.site)

    @property
    def id(self) -> Node:
        """Its id, where it is declared."""
        return self.template.remember((self.address, "#id"), f"{self.address}.id", self._id)

    def _id(self) -> Node:
        span = self.scope.span(self.statement.name)
        try:
            made = self._made_id(span)
        except (Refused, NotKnown) as mistake:
            reason, kind = because(mistake)
            made = unknown(reason, span, kind)
        value = made.value
        if isinstance(value, Unknown) and value.reference is None:
            value = replace(value, reference=Reference(self.address, ("id",)))
        return Node(value, span, None, None, made.sensitive)

    def _made_id(self, span: Span) -> Node:
        site, extended = self.placed
        context = replace(self.scope.context("resourceId", span), site=site)
        segments = self.type.split("/")
        if self.parent is not None and (self.written("scope") is None or self.family.parent is not None):
            behind = segments[self.parent.type.count("/") + 1 :]
            own = self.names[len(self.parent.names) :]
            if len(behind) != len(own) or not behind:
                raise NotKnown("the number of names does not fit the type")
            parts: list[str | Node] = [self.parent.id]
            for segment, name in zip(behind, own, strict=True):
                parts += [f"/{segment}/", _text_or_unknown(name)]
            return joined(parts, context)
        if len(segments) - 1 != len(self.names):
            raise NotKnown("the number of names does not fit the type")
        kind = Node(self.type, span)
        if extended is not None:
            return call("extensionResourceId", [extended, kind, *self.names], context)
        function = {
            "resourceGroup": "resourceId",
            "subscription": "subscriptionResourceId",
            "tenant": "tenantResourceId",
        }.get(site.level)
        if function is not None:
            return call(function, [kind, *self.names], context)
        group = site.management_group
        return call("managementGroupResourceId", [Node(group, span), kind, *self.names], context)

    # what is asked of it

    @property
    def is_absent(self) -> bool:
        """Whether it certainly does not exist."""
        return self.conditions is None

    def attribute(self, name: str, span: Span, *, safe: bool) -> Node:
        """``resource.name``."""
        if safe and self.is_absent:
            return Node(None, span)
        if name == "id":
            return used(self.id, span)
        if name == "name":
            return used(self.name, span)
        if name == "type":
            return Node(self.type, span)
        if name == "apiVersion":
            return used(self.version, span)
        configured = None if self.statement.existing or name in FOR_THE_DEPLOYMENT else self.entry(name)
        return Part(self, (name,), configured).node(span)

    def child(self, name: str, span: Span) -> Node:
        """``resource::name``."""
        family = self.children.get(name)
        if family is None:
            raise Refused(f"`{self.address}` has no resource `{name}` inside")
        return family.handle(span)


def _text_or_unknown(name: Node) -> Node:
    if isinstance(name.value, str | Unknown):
        return name
    raise Refused("a name is a text")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a resource: as it is written in its body, else known when it is deployed."""

    resource: ResourceInstance
    path: tuple[str | int, ...]
    configured: Node | None

    def node(self, span: Span) -> Node:
        """The part as a value, used at a span: a scalar or array as it is written, all else is looked into when it is asked."""
        configured = self.configured
        if configured is not None and isinstance(configured.value, tuple):
            items = [replace(self, path=(*self.path, at), configured=each) for at, each in enumerate(configured.value)]
            whole = Node(tuple([item.node(span) for item in items]), span, None, None, configured.sensitive)
            return used(replace(whole, span=configured.span, origin=configured.origin), span)
        if configured is not None and isinstance(configured.value, str | int | float):
            return used(configured, span)
        context = self.resource.scope.context("reference", span)
        made = attributes_of(self.resource.id, context, *map(str, self.path))
        value = made.value
        assert isinstance(value, Unknown)
        reason = f"`{spell(self.path)}` of `{self.resource.address}` is known when it is deployed"
        text: str | None = None
        symbol = symbol_of(made) or ""
        secret = made.sensitive
        if configured is not None and isinstance(configured.value, Unknown):
            reason, text, value = configured.value.reason, configured.value.text, configured.value
            symbol = symbol_of(configured) or symbol
            secret = secret or configured.sensitive
        reference = Reference(self.resource.address, self.path)
        kind = Cause.DATA if self.resource.statement.existing else value.kind
        found = Handle(reason, span, text, reference, kind=kind, symbol=symbol, target=self)
        node = Node(found, span)
        return marked(node) if secret else node

    def attribute(self, name: str, span: Span, *, safe: bool) -> Node:
        """``part.name``."""
        del safe
        inner = None
        if self.configured is not None and isinstance(self.configured.value, Mapping):
            inner = find(self.configured.value, name)
            if inner is not None and self.configured.sensitive:
                inner = marked(inner)
        return Part(self.resource, (*self.path, name), inner).node(span)

    def turn(self, key: Node, span: Span) -> Node:
        """``part[0]``."""
        if isinstance(key.value, str):
            return self.attribute(key.value, span, safe=False)
        reason = f"`{spell(self.path)}` of `{self.resource.address}` is known when it is deployed"
        return unknown(reason, span, Cause.RESOURCE)

    def child(self, name: str, _span: Span) -> Node:
        """Only resources have others inside."""
        raise Refused(f"there is no resource `{name}` inside")

    def resolved(self) -> Self:
        """It stands for itself."""
        return self
