"""
The workspaces that are declared together, their neighbours, and where each of their values stands.

A YAML file is an estate of one workspace with no view of its neighbours; a Terraform module sees what it declares.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from mvnetgen.azure.resource_ids import ResourceId, parse_resource_id
from mvnetgen.model.fix import Fix
from mvnetgen.model.workspace import Workspace
from mvnetgen.text.document import HOLE, Node, Unknown, known_text, symbol_of, texts_in, without_keys
from mvnetgen.text.source import Route, Span

EXHAUSTED = "exhausted"
"""The first step of the routes of values that cost too much to know and that may stand outside of any workspace."""


class Form(StrEnum):
    """The format that a workspace was declared in."""

    YAML = "yaml"
    AZAPI = "azapi"
    AZURERM = "azurerm"
    AI_FOUNDRY = "azurerm_ai_foundry"
    AVM = "avm"
    BICEP = "bicep"
    ARM = "arm"
    """An ARM template, or what Azure answers: a plan or state keeps the form of its resources."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands, and where it came from."""

    span: Span
    key: Span | None = None
    origin: Span | None = None
    """Where the value was written, when it came to `span` through a variable."""
    address: str = ""
    """The resource or module call that holds it: ``azapi_resource.workspace``; empty in YAML."""
    sensitive: bool = False

    @classmethod
    def of(cls, node: Node, address: str = "") -> Place:
        """The place of a node of a document."""
        return cls(node.span, node.key, node.origin, address, node.sensitive)


class SpanMap(dict[Route, Place]):
    """Routes to places. Only `at` turns a route into a place."""

    def __init__(self) -> None:
        super().__init__()
        self.secrets: set[str] = set()
        """The sensitive values among those that have a place: nothing that is said may hold one."""

    def place(self, route: Route, node: Node, address: str = "") -> None:
        """Records where the value of a route stands. What lies below a sensitive value is sensitive."""
        above = self.get(route[:-1])
        sensitive = node.sensitive or (above is not None and above.sensitive)
        self[route] = Place(node.span, node.key, node.origin, address, sensitive)
        if sensitive:
            self.secrets.update(texts_in(node))

    def at(self, route: Route) -> Place:
        """The place of a route, or of its nearest parent: a key that is missing has a place too."""
        for end in range(len(route), -1, -1):
            place = self.get(route[:end])
            if place is not None:
                return place
        raise KeyError(route)


@dataclass(frozen=True, slots=True)
class Misread:
    """What a reader found wrong while it made the model: a problem of shape, under the name of its rule."""

    rule: str
    message: str
    place: Place
    route: Route = ()
    """From the top of the estate."""
    help: str = ""
    related: tuple[tuple[Place, str], ...] = ()
    severity: str | None = None
    on_key: bool = False
    fix: Fix | None = None
    """What mends it: changes of its own place."""


@dataclass(frozen=True, slots=True)
class RuleResource:
    """An outbound rule that is a resource of its own, attached to the workspace it belongs to."""

    route: Route
    """The rule in the estate: ``("workspaces", 0, "managed_network", "outbound_rules", 3)``."""
    address: str
    form: Form
    type: str
    """The azurerm type, or the azapi type without its version."""
    api_version: str | Unknown | None = None
    locked: bool | Unknown = False
    """Whether it takes any lock."""
    locks: frozenset[str] | None = None
    """What the locks are on, each as a text that is equal for equal locks; None when a lock is not known."""
    after: frozenset[str] = frozenset()
    """Addresses (without instance keys) that this resource waits for, through ``depends_on`` or references."""
    uncounted: bool = False
    """Whether its block makes several of them (``count``, ``for_each``) and nobody knows how many."""
    batch: int | None = None
    """Of a loop: how many of its turns run at once; None for all of them."""
    fields: Mapping[str, Route] = field(default_factory=dict)
    """For azapi: the fields of the version matrix that the rule uses, each with its route."""
    options: Mapping[str, Node] = field(default_factory=dict)
    """Arguments of the resource beside its body, as for a `Declaration`."""


@dataclass(frozen=True, slots=True)
class Owner:
    """A resource that writes (a part of) a workspace besides the one that declares it: azapi_update_resource, a PATCH."""

    address: str
    type: str
    place: Place
    writes_network: bool
    writes_rules: bool
    api_version: str | Unknown | None = None
    fields: Mapping[str, Route] = field(default_factory=dict)
    """As for a `Declaration`. Routes of an owner start with ``("owners", i)`` below the workspace."""
    options: Mapping[str, Node] = field(default_factory=dict)
    """As for a `Declaration`, below ``("owners", i, "options")``."""


@dataclass(frozen=True, slots=True)
class Provision:
    """An action that provisions the network of a workspace."""

    address: str
    with_spark: bool | Unknown
    with_body: bool = True
    """Whether it sends a body at all; the service refuses an action without one."""
    options: Mapping[str, Node] = field(default_factory=dict)
    """As for a `Declaration`. Its place is at ``("provisions", i)`` below the workspace."""


