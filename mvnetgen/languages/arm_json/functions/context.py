"""What a function knows besides its arguments: the place of the call, the budget, and where the template is deployed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from mvnetgen.languages.hcl.work import Work
from mvnetgen.languages.hcl.world import World
from mvnetgen.languages.symbolic import some_text, symbol_of
from mvnetgen.text.document import Cause, Node, Unknown
from mvnetgen.text.source import Span


def _given_at_deployment(name: str) -> Unknown:
    return some_text(name, f"`{name}` is known when it is deployed", kind=Cause.ELSEWHERE)


@dataclass(frozen=True, slots=True)
class Site:
    """Where a template is deployed to. What the files do not say is unknown, and the same wherever it is asked for."""

    level: str = "resourceGroup"
    """``resourceGroup``, ``subscription``, ``managementGroup`` or ``tenant``."""
    subscription: str | Unknown = field(default_factory=lambda: _given_at_deployment("subscription().subscriptionId"))
    group: str | Unknown = field(default_factory=lambda: _given_at_deployment("resourceGroup().name"))
    tenant: str | Unknown = field(default_factory=lambda: _given_at_deployment("tenant().tenantId"))
    management_group: str | Unknown = field(default_factory=lambda: _given_at_deployment("managementGroup().name"))
    location: str | Unknown = field(default_factory=lambda: _given_at_deployment("resourceGroup().location"))
    deployment: str | Unknown = field(default_factory=lambda: _given_at_deployment("deployment().name"))
    environment: Mapping[str, Any] | None = None
    """The value of ``environment()``; None when the cloud is not known."""

    def elsewhere(self, **changes: Any) -> Site:
        """Another scope, such as that of a nested deployment; the location of another group is not known."""
        if ("group" in changes or "subscription" in changes) and "location" not in changes:
            group, subscription = changes.get("group", self.group), changes.get("subscription", self.subscription)
            if (group, subscription) != (self.group, self.subscription):
                name = f"resourceGroup({_spelled(subscription)}, {_spelled(group)}).location"
                changes["location"] = some_text(
                    name, "the location of another resource group is known when it is deployed"
                )
        return replace(self, **changes)


def _spelled(value: str | Unknown) -> str:
    return symbol_of(value) or "?"


@dataclass(frozen=True, slots=True)
class Lambda:
    """A function that an expression hands to a function: ``x => …``."""

    arity: int
    body: Callable[[Sequence[Node]], Node]


@dataclass(frozen=True, slots=True)
class Context:
    """The call that is evaluated."""

    name: str
    span: Span
    world: World
    site: Site = field(default_factory=Site)
    id_of: Callable[[str], Node | None] | None = None
    """The id of a resource of the template by its symbolic name, or by its name: what ``reference('x')`` asks for."""
    contents: Callable[[Node, Context], Node | None] | None = None
    """What is known of the resource of an id before it is deployed, such as the outputs of a nested deployment."""

    @property
    def work(self) -> Work:
        """The budget."""
        return self.world.work


Argument = Node | Lambda
