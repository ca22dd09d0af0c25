"""Estates made by hand, as the Terraform reader makes them."""

from mvnetgen.model.estate import Declaration, Estate, Form, Neighbour
from mvnetgen.model.workspace import IsolationMode, ManagedNetwork, PrivateEndpointRule, Workspace
from mvnetgen.rules.rule import Problem, Rule
from mvnetgen.text.document import Node, Reference, Unknown
from mvnetgen.text.source import Span

SPAN = Span.point("main.tf")
WORKSPACE = "azapi_resource.workspace"


def ref(address: str, *attribute: str | int) -> Unknown:
    """An attribute of another resource, its id when none is named."""
    return Unknown("Azure decides it", reference=Reference(address, attribute or ("id",)))


def node(value: object) -> Node:
    """A node of a value; lists become nodes of nodes."""
    return Node(tuple(node(each) for each in value) if isinstance(value, list) else value, SPAN)


def neighbour(address: str, arm_type: str, *, certain: bool = True, resource_id: str | None = None, **settings: object):
    """A neighbour with settings of the contract; its route is set by `estate`."""
    nodes = {name: node(value) for name, value in settings.items()}
    return Neighbour(address, arm_type, (), nodes, resource_id, certain)


def endpoint(target: object, subresource: object = "blob", name: str = "lake", **more: object) -> PrivateEndpointRule:
    """A private endpoint rule."""
    return PrivateEndpointRule(name=name, service_resource_id=target, subresource_target=subresource, **more)


def workspace(*rules, mode: IsolationMode | None = IsolationMode.APPROVED, **fields) -> Workspace:
    """An isolated workspace with rules."""
    network = ManagedNetwork(isolation_mode=mode, outbound_rules=rules) if mode else None
    return Workspace(**{"name": "research", "managed_network": network, **fields})


def estate(judged: Workspace, *neighbours: Neighbour, sees: bool = True, **declaration) -> Estate:
    """An estate of one azapi workspace and its neighbours."""
    fields = {"form": Form.AZAPI, "address": WORKSPACE, **declaration}
    placed = tuple(
        Neighbour(each.address, each.arm_type, ("neighbours", index), each.settings, each.resource_id, each.certain)
        for index, each in enumerate(neighbours)
    )
    return Estate((Declaration(judged, **fields),), placed, sees_neighbours=sees)


def problems(rule: Rule, judged: Estate) -> list[Problem]:
    """What a rule says about an estate, or about its one workspace."""
    subject = {"estate": judged, "declaration": judged.declarations[0], "workspace": judged.declarations[0].workspace}
    return list(rule.function(subject[rule.judges]))


def messages(rule: Rule, judged: Estate) -> list[str]:
    """The messages of `problems`."""
    return [problem.message for problem in problems(rule, judged)]
