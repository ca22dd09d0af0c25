"""The neighbours that a configuration declares: their settings, with what other resources write of them, and their places."""

from __future__ import annotations

from dataclasses import replace

from mvnetgen.azure.roles import DEFINITION
from mvnetgen.formats.neighbours import Found, neighbours_of, owned_settings
from mvnetgen.formats.neighbours_azurerm import OWNED
from mvnetgen.formats.resource import Resource
from mvnetgen.formats.survey import Survey
from mvnetgen.model import neighbours as contract
from mvnetgen.model.estate import Form, Neighbour, SpanMap
from mvnetgen.text.document import HOLE, Cause, Node, Unknown, without_keys

_BESIDE = {"provider": "provider", "timeouts.create": "create_timeout"}
"""Options of a resource that are settings of the neighbour."""


class Surroundings:
    """The neighbours of one world."""

    def __init__(self, survey: Survey, spans: SpanMap) -> None:
        self.survey = survey
        self.spans = spans

    def neighbours(self) -> tuple[Neighbour, ...]:
        """All of them; their routes are those of the estate, and their places are in its map."""
        found: list[Neighbour] = []
        written: list[tuple[Node | None, dict[str, Node]]] = []
        calls = [each for each in self.survey.workspaces if each.form is Form.AVM]
        for resource in (*self.survey.neighbours, *calls):
            if resource.type in OWNED:
                written.append(owned_settings(resource.type, resource.arguments))
                continue
            for each in neighbours_of(resource):
                found.append(self._neighbour(each, resource, len(found)))
        for owner, settings in written:
            found = [self._with_owned(each, owner, settings) for each in found]
        return tuple(found)

    def _neighbour(self, found: Found, resource: Resource, index: int) -> Neighbour:
        route = ("neighbours", index)
        settings = {name: self._role(node) if name == "role" else node for name, node in found.settings.items()}
        known = contract.SETTINGS.get(found.arm_type, contract.OTHER)
        for option, name in _BESIDE.items():
            if name in known and option in resource.options:
                settings[name] = resource.options[option]
        self.spans[route] = resource.place
        for name, node in settings.items():
            self.spans.place((*route, name), node, resource.address)
        own = resource.id.value if resource.id is not None and not found.part else None
        return Neighbour(
            f"{resource.address}.{found.part}" if found.part else resource.address,
            found.arm_type,
            route,
            settings,
            own if isinstance(own, str) else None if found.part else resource.reference,
            resource.certain,
            frozenset() if found.part else resource.after,
        )

    def _role(self, node: Node) -> Node:
        """A role that is looked up by a data source is the role of that name."""
        built_in = _definition(node.value)
        if built_in is not None:
            return replace(node, value=built_in)
        reference = node.value.reference if isinstance(node.value, Unknown) else None
        name = self.survey.role_names.get(reference.address) if reference else None
        return name if name is not None else node

    def _with_owned(self, neighbour: Neighbour, owner: Node | None, settings: dict[str, Node]) -> Neighbour:
        """What another resource writes of this neighbour; unknown when nobody knows whose it is."""
        reference = owner.value.reference if owner is not None and isinstance(owner.value, Unknown) else None
        if reference is not None and not reference.declares:
            reference = None
        if reference is not None and without_keys(reference.address) != without_keys(neighbour.address):
            return neighbour
        same = reference is not None and reference.address == neighbour.address
        if not same and reference is None and owner is not None and isinstance(owner.value, str):
            return neighbour
        given = (
            settings
            if same
            else {
                name: Node(Unknown("another resource may write it", node.span, kind=Cause.CONDITION), node.span)
                for name, node in settings.items()
            }
        )
        for name, node in given.items():
            self.spans.place((*neighbour.route, name), node, neighbour.address)
        return replace(neighbour, settings={**neighbour.settings, **given})


def _definition(value: object) -> str | None:
    """The id of a role without the subscription before it, which is not known; None for anything else."""
    if not isinstance(value, Unknown) or value.text is None:
        return None
    _, found, last = value.text.lower().rpartition(DEFINITION.lower())
    return f"{DEFINITION}{last}" if found and HOLE not in last else None
