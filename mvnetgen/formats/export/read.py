"""An answer of Azure as an estate of live workspaces."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from mvnetgen.formats import az_ml, azapi
from mvnetgen.formats.az_ml.outbound_rules import OutboundRules
from mvnetgen.formats.export.items import About, Item, items_of
from mvnetgen.formats.shape import Reading
from mvnetgen.languages.arm_json.reading import Reading as JsonReading
from mvnetgen.languages.arm_json.reading import plain_node
from mvnetgen.model.estate import Declaration, Estate, Form, SpanMap
from mvnetgen.model.workspace import FqdnRule, IsolationMode, ManagedNetwork, Workspace
from mvnetgen.text.document import Cause, Node, Unknown
from mvnetgen.text.errors import InputError
from mvnetgen.text.source import Route, Source

_NOT_SHOWN = Unknown("this answer does not show it", kind=Cause.ELSEWHERE)


def node_of(source: Source) -> Node:
    """The document of an answer, JSON or YAML, with places. Raises `InputError`."""
    if source.text.lstrip("\ufeff \t\r\n")[:1] in {"{", "["}:
        reading = JsonReading(source)
        for mistake in reading.document.mistakes[:1]:
            raise InputError(mistake.message, reading.place(mistake.start, mistake.end))
        if reading.root is not None:
            return plain_node(reading.root, reading)
    from mvnetgen.languages.yaml import parse_yaml  # noqa: PLC0415 - JSON does not pay for YAML

    return parse_yaml(source).top


def estate_of(top: Node) -> Estate:
    """The workspaces that an answer is about; those whose rules or network alone it shows are not declared by it."""
    reader = _Reader()
    items = items_of(top)
    for item in items:
        if item.about is About.ML_WORKSPACE:
            reader.az_ml(item)
        elif item.about is About.WORKSPACE:
            reader.arm(item)
        elif item.about is About.NETWORK:
            reader.network(item)
    rules: dict[tuple[str, str, bool], list[Item]] = {}
    for item in items:
        if item.about in {About.RULE, About.ML_RULE}:
            rules.setdefault((item.group, item.workspace, item.about is About.ML_RULE), []).append(item)
    for listed in rules.values():
        reader.rules(listed)
    return reader.estate()


class _Reader:
    """One answer on its way to an estate."""

    def __init__(self) -> None:
        self.spans = SpanMap()
        self.declarations: list[Declaration] = []

    def estate(self) -> Estate:
        """What was read. What is wrong with the shape of it nobody wrote, and so nobody is told of it."""
        return Estate(tuple(self.declarations), spans=self.spans)

    def az_ml(self, item: Item) -> None:
        """A workspace as `az ml` shows it."""
        route, reading = self._begin(item)
        network = item.node.get("managed_network")
        workspace = az_ml.workspace_of(_ids_as_keys(item.node), route, reading)
        rules = network.get("outbound_rules") if network is not None else None
        listed = rules.value if rules is not None and isinstance(rules.value, tuple) else ()
        workspace = _as_it_is(workspace, network, listed, "spark_ready")
        self._declare(item, _in_group(workspace, item.group), Form.YAML)

    def arm(self, item: Item) -> None:
        """A workspace as Azure Resource Manager has it."""
        route, reading = self._begin(item)
        node = item.node
        beside = ("kind", "identity", "properties")
        body = Node({key: part for key in beside if (part := node.get(key)) is not None}, node.span)
        outside = {key: part for key in ("name", "location", "tags") if (part := node.get(key)) is not None}
        workspace = azapi.read_workspace(Node({**outside, "body": body}, node.span), route, reading)
        properties = node.get("properties")
        network = properties.get("managedNetwork") if properties is not None else None
        self._declare(item, _in_group(_arm_as_it_is(workspace, network), item.group), Form.ARM)

    def network(self, item: Item) -> None:
        """``managedNetworks/default``: nothing but the network is known."""
        properties = item.node.get("properties")
        network = properties.get("managedNetwork") if properties is not None else None
        if network is None:
            return
        route, reading = self._begin(item)
        values = azapi.read_patch(
            Node({"properties": Node({"managedNetwork": network}, network.span)}, network.span), route, reading
        )
        found = values.get("managed_network")
        workspace = Workspace.of(**azapi.all_unknown(_NOT_SHOWN) | {"managed_network": found})
        self._declare(item, _arm_as_it_is(workspace, network), Form.ARM, declared=False)

    def rules(self, items: list[Item]) -> None:
        """The rules of one workspace without the workspace: the mode of its network is not known."""
        first = items[0]
        route, reading = self._begin(first)
        rules: Any
        if first.about is About.ML_RULE:
            listed: Iterable[Node] = [item.node for item in items]
            rules = OutboundRules().read(Node(tuple(listed), first.node.span), (*route, *_RULES), reading)
        else:
            named = {_name(item.node): _properties(item.node) for item in items}
            listed = named.values()
            network = Node({"outboundRules": Node(named, first.node.span)}, first.node.span)
            body = Node({"properties": Node({"managedNetwork": network}, network.span)}, network.span)
            patched = azapi.read_patch(body, route, reading).get("managed_network")
            rules = patched.outbound_rules if isinstance(patched, ManagedNetwork) else ()
        network_of = ManagedNetwork.of(isolation_mode=_NOT_SHOWN, firewall_sku=_NOT_SHOWN, outbound_rules=tuple(rules))
        workspace = Workspace.of(**azapi.all_unknown(_NOT_SHOWN) | {"managed_network": network_of})
        form = Form.YAML if first.about is About.ML_RULE else Form.ARM
        self._declare(first, _as_it_is(workspace, None, tuple(listed), ""), form, declared=False)

    def _begin(self, item: Item) -> tuple[Route, Reading]:
        route: Route = ("workspaces", len(self.declarations))
        reading = Reading(null_is_absent=True, address=item.workspace, spans=self.spans)
        reading.place(route, item.node.get("name") or item.node)
        return route, reading

    def _declare(self, item: Item, workspace: Workspace, form: Form, *, declared: bool = True) -> None:
        self.declarations.append(
            Declaration(workspace, form, item.workspace, declared, writes_network=True, inline_rules=True)
        )


_RULES = ("managed_network", "outbound_rules")


def _in_group(workspace: Workspace, group: str) -> Workspace:
    """The workspace in the resource group of its id."""
    return workspace.model_copy(update={"resource_group": group}) if group else workspace


def _name(node: Node) -> str:
    name = node.get("name")
    return name.value if name is not None and isinstance(name.value, str) else ""


def _properties(node: Node) -> Node:
    found = node.get("properties") or Node({}, node.span)
    name = node.get("name")
    return replace(found, key=name.span if name is not None else None)


def _ids_as_keys(top: Node) -> Node:
    """The identities, which are shown as a list, as the mapping that they are in a file."""
    identity = top.get("identity")
    listed = identity.get("user_assigned_identities") if identity is not None else None
    if identity is None or listed is None or not isinstance(listed.value, tuple):
        return top
    ids = {
        str(node.value): Node({}, item.span) for item in listed.value if (node := item.get("resource_id")) is not None
    }
    assert isinstance(identity.value, Mapping)
    assert isinstance(top.value, Mapping)
    named = replace(identity, value={**identity.value, "user_assigned_identities": replace(listed, value=ids)})
    return replace(top, value={**top.value, "identity": named})


def _arm_as_it_is(workspace: Workspace, network: Node | None) -> Workspace:
    rules = network.get("outboundRules") if network is not None else None
    listed = tuple(rules.value.values()) if rules is not None and isinstance(rules.value, Mapping) else ()
    return _as_it_is(workspace, network, listed, "sparkReady")


def _as_it_is(workspace: Workspace, network: Node | None, rules: Iterable[Node], spark: str) -> Workspace:
    """The workspace with what Azure says of its network and rules; a firewall that nobody asked for is left out."""
    found = workspace.network
    if found is None:
        return workspace
    present = [rule for rule in rules if rule.value is not None]
    pairs = zip(found.outbound_rules, present, strict=False)
    statuses = [(rule, node.get("status")) for rule, node in pairs]
    outbound = tuple(
        rule.model_copy(update={"status": status.value})
        if status is not None and isinstance(status.value, str)
        else rule
        for rule, status in statuses
    )
    status = network.get("status") if network is not None else None
    word, ready = (status.get("status"), status.get(spark)) if status is not None else (None, None)
    update: dict[str, Any] = {
        "outbound_rules": outbound,
        "status": word.value if word is not None and isinstance(word.value, str) else _NOT_SHOWN,
        "spark_ready": ready.value if ready is not None and isinstance(ready.value, bool) else _NOT_SHOWN,
    }
    hosts = any(isinstance(rule, FqdnRule) for rule in outbound)
    if isinstance(found.isolation_mode, IsolationMode) and not (
        hosts and found.isolation_mode is IsolationMode.APPROVED
    ):
        update["firewall_sku"] = None
    return workspace.model_copy(update={"managed_network": found.model_copy(update=update)})
