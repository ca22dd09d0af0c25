"""From what a configuration declares to an estate: workspaces with the rules that belong to them, and their neighbours."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from mvnetgen.azure.network_owner import NETWORKS, NetworkOwner, owner_of_type
from mvnetgen.formats import account, azapi, azurerm
from mvnetgen.formats.arm import read_rule as read_arm_rule
from mvnetgen.formats.linking import Candidate, candidate, group_key, linked, owner_named
from mvnetgen.formats.locks import lock_keys, locked
from mvnetgen.formats.parents import wrong_parents
from mvnetgen.formats.resource import Hidden, Resource
from mvnetgen.formats.setting_source import at
from mvnetgen.formats.shape import Reading
from mvnetgen.formats.surroundings import Surroundings
from mvnetgen.formats.survey import Survey
from mvnetgen.formats.workspace_resource import Read, read_account, read_workspace, written
from mvnetgen.model.estate import (
    Declaration,
    Estate,
    Misread,
    Owner,
    Place,
    Provision,
    RuleResource,
    SpanMap,
    Unseen,
    parsed_id,
)
from mvnetgen.model.workspace import IsolationMode, Kind, ManagedNetwork, OutboundRule, Workspace
from mvnetgen.text.document import Cause, Node, Unknown, symbol_of, without_keys
from mvnetgen.text.source import Route

_AWAY = Unknown("the owner of the network is declared elsewhere", kind=Cause.ELSEWHERE)
_OF_NETWORK = re.compile(r"/managednetworks/[^/]+$")


@dataclass
class _Draft:
    """A declaration while rules are still being added."""

    declaration: Declaration
    rules: list[OutboundRule] = field(default_factory=list)
    resources: list[RuleResource] = field(default_factory=list)
    owners: list[Owner] = field(default_factory=list)
    provisions: list[Provision] = field(default_factory=list)
    aliases: set[str] = field(default_factory=set)


def _unseen(hidden: Hidden) -> Unseen:
    given = frozenset(_symbols(hidden.arguments)) if hidden.arguments is not None else frozenset()
    place = Place(hidden.header, None, None, hidden.address)
    return Unseen(hidden.address, place, hidden.after(), given, hidden.missing, hidden.is_call)


def _symbols(node: Node) -> Iterator[str]:
    """Every text in a value, and the symbol of every one that is not known."""
    waiting = [node]
    while waiting:
        value = waiting.pop().value
        if isinstance(value, Mapping):
            waiting += value.values()
        elif isinstance(value, tuple):
            waiting += value
        elif (symbol := symbol_of(value)) is not None:
            yield symbol.lower()


def _owner_of(resource: Resource) -> NetworkOwner:
    """Whose network a resource is about; everything of a provider is a workspace's."""
    return owner_of_type(resource.type) or NetworkOwner.WORKSPACE


def _without_network(key: str) -> str:
    """What means an owner, of what means it or its network."""
    return _OF_NETWORK.sub("", key)


