"""Bicep and ARM deployments, made by hand as their languages hand them over, as estates."""

from collections.abc import Mapping

from mvnetgen.formats.deployment.survey import read_deployment
from mvnetgen.languages.deployment import Call, Condition, Deployment, Loop, Resource, Scope
from mvnetgen.model.estate import Estate, Form
from mvnetgen.model.workspace import IsolationMode
from mvnetgen.rules.matching import Match, names_workspace, same_target
from mvnetgen.text.document import HOLE, Cause, Node, Reference, Unknown
from mvnetgen.text.source import Span

GROUP = f"/subscriptions/{HOLE}/resourceGroups/{HOLE}"
SYMBOL = f"/subscriptions/{HOLE}subscription().subscriptionId{HOLE}/resourceGroups/{HOLE}resourceGroup().name{HOLE}"
ML = "Microsoft.MachineLearningServices"
SCOPE = Scope(
    "resourceGroup",
    subscription=Node(
        Unknown("known when deployed", symbol=f"{HOLE}subscription().subscriptionId{HOLE}"), Span.point("main.bicep")
    ),
    resource_group=Node(
        Unknown("known when deployed", symbol=f"{HOLE}resourceGroup().name{HOLE}"), Span.point("main.bicep")
    ),
)


def at(line: int) -> Span:
    return Span("main.bicep", line, 1, line, 9)


def node(value: object, line: int) -> Node:
    """A node of plain data, all of it on one line."""
    if isinstance(value, Node):
        return value
    if isinstance(value, Mapping):
        return Node({key: node(child, line) for key, child in value.items()}, at(line))
    if isinstance(value, list):
        return Node(tuple(node(child, line) for child in value), at(line))
    return Node(value, at(line))


def own_id(address: str, kind: str, *names: str, reference: bool = True) -> Unknown:
    """The id of a resource of the group that is deployed to."""
    provider, *types = kind.split("/")
    tail = f"/providers/{provider}" + "".join(f"/{part}/{name}" for part, name in zip(types, names, strict=True))
    pointer = Reference(address, ("id",)) if reference else None
    return Unknown("known when deployed", None, GROUP + tail, pointer, kind=Cause.RESOURCE, symbol=SYMBOL + tail)


def resource(address: str, kind: str, *names: str, line: int, body: object = None, **more: object) -> Resource:
    return Resource(
        address,
        kind,
        Node("2025-12-01", at(line)),
        tuple(Node(name, at(line)) for name in names),
        Node(own_id(address, kind, *names), at(line)),
        SCOPE,
        node({"name": names[-1], **(body or {})}, line),
        at(line),
        at(line),
        **more,
    )


def workspace(**network: object) -> Resource:
    body = {
        "location": "westeurope",
        "identity": {"type": "SystemAssigned"},
        "properties": {
            "storageAccount": own_id("lake", "Microsoft.Storage/storageAccounts", "lake"),
            "managedNetwork": {"isolationMode": "AllowOnlyApprovedOutbound", **network},
        },
    }
    return resource("ws", f"{ML}/workspaces", "research", line=1, body=body)


def rule(address: str, parent: str | None = "ws", *, line: int = 10, names: tuple[str, ...] = (), **more: object):
    names = names or ("research", address)
    body = {"properties": {"type": "FQDN", "destination": "pypi.org"}}
    return resource(address, f"{ML}/workspaces/outboundRules", *names, line=line, body=body, parent=parent, **more)


def read(*resources: Resource, template: str = "main.bicep", **more: object) -> Estate:
    return read_deployment(Deployment(template, resources=resources, **more))


class TestWorkspaces:
    def test_body(self) -> None:
        """A workspace is read from its ARM body, with the places of its values."""
        estate = read(workspace(outboundRules={"pypi": {"type": "FQDN", "destination": "pypi.org"}}))
        (declaration,) = estate.declarations

        assert declaration.form is Form.BICEP
        assert declaration.workspace.name == "research"
        assert declaration.workspace.location == "westeurope"
        assert declaration.workspace.isolation_mode is IsolationMode.APPROVED
        assert declaration.api_version == "2025-12-01"
        assert declaration.inline_rules is True
        assert set(declaration.fields) == {"outboundRules", "isolationMode"}
        assert estate.spans.at(("workspaces", 0, "managed_network", "isolation_mode")).span == at(1)
        assert estate.spans.at(("workspaces", 0)).address == "ws"

    def test_template(self) -> None:
        """A template that is no Bicep file is ARM."""
        assert read(workspace(), template="azuredeploy.json").declarations[0].form is Form.ARM

    def test_existing_is_declared_elsewhere(self) -> None:
        """A rule of an existing workspace belongs to one that is not declared here."""
        there = resource("ws", f"{ML}/workspaces", "research", line=1, existing=True)
        (declaration,) = read(there, rule("pypi")).declarations

        assert not declaration.declared
        assert [each.address for each in declaration.rule_resources] == ["pypi"]


