"""The neighbours that a module tree declares: their settings, with what other resources write of them, and their places."""

from __future__ import annotations

from dataclasses import replace

from mvnetgen.formats.terraform.neighbours import OWNED, Found, at, from_azapi, from_azurerm, owned_settings
from mvnetgen.formats.terraform.survey import Piece, Survey
from mvnetgen.languages.hcl.dependencies import Dependencies
from mvnetgen.languages.hcl.module_call import Call
from mvnetgen.model.estate import Neighbour, Place, SpanMap
from mvnetgen.text.document import Node, Reference, Unknown, without_keys


class Surroundings:
    """The neighbours of one world."""

    def __init__(self, survey: Survey, order: Dependencies, spans: SpanMap) -> None:
        self.survey = survey
        self.order = order
        self.spans = spans

    def neighbours(self) -> tuple[Neighbour, ...]:
        """All of them; their routes are those of the estate, and their places are in its map."""
        found: list[Neighbour] = []
        written: list[tuple[Node | None, dict[str, Node], Piece]] = []
        for piece in self.survey.neighbours:
            if piece.kind in OWNED:
                written.append((*owned_settings(piece.kind, piece.arguments), piece))
                continue
            neighbour = from_azurerm(piece.kind, piece.arguments) if "/" not in piece.kind else None
            if neighbour is None and "/" in piece.kind:
                neighbour = from_azapi(piece.kind, piece.arguments)
            if neighbour is not None:
                found.append(self._neighbour(neighbour, piece, len(found)))
        for call in self.survey.calls:
            found += self._of_call(call, len(found))
        for owner, settings, _ in written:
            found = [self._with_owned(each, owner, settings) for each in found]
        return tuple(found)

    def _neighbour(self, neighbour: Found, piece: Piece, index: int) -> Neighbour:
        route = ("neighbours", index)
        settings = {name: self._role(node) if name == "role" else node for name, node in neighbour.settings.items()}
        self.spans[route] = Place(piece.instance.block.header, None, None, piece.address)
        for name, node in settings.items():
            self.spans[(*route, name)] = Place.of(node, piece.address)
        resource_id = Unknown("Azure assigns it", reference=Reference(piece.address, ("id",)))
        return Neighbour(
            piece.address,
            neighbour.arm_type,
            route,
            settings,
            resource_id,
            piece.instance.certain,
            self.order.after(without_keys(piece.address)),
        )

    def _role(self, node: Node) -> Node:
        """A role that is looked up by a data source is the role of that name."""
        reference = node.value.reference if isinstance(node.value, Unknown) else None
        name = self.survey.role_names.get(reference.address) if reference else None
        return name if name is not None else node

    def _of_call(self, call: Call, index: int) -> list[Neighbour]:
        """The lock and the private endpoints that the AVM module makes for its workspace."""
        own = Node(Unknown("Azure assigns it", reference=Reference(call.address, ("id",))), call.block.header)
        made: list[tuple[str, str, dict[str, Node]]] = []
        level = at(call.body, "lock", "kind")
        if level is not None and level.value is not None:
            made.append(
                ("lock", "microsoft.authorization/locks", {"scope": replace(own, span=level.span), "level": level})
            )
        endpoints = call.body.get("private_endpoints")
        if endpoints is not None and endpoints.value:
            settings = {"target": own, "subresources": Node((Node("amlworkspace", endpoints.span),), endpoints.span)}
            made.append(("private_endpoint", "microsoft.network/privateendpoints", settings))
        found: list[Neighbour] = []
        for name, arm_type, settings in made:
            route = ("neighbours", index + len(found))
            self.spans[route] = Place(call.block.header, None, None, call.address)
            for key, node in settings.items():
                self.spans[(*route, key)] = Place.of(node, call.address)
            found.append(Neighbour(f"{call.address}.{name}", arm_type, route, settings, certain=call.certain))
        return found

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
                name: Node(Unknown("another resource may write it", node.span), node.span)
                for name, node in settings.items()
            }
        )
        for name, node in given.items():
            self.spans[(*neighbour.route, name)] = Place.of(node, neighbour.address)
        return replace(neighbour, settings={**neighbour.settings, **given})