@dataclass(frozen=True, slots=True)
class Declaration:
    """A workspace, and how it was declared."""

    workspace: Workspace
    form: Form
    address: str = ""
    declared: bool = True
    """False for a workspace that is only referred to: nothing is known of it but the rules that name it."""
    certain: bool = True
    """False when it exists only under a condition that cannot be decided."""
    after: frozenset[str] = frozenset()
    """Addresses (without instance keys) that the resource waits for."""
    api_version: str | Unknown | None = None
    """The version in azapi's ``type``."""
    fields: Mapping[str, Route] = field(default_factory=dict)
    """For azapi: the fields of the version matrix that are in use, each with its route."""
    options: Mapping[str, Node] = field(default_factory=dict)
    """
    Arguments of the resource beside its body: ``schema_validation_enabled``, ``timeouts.create``, ``ignore_changes``
    (texts). Their routes are ``("options", name)`` below the workspace.
    """
    writes_network: bool = False
    """Whether the declaration itself says anything of the network: none of its `owners` does it instead."""
    inline_rules: bool | Unknown = False
    """
    Whether the declaration itself, or one of its `owners`, carries the map of rules (an empty one too); unknown when the
    map is there and not known.
    """
    provisions: tuple[Provision, ...] = ()
    """The actions of the same configuration that provision the network."""
    rule_resources: tuple[RuleResource, ...] = ()
    owners: tuple[Owner, ...] = ()
    rule_states: Mapping[Route, str] = field(default_factory=dict)
    """
    What a state or an export tells of its private endpoint rules, by the route of the rule below the workspace: ``Pending``,
    ``Rejected``, ``Active``, … Empty for code, which cannot know.
    """
    provider_constraint: str = ""
    """
    What ``required_providers`` demands of the provider (azapi or azurerm) in force. Its place is at ``("provider",)`` below
    the workspace.
    """
    resource_id: str | Unknown | None = None
    """Its id, where that can be told."""

    @property
    def key(self) -> str:
        """The same for the same workspace in two estates: its id when it is known, else its address, else name and group."""
        if isinstance(self.resource_id, str):
            return self.resource_id.lower()
        if self.address:
            return self.address
        workspace = self.workspace
        named = known_text(workspace.name) or "", known_text(workspace.resource_group) or ""
        return "@".join(part.lower() for part in named)

    @property
    def rule_keys(self) -> Mapping[Route, str]:
        """
        For each outbound rule, by its route below the workspace, a key that is the same in two estates.

        It is the rule's name, which is unique in Azure. A name that is not known gives way to the address of the rule's own
        resource, or to what is known of it; a second rule of one name gets a number.
        """
        own = {resource.route[2:]: resource.address for resource in self.rule_resources}
        keys: dict[Route, str] = {}
        for route, rule in self.workspace.outbound_rules():
            name = rule.name.lower() if isinstance(rule.name, str) else own.get(route) or known_text(rule.name) or "?"
            taken, key, number = set(keys.values()), name, 2
            while key in taken:
                key, number = f"{name}#{number}", number + 1
            keys[route] = key
        return keys

    @property
    def partial(self) -> bool:
        """Whether it is a file for `az ml workspace update`, which leaves out what stays as it is: one without a name."""
        return self.form is Form.YAML and self.workspace.name is None

    @property
    def provisioned(self) -> bool:
        """Whether an action of the same configuration provisions the network."""
        return bool(self.provisions)

    @property
    def provisioned_with_spark(self) -> bool | Unknown:
        """Whether one of these actions includes Spark."""
        answers = [each.with_spark for each in self.provisions]
        unknown = next((each for each in answers if isinstance(each, Unknown)), False)
        return True if True in answers else unknown

    def ignores_changes_of(self, *paths: str) -> bool:
        """Whether ``lifecycle { ignore_changes }`` covers one of the arguments: ``body.properties.managedNetwork``."""
        changes = self.options.get("ignore_changes")
        names = changes.value if changes and isinstance(changes.value, tuple) else ()
        texts = [each.value for each in names if isinstance(each.value, str)]
        return any(text in {"all", path} or path.startswith(f"{text}.") for text in texts for path in paths if text)


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another resource of the same configuration that rules ask about."""

    address: str
    """Terraform's, with module path and instance key."""
    arm_type: str
    """Canonical ARM type in lower case: ``microsoft.storage/storageaccounts``."""
    route: Route
    """In the estate: ``("neighbours", 4)``; its settings lie below."""
    settings: Mapping[str, Node]
    """The facts that rules need, under names of our own; see `neighbours`."""
    resource_id: str | Unknown | None = None
    certain: bool = True
    after: frozenset[str] = frozenset()

    @property
    def key(self) -> str:
        """The same for the same resource in two estates: its id when it is known, else its address."""
        return self.resource_id.lower() if isinstance(self.resource_id, str) else self.address