class Assembly:
    """One estate in the making."""

    def __init__(self, survey: Survey) -> None:
        self.survey = survey
        self.spans = SpanMap()
        self.misread: list[Misread] = []
        self.unknowns: list[tuple[Route, Unknown]] = []
        self.drafts: list[_Draft] = []
        self.loose: Unknown | None = None
        """Set when there are rules whose workspace is not known: they may belong to any."""
        self.away: dict[tuple[NetworkOwner, str], int] = {}
        """Workspaces that are only referred to, by what their rules say of them."""

    def estate(self) -> Estate:
        """The whole estate."""
        for resource in self.survey.workspaces:
            self._declare(resource, read_workspace)
        for resource in self.survey.accounts:
            if self._has_network(resource):
                self._declare(resource, read_account)
        for resource in self.survey.patches:
            self._patch(resource)
        for resource in self.survey.rules:
            self._rule(resource)
        for resource in self.survey.provisions:
            self._provision(resource)
        for resource in self.survey.batches:
            self._batch(resource)
        self.misread += wrong_parents(self.survey.resources())
        neighbours = Surroundings(self.survey, self.spans).neighbours()
        unseen = () if self.survey.broken or not self.drafts else tuple(map(_unseen, self.survey.hidden))
        for index, each in enumerate(unseen):
            self.spans["unseen", index] = each.place
        return Estate(
            tuple(self._finished(draft) for draft in self.drafts),
            neighbours,
            self.spans,
            tuple(self.misread),
            self.survey.complete,
            tuple(self.unknowns),
            not_read=tuple(f"{each.address} ({each.reason})" for each in self.survey.hidden),
            unseen=unseen,
            groups={
                address: name.value
                for address, name in self.survey.groups.items()
                if isinstance(name.value, str | Unknown)
            },
            subscriptions=frozenset(self.survey.subscriptions),
        )

    # workspaces

    def _reading(self, address: str) -> Reading:
        return Reading(True, address, self.spans, self.misread, self.unknowns)

    def _options(self, resource: Resource, route: Route) -> dict[str, Node]:
        """The options of a resource, with their places below a route."""
        reading = self._reading(resource.address)
        for name, option in resource.options.items():
            reading.place((*route, "options", name), option)
        return dict(resource.options)

    def _declare(self, resource: Resource, read: Callable[[Resource, Route, Reading], Read]) -> None:
        route = ("workspaces", len(self.drafts))
        self.spans[route] = resource.place
        options = self._options(resource, route)
        found = read(resource, route, self._reading(resource.address))
        own = resource.id.value if resource.id is not None else None
        declaration = Declaration(
            found.workspace,
            resource.form,
            resource.address,
            certain=resource.certain,
            after=resource.after,
            api_version=resource.version,
            fields=found.fields,
            options=options,
            writes_network=found.writes_network,
            inline_rules=found.inline_rules,
            resource_id=own if isinstance(own, str | Unknown) else None,
        )
        self.drafts.append(_Draft(self._with_requirement(declaration, resource, route)))

    def _has_network(self, resource: Resource) -> bool:
        """Whether an account has a managed network, by what it says itself or by what is declared for it."""
        found = read_account(resource, (), Reading(True)).workspace
        injections = found.network_injections if isinstance(found.network_injections, tuple) else ()
        if any(each.managed is not None and each.managed is not False for each in injections):
            return True
        own = [candidate(0, resource.address, found, resource.id.value if resource.id is not None else None)]
        survey = self.survey
        others = (*survey.patches, *survey.rules, *survey.provisions, *survey.batches)
        parts = (each for each in others if _owner_of(each) is NetworkOwner.ACCOUNT)
        return any(linked(each.meant, own) is not None for each in parts if each.type != NetworkOwner.ACCOUNT.arm_type)

    def _with_requirement(self, declaration: Declaration, resource: Resource, route: Route) -> Declaration:
        """With what is demanded of the provider."""
        required = resource.requirement
        if required is None or not isinstance(required.value, str):
            return declaration
        self.spans[(*route, "provider")] = Place(required.span)
        return replace(declaration, provider_constraint=required.value)

    # what belongs to a workspace

    def _candidates(self, owner: NetworkOwner) -> list[Candidate]:
        return [
            candidate(index, each.address, each.workspace, each.resource_id, draft.aliases)
            for index, draft in enumerate(self.drafts)
            if (each := draft.declaration).declared and each.workspace.owner is owner
        ]

    def _owner_of(self, resource: Resource) -> int:
        """The owner that a resource belongs to; one that is declared elsewhere gets a place of its own."""
        index = linked(resource.meant, self._candidates(_owner_of(resource)))
        return self._elsewhere(resource) if index is None else index

    def _elsewhere(self, resource: Resource) -> int:
        value = resource.meant.value
        # Without any word of the workspace, two resources may well be of two workspaces.
        owner = _owner_of(resource)
        key = owner, _without_network(group_key(value)) or resource.address
        found = self.away.get(key)
        if found is not None:
            return found
        route = ("workspaces", len(self.drafts))
        self.spans[route] = resource.place
        values = azapi.all_unknown(_AWAY, owner) | {
            "managed_network": ManagedNetwork.of(isolation_mode=_AWAY, more_rules=_AWAY)
        }
        declaration = Declaration(Workspace.of(**values), resource.form, declared=False)
        self.drafts.append(_Draft(self._with_requirement(declaration, resource, route)))
        self.away[key] = len(self.drafts) - 1
        if value is not None:
            reading = self._reading(resource.address)
            reading.place((*route, "parent"), value)
            not_here = Unknown(f"no {owner} of this name is declared here", kind=Cause.ELSEWHERE)
            named = owner_named(value.value)
            why = value.value if isinstance(value.value, Unknown) and named is None else not_here
            if parsed_id(value.value) is not None or isinstance(value.value, Unknown):
                self.unknowns.append(((*route, "parent"), replace(why.other(), span=value.span)))
        if value is None or (isinstance(value.value, Unknown) and self._may_be_declared(value.value)):
            self.loose = Unknown(f"`{resource.address}` may belong to it", resource.header, kind=Cause.ELSEWHERE)
        return self.away[key]

    def _may_be_declared(self, value: Unknown) -> bool:
        """Whether one of the declared workspaces may be what an id means: the name in it, when it is known, decides."""
        name = owner_named(value)
        if name is None:
            return True
        names = [draft.declaration.workspace.name for draft in self.drafts if draft.declaration.declared]
        return any(not isinstance(each, str) or each.lower() == name for each in names)

    def _patch(self, resource: Resource) -> None:
        index = self._owner_of(resource)
        draft = self.drafts[index]
        route = ("workspaces", index)
        body = resource.arguments.get("body")
        reading = self._reading(resource.address)
        network_only = resource.type in NETWORKS
        source = at(body, "properties") if network_only else body
        inner = replace(body, value={"properties": source}) if network_only and body and source else source
        patch = self._patch_of(resource, inner, route, reading) if inner is not None else {}
        hidden = at(inner, "properties")
        if hidden is not None and isinstance(hidden.value, Unknown):
            patch = {"managed_network": hidden.value}
            self.unknowns.append(((*route, "managed_network"), hidden.value))
        network = patch.get("managed_network")
        writes_rules = written(at(inner, "properties", "managedNetwork", "outboundRules"))
        owner_route = (*route, "owners", len(draft.owners))
        self.spans[owner_route] = resource.place
        used = self._fields_of(resource, inner, route)
        draft.owners.append(
            Owner(
                resource.address,
                resource.kind,
                self.spans[owner_route],
                isinstance(network, ManagedNetwork),
                writes_rules,
                resource.version,
                used,
                self._options(resource, owner_route),
                resource.form,
                resource.after,
            )
        )
        draft.aliases.add(resource.address)
        workspace = azapi.overlaid(draft.declaration.workspace, patch)
        draft.declaration = replace(
            draft.declaration,
            workspace=workspace,
            inline_rules=draft.declaration.inline_rules or writes_rules,
        )

    @staticmethod
    def _patch_of(resource: Resource, body: Node, route: Route, reading: Reading) -> dict[str, Any]:
        """What the body of a patch, or of a network, changes of its owner."""
        if _owner_of(resource) is NetworkOwner.WORKSPACE:
            return azapi.read_patch(body, route, reading)
        if resource.type not in NETWORKS:
            return account.read_patch(body, route, reading)
        properties = body.get("properties")
        return account.read_network(properties, route, reading) if properties is not None else {}

    @staticmethod
    def _fields_of(resource: Resource, body: Node | None, route: Route) -> dict[str, Route]:
        """The fields of the version matrix that a patch uses, each with its route below the owner."""
        if _owner_of(resource) is NetworkOwner.ACCOUNT:
            return {"outboundRules": ()} if resource.type in NETWORKS else account.fields_in_use(body, ())
        used = {name: where[2:] for name, where in azapi.fields_in_use(body, route)} if body is not None else {}
        return used | ({"managedNetworks": ()} if resource.type in NETWORKS else {})

    def _batch(self, resource: Resource) -> None:
        """An action that sets many rules: nobody documents the form of its body, so any rule may be there."""
        index = self._owner_of(resource)
        draft = self.drafts[index]
        unseen = Unknown(f"`{resource.address}` may set more rules", resource.header, kind=Cause.OTHER)
        network = draft.declaration.workspace.managed_network
        if network is None:
            network = ManagedNetwork.of(isolation_mode=_AWAY)
        if isinstance(network, ManagedNetwork):
            network = network.model_copy(update={"more_rules": unseen})
            workspace = draft.declaration.workspace.model_copy(update={"managed_network": network})
            draft.declaration = replace(draft.declaration, workspace=workspace)

    def _rule(self, resource: Resource) -> None:
        index = self._owner_of(resource)
        draft = self.drafts[index]
        network = draft.declaration.workspace.network
        position = (len(network.outbound_rules) if network else 0) + len(draft.rules)
        route = ("workspaces", index, "managed_network", "outbound_rules", position)
        self.spans[route] = resource.place
        reading = self._reading(resource.address)
        fields: dict[str, Route] = {}
        if resource.has_arm_type:
            rule, fields = self._arm_rule(resource, route, reading)
        else:
            rule = azurerm.read_rule(resource.type, resource.arguments, route, reading)
        draft.rules.append(rule)
        draft.resources.append(
            RuleResource(
                route,
                resource.address,
                resource.form,
                resource.type,
                resource.version,
                locked(resource.locks),
                lock_keys(resource.locks),
                resource.after,
                resource.uncounted,
                resource.batch,
                fields,
                self._options(resource, route),
            )
        )

    @staticmethod
    def _arm_rule(resource: Resource, route: Route, reading: Reading) -> tuple[OutboundRule, dict[str, Route]]:
        name = resource.arguments.get("name")
        if name is not None:
            reading.place((*route, "name"), name)
        text = name.value if name is not None and isinstance(name.value, str | Unknown) else None
        properties = at(resource.arguments.get("body"), "properties")
        if properties is None:
            properties = Node({}, resource.header)
        if isinstance(properties.value, Unknown):
            reading.place(route, properties)
        rule = read_arm_rule(properties, text, route, reading)
        reading.spans[route] = resource.place
        fields = {field_: where[2:] for field_, where in azapi.rule_fields(properties, route)}
        if _owner_of(resource) is NetworkOwner.ACCOUNT:
            fields = {}  # whatever knows the rules of an account knows all that a rule can say
        elif resource.type.startswith(NetworkOwner.WORKSPACE.networks):
            fields["managedNetworks"] = (*route[2:], "options", "type")
        return rule, fields

    def _provision(self, resource: Resource) -> None:
        index = self._owner_of(resource)
        draft = self.drafts[index]
        spark = at(resource.arguments.get("body"), "includeSpark")
        includes = spark.value if spark is not None and isinstance(spark.value, bool | Unknown) else False
        if includes is True and not resource.certain:
            includes = Unknown("nobody knows whether the action runs", resource.header, kind=Cause.CONDITION)
        route = ("workspaces", index, "provisions", len(draft.provisions))
        self.spans[route] = resource.place
        body = written(resource.arguments.get("body"))
        draft.provisions.append(Provision(resource.address, includes, body, self._options(resource, route)))

    def _hidden_rules(self, declaration: Declaration) -> Unknown | None:
        """Why a workspace may have rules that are not seen; None when all are."""
        if self.survey.broken:
            return Unknown("a file could not be read", kind=Cause.FILE)
        own = without_keys(declaration.address)
        for each in self.survey.hidden:
            if not each.harmless and any(name == own or name.startswith(f"{own}.") for name in each.after()):
                return Unknown(f"`{each.address}` may add rules", each.header, kind=Cause.MODULE)
        return self.loose

    def _finished(self, draft: _Draft) -> Declaration:
        declaration = replace(
            draft.declaration,
            rule_resources=tuple(draft.resources),
            owners=tuple(draft.owners),
            provisions=tuple(draft.provisions),
        )
        workspace = declaration.workspace
        network = workspace.managed_network
        if declaration.declared and isinstance(network, ManagedNetwork) and network.more_rules is None:
            network = network.model_copy(update={"more_rules": self._hidden_rules(declaration)})
            workspace = workspace.model_copy(update={"managed_network": network})
            declaration = replace(declaration, workspace=workspace)
        if not draft.rules:
            return declaration
        if network is None:
            # Without a network isolation is off; a project has that of its hub, and that of an account may be elsewhere.
            elsewhere = workspace.kind is Kind.PROJECT or workspace.owner is NetworkOwner.ACCOUNT
            mode = None if elsewhere else IsolationMode.DISABLED
            network = ManagedNetwork.of(isolation_mode=mode)
        if isinstance(network, Unknown):
            network = ManagedNetwork.of(isolation_mode=network, more_rules=network)
        network = network.model_copy(update={"outbound_rules": (*network.outbound_rules, *draft.rules)})
        return replace(declaration, workspace=workspace.model_copy(update={"managed_network": network}))
