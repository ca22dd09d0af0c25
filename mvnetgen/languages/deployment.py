"""
What a Bicep file or an ARM template deploys, once it is evaluated: the one shape in which both languages hand it over.

Nothing in here says what a resource means. Values are nodes of `text.document`: known, known in part, or unknown for a
reason; `span` is the use and `origin` the place where the value was written.

Ids link by their symbols (`symbolic.symbol_of`, in lower case): the text itself, or a text with a name for each part that is
not known. The id of a declared resource, however it was written, has the symbol of that resource's `id`. What only a
deployment knows of a resource has a `Reference`: to the resource's address when it is declared, else to its id.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from mvnetgen.text.document import Node, Unknown
from mvnetgen.text.source import Span

TENANT, MANAGEMENT_GROUP, SUBSCRIPTION, RESOURCE_GROUP = "tenant", "managementGroup", "subscription", "resourceGroup"
"""The kinds of scope, as ``targetScope`` spells them."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a resource or module is deployed."""

    kind: str
    """`TENANT`, `MANAGEMENT_GROUP`, `SUBSCRIPTION` or `RESOURCE_GROUP`."""
    management_group: Node | None = None
    """Its name; None in every other scope."""
    subscription: Node | None = None
    """Its id (the GUID); None above subscriptions."""
    resource_group: Node | None = None
    """Its name; None above groups."""


@dataclass(frozen=True, slots=True)
class Condition:
    """``if (…)``, or ``condition`` of a template; of a nested child also that of its parent."""

    text: str
    """As its author wrote it."""
    span: Span
    because: Unknown | None = None
    """Why nobody knows whether it holds; None when it holds. What certainly does not exist is not handed over."""


@dataclass(frozen=True, slots=True)
class Loop:
    """One turn of a loop."""

    span: Span
    """The loop: ``[for …]``, or ``copy`` of a template."""
    index: int | None
    """From 0; None for the turn that stands for all that there may be, whose number nobody knows."""
    item: Node | None = None
    """What the turn is about; None where the loop only counts."""
    batch: int | None = None
    """How many turns run at once; None: all of them. 1: one after the other."""


@dataclass(frozen=True, slots=True)
class Decorator:
    """``@name(arguments)``; a template keeps those that it has as ``metadata``, ``copy`` or ``@options``."""

    name: str
    arguments: tuple[Node, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Directive:
    """``#disable-next-line CODE…`` on the line above, or ``#disable-diagnostics CODE…`` in force where something begins."""

    codes: tuple[str, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Resource:
    """One resource, or one turn of a loop over it. `existing` ones are referred to and not deployed."""

    address: str
    """``workspace``, ``workspace::rule``, ``module.net[0].rule[1]``; ``[?]`` for the turn with any number."""
    type: str
    """In full, as it is written: ``Microsoft.MachineLearningServices/workspaces/outboundRules``; empty when not known."""
    version: Node
    """The api-version; a text or `Unknown`."""
    names: tuple[Node, ...]
    """
    One for each segment of the type, of all parents first; fewer when nobody knows where one name ends. As many as there are
    in a name that is written out, be it too many or too few.
    """
    id: Node
    scope: Scope
    body: Node
    """What is written in it as a mapping: ``name``, ``location``, ``properties``, …; or `Unknown`. Where it goes and what it
    waits for is no part of it."""
    span: Span
    """The whole declaration."""
    header: Span
    """The words to point at when the resource as such is meant: its type where it is written."""
    module: str = ""
    """The address of the module it stands in, with a dot behind it: ``module.net[0].``; empty at the top."""
    existing: bool = False
    parent: str | None = None
    """The address of its parent, when that is declared, too."""
    extends: Node | None = None
    """Of an extension resource the id of what it extends: ``scope: workspace``."""
    conditions: tuple[Condition, ...] = ()
    """Its own, that of what it is nested in, and those of the modules around it."""
    loop: Loop | None = None
    depends_on: tuple[str, ...] = ()
    """What it waits for directly, as it is said (``dependsOn``) or by use: addresses of resources, loops and modules."""
    decorators: tuple[Decorator, ...] = ()
    directives: tuple[Directive, ...] = ()
    """What is switched off for something inside its span."""

    @property
    def certain(self) -> bool:
        """Whether it exists, for all that the files say."""
        counted = self.loop is None or self.loop.index is not None
        return counted and not any(condition.because for condition in self.conditions) and "[?]" not in self.module


@dataclass(frozen=True, slots=True)
class Call:
    """A call of a module, or a nested or linked deployment; what it deploys stands among the resources when it was read."""

    address: str
    """``module.net``, ``module.a.module.net[0]``."""
    source: Node
    """As it is written: ``../modules/net.bicep``, ``br/public:avm/res/machine-learning-services/workspace:0.13.0``."""
    parameters: Node
    """What is handed over, as a mapping, or `Unknown`."""
    name: Node | None
    scope: Scope
    span: Span
    header: Span
    """Where the source is written."""
    unread: Unknown | None = None
    """Why nobody knows what it deploys: it lies in a registry, is missing, cannot be parsed."""
    conditions: tuple[Condition, ...] = ()
    loop: Loop | None = None
    depends_on: tuple[str, ...] = ()
    decorators: tuple[Decorator, ...] = ()
    directives: tuple[Directive, ...] = ()
    reference: str = ""
    """Of a module in a registry: the source with its alias resolved, ``br:mcr.microsoft.com/bicep/avm/…:0.13.0``."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A mistake at its place: of syntax, or one that keeps a deployment from being evaluated."""

    message: str
    span: Span
    syntax: bool = True
    """Whether the text itself is wrong; otherwise what it says cannot be."""


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment with its marks."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Assumption:
    """An open condition that was decided for this deployment: another one, beside it, has the other answer."""

    text: str
    holds: bool


@dataclass(frozen=True)
class Deployment:
    """Everything that one entry deploys, under some assumptions."""

    template: str
    """The path of the entry's template."""
    parameter_file: str | None = None
    scope: Scope = field(default_factory=lambda: Scope(RESOURCE_GROUP))
    resources: tuple[Resource, ...] = ()
    """In the order of the files; those of a module where it is called."""
    calls: tuple[Call, ...] = ()
    parameters: Mapping[str, Node] = field(default_factory=dict)
    outputs: Mapping[str, Node] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    comments: tuple[Comment, ...] = ()
    files: tuple[str, ...] = ()
    """Everything that was read: templates, parameter files, configuration, what ``load…`` functions take."""
    assumptions: tuple[Assumption, ...] = ()
    duplicates: tuple[tuple[str, Span, Span], ...] = ()
    """Keys written twice in one object, where the language takes that: the name, the second place, the first place."""
    declared: tuple[Span, ...] = ()
    """The declarations of parameters, where their defaults stand."""

    @property
    def complete(self) -> bool:
        """Whether everything that it deploys is among the resources, certain or not."""
        return not any(problem.syntax for problem in self.problems) and not any(call.unread for call in self.calls)

    @cached_property
    def by_address(self) -> Mapping[str, Resource | Call]:
        """Every resource and call."""
        found: dict[str, Resource | Call] = {each.address: each for each in self.resources}
        found.update((each.address, each) for each in self.calls)
        return found