@dataclass(frozen=True, slots=True)
class Unseen:
    """A part of the configuration that is not at hand and may declare what is not seen: a call of a module from elsewhere."""

    address: str
    place: Place
    after: frozenset[str] = frozenset()
    """Addresses (without keys) of what it is given or waits for."""
    given: frozenset[str] = frozenset()
    """The texts that it is given, and the symbols of those that are not known, in lower case."""
    missing: bool = False
    """Whether it should be at hand: a local path that leads nowhere."""
    is_call: bool = True

    def is_given(self, address: str, name: str | Unknown | None = None) -> bool:
        """Whether it gets anything of a resource, or its name, so that it can act on it."""
        own = without_keys(address)
        if own and any(each == own or each.startswith(f"{own}.") for each in self.after):
            return True
        named = symbol_of(name)
        return bool(named) and named is not None and any(named.lower() in each for each in self.given)


_OPEN_PART = re.compile(f"{HOLE}([^{HOLE}]+){HOLE}")


def parsed_id(value: object) -> ResourceId | None:
    """The parts of the id that a value is, a part that is not known as ``<name>`` where it has one; None for no id."""
    symbol = value.symbol if isinstance(value, Unknown) else None
    text = _OPEN_PART.sub(lambda part: f"<{part[1].replace('/', '|')}>", symbol) if symbol else known_text(value)
    parsed = parse_resource_id(text) if text else None
    return parsed if isinstance(parsed, ResourceId) else None


@dataclass(frozen=True, slots=True)
class History:
    """What a Terraform configuration says of addresses that it had: its ``moved``, ``removed`` and ``import`` blocks."""

    moves: tuple[tuple[str, str], ...] = ()
    """From and to."""
    forgotten: tuple[str, ...] = ()
    """What ``removed`` takes out of the state and does not destroy."""
    imported: tuple[str, ...] = ()
    """What ``import`` takes into the state."""


@dataclass(frozen=True)
class Estate:
    """What is declared together."""

    declarations: tuple[Declaration, ...] = ()
    neighbours: tuple[Neighbour, ...] = ()
    spans: SpanMap = field(default_factory=SpanMap)
    """Routes start with ``("workspaces", i)`` or ``("neighbours", i)``."""
    misread: tuple[Misread, ...] = ()
    sees_neighbours: bool = False
    """False for YAML, and where a part of the configuration could not be read: absence proves nothing then."""
    unknowns: tuple[tuple[Route, Unknown], ...] = ()
    """Values that stayed unknown where a rule would have needed them."""
    not_read: tuple[str, ...] = ()
    """What may declare more and is not here, each with the reason, for people."""
    variables: tuple[Span, ...] = ()
    """The blocks of the variables, where defaults stand."""
    sees_roots: bool = False
    """Whether no other root of the repository declares anything: what is not declared here stands in no other one."""
    only: frozenset[str] | None = None
    """
    Addresses (without keys) of the blocks that are judged here, modules included; None for all. The rest is there for
    what they refer to.
    """
    unseen: tuple[Unseen, ...] = ()
    """What hides neighbours, where only some parts are not at hand; empty when all is seen, and when nobody can tell."""
    groups: Mapping[str, str | Unknown] = field(default_factory=dict)
    """Addresses of resource groups, declared or looked up, each with its name."""
    subscriptions: frozenset[str] = frozenset()
    """Addresses of what stands for the subscription that everything is deployed to."""

    def may_hide(self, *resources: tuple[str, str | Unknown | None]) -> bool:
        """
        Whether what is not seen may declare something about one of some resources, by their addresses and names.

        A module can only act on what it is given.
        """
        if self.sees_neighbours:
            return False
        if not self.unseen:
            return True
        return any(each.is_given(address, name) for each in self.unseen for address, name in resources)

    def judges(self, address: str) -> bool:
        """Whether what is found in a resource counts."""
        if self.only is None:
            return True
        block = without_keys(address)
        return any(block == each or block.startswith(f"{each}.") for each in self.only)

    @cached_property
    def addresses_by_name(self) -> Mapping[tuple[str, str], tuple[tuple[str, ResourceId], ...]]:
        """What is declared with an id: by type and name in lower case, the addresses with the parts of the ids."""
        found: dict[tuple[str, str], tuple[tuple[str, ResourceId], ...]] = {}
        own = [(each.address, each.resource_id) for each in self.neighbours]
        own += [(each.address, each.resource_id) for each in self.declarations if each.declared and each.address]
        for address, value in own:
            parsed = parsed_id(value)
            if parsed is not None and parsed.full_type and parsed.name and not parsed.children:
                key = parsed.full_type.lower(), parsed.name.lower()
                found[key] = (*found.get(key, ()), (address, parsed))
        return found

    history: History = History()

    def is_default(self, route: Route) -> bool:
        """Whether a value is the default of a variable: nobody chose it for this workspace."""
        origin = self.spans.at(route).origin
        return origin is not None and any(
            origin.path == block.path and block.line <= origin.line <= block.end_line for block in self.variables
        )

    def workspaces(self) -> Iterator[tuple[Route, Declaration]]:
        """The declarations with the routes of their workspaces."""
        for index, declaration in enumerate(self.declarations):
            yield ("workspaces", index), declaration

    def neighbours_of(self, *arm_types: str) -> Iterator[Neighbour]:
        """The neighbours of the given ARM types."""
        wanted = {each.lower() for each in arm_types}
        return (each for each in self.neighbours if each.arm_type in wanted)
