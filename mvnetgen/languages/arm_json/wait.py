"""What a resource waits for: ``dependsOn`` by symbol, name, id, type and name, or the name of a loop."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence

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
        for other in found:
            if other is not draft and not other.off and not other.existing:
                draft.waits.append(_address(other, found))
        missing = not found and HOLE not in symbol and symbol.lower().strip() not in declared_loops
        if missing and known.all_known and not node.sensitive:
            world.mistake("the template has no such resource to wait for", node.span)
    draft.waits[:] = dict.fromkeys(draft.waits)


def _address(other: Draft, found: Sequence[Draft]) -> str:
    """The address of a resource, or of the whole loop when all of its turns are meant."""
    if other.loop is not None and len(found) > 1 and all(each.loop_name == other.loop_name for each in found):
        return other.address.rpartition("[")[0]
    return other.address


def circles(drafts: Sequence[Draft]) -> list[Draft]:
    """Resources that wait for each other, at least one of each circle."""
    by_address: dict[str, list[Draft]] = {}
    for draft in drafts:
        by_address.setdefault(draft.address, []).append(draft)
        if draft.loop:
            by_address.setdefault(draft.address.rpartition("[")[0], []).append(draft)
    state: dict[int, int] = {}
    found: list[Draft] = []
    for first in drafts:
        if id(first) in state:
            continue
        stack = [(first, iter(_targets(first, by_address)))]
        state[id(first)] = 1
        while stack:
            current, targets = stack[-1]
            target = next(targets, None)
            if target is None:
                state[id(current)] = 2
                stack.pop()
            elif state.get(id(target), 0) == 0:
                state[id(target)] = 1
                stack.append((target, iter(_targets(target, by_address))))
            elif state[id(target)] == 1:
                found.append(current)
    return found


def _targets(draft: Draft, by_address: Mapping[str, list[Draft]]) -> list[Draft]:
    return [other for address in draft.waits for other in by_address.get(address, ())]
