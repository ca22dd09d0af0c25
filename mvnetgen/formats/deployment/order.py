"""What waits for what in a deployment."""

from __future__ import annotations

from mvnetgen.languages.deployment import Deployment
from mvnetgen.text.document import without_keys


class Order:
    """What waits for what, without keys. A module stands for all that it deploys, which waits for what the module does."""

    def __init__(self, deployment: Deployment) -> None:
        self.graph: dict[str, set[str]] = {}
        for each in deployment.by_address.values():
            own = self.graph.setdefault(without_keys(each.address), set())
            own |= {without_keys(other) for other in each.depends_on}
        for call in deployment.calls:
            name = without_keys(call.address)
            for inner, waits in self.graph.items():
                if inner.startswith(f"{name}."):
                    self.graph[inner] = waits | self.graph[name]

    def after(self, address: str) -> frozenset[str]:
        """Everything that an address waits for, directly or not."""
        found: set[str] = set()
        waiting = [without_keys(address)]
        while waiting:
            for each in self.graph.get(waiting.pop(), ()):
                inside = {each, *(other for other in self.graph if other.startswith(f"{each}."))} - found
                found |= inside
                waiting += inside
        return frozenset(found - {without_keys(address)})
