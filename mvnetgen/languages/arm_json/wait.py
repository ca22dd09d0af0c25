"""What a resource waits for: ``dependsOn`` by symbol, name, id, type and name, or the name of a loop."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence

from mvnetgen.languages.arm_json.declare import Draft
from mvnetgen.languages.hcl.world import World
from mvnetgen.languages.symbolic import symbol_of
from mvnetgen.text.document import HOLE, Node


class Known:
    """The resources of a template by everything that a dependency may call them."""

    def __init__(self, drafts: Sequence[Draft]) -> None:
        self.by_symbol: dict[str, list[Draft]] = {}
        self.by_name: dict[str, list[Draft]] = {}
        self.by_id: dict[str, list[Draft]] = {}
        self.loops: dict[str, list[Draft]] = {}
        self.all_known = True
        """Whether the name of each is known."""
        for draft in drafts:
            if draft.symbol:
                self.by_symbol.setdefault(draft.symbol.lower(), []).append(draft)
                if draft.loop and draft.loop.index is not None:
                    self.by_symbol.setdefault(f"{draft.symbol.lower()}[{draft.loop.index}]", []).append(draft)
            if draft.loop:
                self.loops.setdefault(draft.scope.turns[-1].name, []).append(draft)
            symbol = symbol_of(draft.identity.id)
            if symbol is None:
                self.all_known = False
                continue
            symbol = symbol.lower()
            self.all_known = self.all_known and HOLE not in (symbol_of(draft.name) or HOLE)
            self.by_id.setdefault(symbol, []).append(draft)
            _, mark, relative = symbol.rpartition("/providers/")
            if mark:
                self.by_id.setdefault(relative, []).append(draft)
            if isinstance(draft.kind.value, str):
                name = (symbol_of(draft.name) or "").lower()
                self.by_id.setdefault(f"{draft.kind.value.lower()}/{name}", []).append(draft)
                self.by_name.setdefault(name, []).append(draft)
                if draft.parent is not None:
                    last = symbol_of(draft.identity.names[-1]) if draft.identity.names else None
                    self.by_name.setdefault((last or name).lower(), []).append(draft)

    def named(self, text: str) -> list[Draft]:
        """The resources that a text means; all turns of a loop for its name."""
        lowered = text.lower().strip()
        for table in (self.by_symbol, self.by_id, self.by_name, self.loops):
            if found := table.get(lowered):
                return found
        return []


def wait(draft: Draft, values: Iterable[Node], known: Known, declared_loops: Container[str], world: World) -> None:
    """Note the addresses of what a resource waits for, and what it waits for in vain."""
    for node in values:
        symbol = symbol_of(node)
        if symbol is None:
            if not hasattr(node.value, "reason"):
                world.mistake("a dependency is a text", node.span)
            continue
        found = known.named(symbol)
        draft.waits += _addresses(draft, found)
        missing = not found and HOLE not in symbol and symbol.lower().strip() not in declared_loops
        if missing and known.all_known and not node.sensitive:
            world.mistake("the template has no such resource to wait for", node.span)
    draft.waits[:] = dict.fromkeys(draft.waits)


def _addresses(draft: Draft, found: Sequence[Draft]) -> list[str]:
    """The addresses of resources; one for a whole loop when all of its turns are meant."""
    others = [other for other in found if other is not draft and not other.off and not other.existing]
    if len(found) > 1 and len({other.loop_name for other in found}) == 1 and found[0].loop is not None:
        return [loop_address(found[0])] if others else []
    return [other.address for other in others]


def loop_address(draft: Draft) -> str:
    """The address of the loop of a turn."""
    return draft.address.rpartition("[")[0]


def circles(drafts: Sequence[Draft]) -> list[Draft]:
    """Resources that wait for each other, at least one of each circle."""
    by_address = {draft.address: draft for draft in drafts}
    edges: dict[str, list[str]] = {draft.address: draft.waits for draft in drafts}
    for draft in drafts:
        if draft.loop is not None:
            edges.setdefault(loop_address(draft), []).append(draft.address)
    finished: dict[str, bool] = {}
    found: list[Draft] = []
    for first, waits in edges.items():
        if first in finished:
            continue
        stack = [(first, iter(waits))]
        finished[first] = False
        while stack:
            current, targets = stack[-1]
            target = next(targets, None)
            if target is None:
                finished[current] = True
                stack.pop()
            elif target not in edges:
                continue
            elif target not in finished:
                finished[target] = False
                stack.append((target, iter(edges[target])))
            elif not finished[target] and (current in by_address or target in by_address):
                found.append(by_address.get(current) or by_address[target])
    return found
