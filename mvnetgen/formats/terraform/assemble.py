"""From what a module tree declares to an estate: workspaces with the rules that belong to them, and their neighbours."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from mvnetgen.formats import avm, azapi, azurerm
from mvnetgen.formats.arm import read_rule as read_arm_rule
from mvnetgen.formats.shape import Reading
from mvnetgen.formats.terraform.link import Candidate, group_key, linked, linked_by_name
from mvnetgen.formats.terraform.neighbours import at
from mvnetgen.formats.terraform.options import lock_keys, locked, options_of
from mvnetgen.formats.terraform.surroundings import Surroundings
from mvnetgen.formats.terraform.survey import NETWORKS, Piece, Survey
from mvnetgen.languages.hcl.dependencies import Dependencies
from mvnetgen.languages.hcl.module_call import Call
from mvnetgen.languages.hcl.provider import Provider
from mvnetgen.languages.hcl.resource import Instance
from mvnetgen.model.estate import (
    Declaration,
    Estate,
    Form,
    Misread,
    Owner,
    Place,
    Provision,
    RuleResource,
    SpanMap,
)
from mvnetgen.model.workspace import IsolationMode, Kind, ManagedNetwork, OutboundRule, Workspace
from mvnetgen.text.document import Node, Unknown, without_keys
from mvnetgen.text.source import Route

_FORMS = {azurerm.WORKSPACE: Form.AZURERM, azurerm.AI_FOUNDRY: Form.AI_FOUNDRY, azurerm.PROJECT: Form.AI_FOUNDRY}
_AWAY = Unknown("the workspace is declared elsewhere")


def _written(node: Node | None) -> bool:
    """Whether an argument is given, be it unknown; null is not."""
    return node is not None and node.value is not None


def _is_of_another_service(hidden: Instance) -> bool:
    """Whether a hidden thing is the verified module of one resource of another service, which makes no outbound rules."""
    source = hidden.source.value if isinstance(hidden, Call) and hidden.source else None
    return isinstance(source, str) and "avm-res-" in source


@dataclass
class _Draft:
    """A declaration while rules are still being added."""

    declaration: Declaration
    rules: list[OutboundRule] = field(default_factory=list)
    resources: list[RuleResource] = field(default_factory=list)
    owners: list[Owner] = field(default_factory=list)
    provisions: list[Provision] = field(default_factory=list)
    aliases: set[str] = field(default_factory=set)


class Assembly:
    """One estate in the making."""

    def __init__(self, survey: Survey, order: Dependencies, providers: dict[str, Provider]) -> None:
        self.survey = survey
        self.order = order
        self.providers = providers
        self.spans = SpanMap()
        self.misread: list[Misread] = []
        self.unknowns: list[tuple[Route, Unknown]] = []
        self.drafts: list[_Draft] = []
        self.loose: Unknown | None = None
        """Set when there are rules whose workspace is not known: they may belong to any."""
        self.away: dict[str, int] = {}
        """Workspaces that are only referred to, by what their rules say of them."""

    def estate(self) -> Estate:
        """The whole estate."""
        for piece in self.survey.workspaces:
            self._workspace(piece)
        for call in self.survey.calls:
            self._call(call)
        for piece in self.survey.patches:
            self._patch(piece)
        for piece in self.survey.rules:
            self._rule(piece)
        for piece in self.survey.provisions:
            self._provision(piece)
        neighbours = Surroundings(self.survey, self.order, self.spans).neighbours()
        return Estate(
            tuple(self._finished(draft) for draft in self.drafts),
            neighbours,
            self.spans,
            tuple(self.misread),
            self.survey.complete,
            tuple(self.unknowns),
        )

    # workspaces

    def _reading(self, address: str) -> Reading:
        return Reading(True, address, self.spans, self.misread, self.unknowns)

    def _begin(self, instance: Instance) -> tuple[Route, Reading]:
        route = ("workspaces", len(self.drafts))
        self.spans[route] = Place(instance.block.header, None, None, instance.address)
        reading = self._reading(instance.address)
        self._options(instance, route)
        return route, reading

    def _options(self, instance: Instance, route: Route) -> dict[str, Node]:
        """The options of a resource, with their places below a route."""
        options = options_of(instance)
        reading = self._reading(instance.address)
        for name, option in options.items():
            reading.place((*route, "options", name), option)
        return options

    def _after(self, address: str) -> frozenset[str]:
        return self.order.after(without_keys(address))

    def _workspace(self, piece: Piece) -> None:
        instance = piece.instance
        route, reading = self._begin(instance)
        fields: dict[str, Route] = {}
        version: str | Unknown | None = None
        inline: bool | Unknown = False
        if piece.kind == azapi.WORKSPACES:
            form = Form.AZAPI
            workspace = azapi.read_workspace(piece.arguments, route, reading)
            body = piece.arguments.get("body")
            rules = at(body, "properties", "managedNetwork", "outboundRules")
            inline = rules.value if rules is not None and isinstance(rules.value, Unknown) else _written(rules)
            network = _written(at(body, "properties", "managedNetwork"))
            if body is not None:
                fields = {name: where[2:] for name, where in azapi.fields_in_use(body, route)}
            version = piece.version if isinstance(piece.version, str | Unknown) else None
        else:
            form = _FORMS[piece.kind]
            workspace = azurerm.read_workspace(piece.kind, piece.arguments, route, reading)
            network = workspace.managed_network is not None
        declaration = Declaration(
            workspace,
            form,
            instance.address,
            certain=instance.certain,
            after=self._after(instance.address),
            api_version=version,
            fields=fields,
            options=options_of(instance),
            writes_network=network,
            inline_rules=inline,
        )
        self.drafts.append(_Draft(self._provided(declaration, route)))

    def _provided(self, declaration: Declaration, route: Route) -> Declaration:
        provider = self.providers.get("azapi" if declaration.form is Form.AZAPI else "azurerm")
        if provider is None:
            return declaration
        self.spans[(*route, "provider")] = Place(provider.span)
        return replace(declaration, provider_constraint=provider.constraint)

    def _call(self, call: Call) -> None:
        route, reading = self._begin(call)
        workspace = avm.read_call(call.body, route, reading)
        declaration = Declaration(
            workspace,
            Form.AVM,
            call.address,
            certain=call.certain,
            after=self._after(call.address),
            options=options_of(call),
            writes_network=True,
            inline_rules=True,
        )
        self.drafts.append(_Draft(declaration))

    # what belongs to a workspace

    def _candidates(self) -> list[Candidate]:
        found = []
        for index, draft in enumerate(self.drafts):
            if draft.declaration.declared:
                workspace = draft.declaration.workspace
                name = workspace.name if isinstance(workspace.name, str) else None
                group = workspace.resource_group if isinstance(workspace.resource_group, str) else None
                found.append(Candidate(index, draft.declaration.address, name, group, frozenset(draft.aliases)))
        return found

    def _owner_of(self, piece: Piece, *arguments: str) -> tuple[int, Node | None]:
        """The workspace that one of the arguments names; one that is declared elsewhere gets a place of its own."""
        for argument in arguments:
            value = piece.arguments.get(argument)
            if value is None or value.value is None:
                continue
            attribute = piece.instance.block.body.attribute(argument)
            index = linked(value, attribute.value if attribute else None, piece.module, self._candidates())
            return (self._elsewhere(piece, value) if index is None else index), value
        return self._elsewhere(piece, None), None

    def _patched(self, piece: Piece) -> int:
        """The workspace that a resource writes to: by its id, or by its name beside the id of its resource group."""
        given = piece.arguments.get("resource_id")
        name = piece.arguments.get("name")
        if piece.kind != azapi.WORKSPACES or name is None or (given is not None and given.value is not None):
            return self._owner_of(piece, "resource_id", "parent_id")[0]
        attribute = piece.instance.block.body.attribute("name")
        index = linked_by_name(name, attribute.value if attribute else None, piece.module, self._candidates())
        return self._elsewhere(piece, name) if index is None else index

    def _elsewhere(self, piece: Piece, value: Node | None) -> int:
        # Without any word of the workspace, two resources may well be of two workspaces.
        key = group_key(value) or piece.address
        found = self.away.get(key)
        if found is not None:
            return found
        route = ("workspaces", len(self.drafts))
        self.spans[route] = Place(piece.instance.block.header, None, None, piece.address)
        values = azapi.all_unknown(_AWAY) | {
            "managed_network": ManagedNetwork.of(isolation_mode=_AWAY, more_rules=_AWAY)
        }
        form = Form.AZAPI if piece.kind not in azurerm.RULES else Form.AZURERM
        declaration = Declaration(Workspace.of(**values), form, declared=False)
        self.drafts.append(_Draft(self._provided(declaration, route)))
        self.away[key] = len(self.drafts) - 1
        if value is not None:
            reading = self._reading(piece.address)
            reading.place((*route, "parent"), value)
            reason = (
                value.value.reason if isinstance(value.value, Unknown) else "no workspace of this name is declared here"
            )
            self.unknowns.append(((*route, "parent"), Unknown(reason, value.span)))
        if value is None or isinstance(value.value, Unknown):
            self.loose = Unknown(f"`{piece.address}` may belong to it", piece.instance.block.header)
        return self.away[key]

    def _patch(self, piece: Piece) -> None:
        index = self._patched(piece)
        draft = self.drafts[index]
        route = ("workspaces", index)
        body = piece.arguments.get("body")
        reading = self._reading(piece.address)
        network_only = piece.kind == NETWORKS
        source = at(body, "properties") if network_only else body
        inner = replace(body, value={"properties": source}) if network_only and body and source else source
        patch = azapi.read_patch(inner, route, reading) if inner is not None else {}
        hidden = at(inner, "properties")
        if hidden is not None and isinstance(hidden.value, Unknown):
            patch = {"managed_network": hidden.value}
            self.unknowns.append(((*route, "managed_network"), hidden.value))
        network = patch.get("managed_network")
        writes_rules = _written(at(inner, "properties", "managedNetwork", "outboundRules"))
        owner_route = (*route, "owners", len(draft.owners))
        self.spans[owner_route] = Place(piece.instance.block.header, None, None, piece.address)
        used = dict(azapi.fields_in_use(inner, route)) if inner is not None else {}
        draft.owners.append(
            Owner(
                piece.address,
                piece.instance.type,
                self.spans[owner_route],
                isinstance(network, ManagedNetwork),
                writes_rules,
                piece.version if isinstance(piece.version, str | Unknown) else None,
                {name: where[2:] for name, where in used.items()} | ({"managedNetworks": ()} if network_only else {}),
                self._options(piece.instance, owner_route),
            )
        )
        draft.aliases.add(piece.address)
        workspace = azapi.overlaid(draft.declaration.workspace, patch)
        draft.declaration = replace(
            draft.declaration,
            workspace=workspace,
            inline_rules=draft.declaration.inline_rules or writes_rules,
        )

    def _rule(self, piece: Piece) -> None:
        parents = ("workspace_id",) if piece.kind in azurerm.RULES else ("parent_id", "resource_id")
        index, _ = self._owner_of(piece, *parents)
        draft = self.drafts[index]
        network = draft.declaration.workspace.network
        position = (len(network.outbound_rules) if network else 0) + len(draft.rules)
        route = ("workspaces", index, "managed_network", "outbound_rules", position)
        self.spans[route] = Place(piece.instance.block.header, None, None, piece.address)
        reading = self._reading(piece.address)
        fields: dict[str, Route] = {}
        if piece.kind in azurerm.RULES:
            form = Form.AZURERM
            rule = azurerm.read_rule(piece.kind, piece.arguments, route, reading)
        else:
            form = Form.AZAPI
            rule, fields = self._azapi_rule(piece, route, reading)
        draft.rules.append(rule)
        draft.resources.append(
            RuleResource(
                route,
                piece.address,
                form,
                piece.kind,
                piece.version if isinstance(piece.version, str | Unknown) else None,
                locked(piece.instance),
                lock_keys(piece.instance),
                self._after(piece.address),
                piece.instance.because is not None,
                fields,
                self._options(piece.instance, route),
            )
        )

    @staticmethod
    def _azapi_rule(piece: Piece, route: Route, reading: Reading) -> tuple[OutboundRule, dict[str, Route]]:
        name = piece.arguments.get("name")
        if name is not None:
            reading.place((*route, "name"), name)
        text = name.value if name is not None and isinstance(name.value, str | Unknown) else None
        properties = at(piece.arguments.get("body"), "properties")
        if properties is None:
            properties = Node({}, piece.instance.block.header)
        if isinstance(properties.value, Unknown):
            reading.place(route, properties)
        rule = read_arm_rule(properties, text, route, reading)
        reading.spans[route] = Place(piece.instance.block.header, None, None, piece.address)
        fields = {field_: where[2:] for field_, where in azapi.rule_fields(properties, route)}
        if piece.kind.startswith(NETWORKS):
            fields["managedNetworks"] = (*route[2:], "options", "type")
        return rule, fields

    def _provision(self, piece: Piece) -> None:
        index, _ = self._owner_of(piece, "resource_id")
        draft = self.drafts[index]
        spark = at(piece.arguments.get("body"), "includeSpark")
        includes = spark.value if spark is not None and isinstance(spark.value, bool | Unknown) else False
        if includes is True and not piece.instance.certain:
            includes = Unknown("nobody knows whether the action runs", piece.instance.block.header)
        route = ("workspaces", index, "provisions", len(draft.provisions))
        self.spans[route] = Place(piece.instance.block.header, None, None, piece.address)
        draft.provisions.append(Provision(piece.address, includes, self._options(piece.instance, route)))

    def _hidden_rules(self, declaration: Declaration) -> Unknown | None:
        """Why a workspace may have rules that are not seen; None when all are."""
        if self.survey.broken:
            return Unknown("a file could not be read")
        own = without_keys(declaration.address)
        for each in self.survey.hidden:
            if _is_of_another_service(each):
                continue
            after = self._after(each.address)
            if any(name == own or name.startswith(f"{own}.") for name in after):
                return Unknown(f"`{each.address}` may add rules", each.block.header)
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
            # Without a network isolation is off; a project has that of its hub.
            mode = None if workspace.kind is Kind.PROJECT else IsolationMode.DISABLED
            network = ManagedNetwork.of(isolation_mode=mode)
        if isinstance(network, Unknown):
            network = ManagedNetwork.of(isolation_mode=network, more_rules=network)
        network = network.model_copy(update={"outbound_rules": (*network.outbound_rules, *draft.rules)})
        return replace(declaration, workspace=workspace.model_copy(update={"managed_network": network}))