class TestLinks:
    def test_rules(self) -> None:
        """Rules belong to their workspace by parent, by the name that they carry, and by the id of a nested parent."""
        nested = resource(
            "deep",
            f"{ML}/workspaces/managedNetworks/outboundRules",
            *("research", "default", "deep"),
            line=12,
            body={"properties": {"type": "FQDN", "destination": "conda.io"}},
        )
        (declaration,) = read(workspace(), rule("one"), rule("two", None, line=11), nested).declarations

        assert [each.address for each in declaration.rule_resources] == ["one", "two", "deep"]
        assert "managedNetworks" in declaration.rule_resources[2].fields

    def test_of_two(self) -> None:
        """Of two workspaces the id decides; one that is named by nobody here gets a place of its own."""
        other = resource("b", f"{ML}/workspaces", "other", line=2, body={"properties": {}})
        estate = read(workspace(), other, rule("r", None, names=("other", "r")), rule("s", None, names=("third", "s")))

        found = {each.address: [rule.address for rule in each.rule_resources] for each in estate.declarations}
        assert found == {"ws": [], "b": ["r"], "": ["s"]}

    def test_loops(self) -> None:
        """A loop keeps its batch; one turn of any number is uncounted; what a condition leaves open is uncertain."""
        turns = [
            rule(f"all[{turn}]", names=("research", f"r{turn}"), loop=Loop(at(9), turn, batch=1)) for turn in range(2)
        ]
        some = rule("some[?]", names=("research", HOLE), loop=Loop(at(9), None))
        maybe = workspace()
        because = Unknown("parameter `on` has no value")
        conditional = Resource(
            **{name: getattr(maybe, name) for name in maybe.__dataclass_fields__}
            | {"conditions": (Condition("on", at(1), because),)}
        )
        (declaration,) = read(conditional, *turns, some).declarations

        assert [(each.batch, each.uncounted) for each in declaration.rule_resources] == [
            (1, False),
            (1, False),
            (None, True),
        ]
        assert not declaration.certain

    def test_order(self) -> None:
        """What is waited for: directly, through others, and everything in a module."""
        inner = rule("module.net.r", None, names=("research", "r"))
        last = rule("last", depends_on=("module.net",))
        call = Call("module.net", node("./net.bicep", 5), node({}, 5), None, SCOPE, at(5), at(5), depends_on=("ws",))
        (declaration,) = read(workspace(), inner, last, calls=(call,)).declarations

        after = {each.address: each.after for each in declaration.rule_resources}
        assert after == {"module.net.r": {"ws"}, "last": {"module.net", "module.net.r", "ws"}}


class TestNeighbours:
    LAKE = resource(
        "lake",
        "Microsoft.Storage/storageAccounts",
        "lake",
        line=20,
        body={"sku": {"name": "Premium_LRS"}, "kind": "StorageV2", "properties": {"publicNetworkAccess": "Disabled"}},
    )

    def test_settings(self) -> None:
        """A neighbour has the settings of its ARM body, and their places."""
        (account,) = read(workspace(), self.LAKE).neighbours

        assert {name: each.value for name, each in account.settings.items() if name != "resource_group"} == {
            "name": "lake",
            "sku_tier": "Premium",
            "kind": "StorageV2",
            "public_network_access": "Disabled",
        }
        assert account.arm_type == "microsoft.storage/storageaccounts"

    def test_ids_link_by_value(self) -> None:
        """A neighbour is the target of an id that refers to it, and of one that spells it without a reference."""
        estate = read(workspace(), self.LAKE)
        own = estate.declarations[0].workspace.storage_account
        spelled = own_id("", "Microsoft.Storage/storageAccounts", "LAKE", reference=False)
        other = own_id("", "Microsoft.Storage/storageAccounts", "other", reference=False)

        assert same_target(own, estate.neighbours[0].resource_id, estate) is Match.YES
        assert same_target(spelled, estate.neighbours[0].resource_id, estate) is Match.YES
        assert same_target(other, estate.neighbours[0].resource_id, estate) is Match.NO

    def test_extensions(self) -> None:
        """A lock stands on what it extends; a role on the group that it is deployed to."""
        lock = resource(
            "lock",
            "Microsoft.Authorization/locks",
            "keep",
            line=30,
            body={"properties": {"level": "ReadOnly"}},
            extends=Node(own_id("ws", f"{ML}/workspaces", "research"), at(31)),
        )
        role = resource("role", "Microsoft.Authorization/roleAssignments", "guid", line=40, body={"properties": {}})
        estate = read(workspace(), lock, role)
        scopes = {each.address: each.settings["scope"].value for each in estate.neighbours}

        assert names_workspace(scopes["lock"], estate.declarations[0], estate) is Match.YES
        assert scopes["role"].symbol == SYMBOL

    def test_unread_module_hides(self) -> None:
        """A module whose content is not here may declare neighbours, and rules when it waits for the workspace."""
        why = Unknown("the module lies in a registry", kind=Cause.MODULE)
        call = Call("module.x", node("br:x", 5), node({}, 5), None, SCOPE, at(5), at(5), unread=why, depends_on=("ws",))
        estate = read(workspace(), calls=(call,))

        assert not estate.sees_neighbours
        assert estate.declarations[0].workspace.network.more_rules.kind is Cause.MODULE


class TestKeys:
    def test_keys(self) -> None:
        """Addresses where ids are open; rules by name; a name that is not known by address."""
        (declaration,) = read(
            workspace(outboundRules={"PyPI": {"type": "FQDN", "destination": "pypi.org"}}), rule("pypi"), rule("r")
        ).declarations

        assert declaration.key == "ws"
        assert list(declaration.rule_keys.values()) == ["pypi", "pypi#2", "r"]
