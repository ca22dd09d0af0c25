"""One document on its way into the model."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from mvnetgen.model.estate import Misread, Place, SpanMap
from mvnetgen.model.fix import Fix
from mvnetgen.text.document import Cause, Node, Unknown, kind_of
from mvnetgen.text.source import Route


@dataclass
class Reading:
    """One document on its way into the model: where things stand, and what was wrong with them."""

    null_is_absent: bool = False
    """Terraform and ARM take null for left out; the `az ml` YAML does not."""
    address: str = ""
    spans: SpanMap = field(default_factory=SpanMap)
    misread: list[Misread] = field(default_factory=list)
    unknowns: list[tuple[Route, Unknown]] = field(default_factory=list)
    keys: dict[Route, str] = field(default_factory=dict)
    """The keys of the document where they differ from the last step of the route in the model."""

    def word(self, route: Route) -> str:
        """The key that a route ends with, as the document spells it."""
        for end in range(len(route), 0, -1):
            step = route[end - 1]
            if isinstance(step, str):
                return self.keys.get(route[:end], step)
        return "the document"

    def place(self, route: Route, node: Node) -> None:
        """Records where the value of a route stands."""
        self.spans.place(route, node, self.address)

    def report(
        self,
        rule: str,
        message: str,
        node: Node,
        route: Route,
        *,
        help: str = "",  # noqa: A002 — the word of the contract
        on_key: bool = False,
        severity: str | None = None,
        related: tuple[tuple[Place, str], ...] = (),
        fix: Fix | None = None,
    ) -> Unknown:
        """Records what is wrong with a value; returns the `Unknown` that takes its place."""
        place = Place.of(node, self.address)
        above = self.spans.get(route) or self.spans.get(route[:-1])
        if above is not None and above.sensitive:
            place = replace(place, sensitive=True)
        self.misread.append(
            Misread(rule, message, place, route, help, related=related, severity=severity, on_key=on_key, fix=fix)
        )
        return Unknown("it is written wrongly", node.span, kind=Cause.WRONG)

    def wrong_type(
        self,
        node: Node,
        route: Route,
        wanted: str,
        *,
        help: str = "",  # noqa: A002
        fix: Fix | None = None,
    ) -> Unknown:
        """Records a value of the wrong type."""
        name = self.word(route)
        message = f"`{name}` is {kind_of(node.value)}, and {wanted} is needed"
        return self.report("invalid-type", message, node, route, help=help, fix=fix)
