"""
Which workspace of the old version is which of the new one.

In one Terraform configuration the address decides (with `moved` blocks). Everywhere else it is the thing in Azure: its id,
or its name and group, wherever and in whatever form it is written. What is left over and stands at one place is one
workspace with another name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from mvnetgen.egress.build import Network
from mvnetgen.egress.row import Egress
from mvnetgen.model.estate import Declaration, Form
from mvnetgen.text.document import Unknown, known_text

TERRAFORM = frozenset({Form.AZAPI, Form.AZURERM, Form.AI_FOUNDRY, Form.AVM})


@dataclass(frozen=True, slots=True)
class Found:
    """A workspace of one version, in all its worlds."""

    network: Network
    source: str
    """The path of the input that declares it, as seen from the top of its version."""

    @property
    def first(self) -> Egress:
        """It in its first world."""
        return self.network.variants[0]

    @property
    def declaration(self) -> Declaration:
        """How it is declared there."""
        return self.first.declaration

    @property
    def by_terraform(self) -> bool:
        """Whether Terraform keeps a state of it."""
        return self.declaration.form in TERRAFORM and bool(self.declaration.address)


Key = Callable[[Found], object]


def pairs(old: Iterable[Found], new: Iterable[Found]) -> Iterator[tuple[Found | None, Found | None]]:
    """Old and new versions of each workspace; None on one side for what is new or gone."""
    before, after = list(old), list(new)
    moves = {each.source: each.first.estate.history.moves for each in after}

    def moved_address(found: Found) -> object:
        if not found.by_terraform:
            return None
        return found.source, after_moves(found.declaration.address, moves.get(found.source, ()))

    for key_of_old, key_of_new in (
        (moved_address, _address),
        (_id, _id),
        (_name_and_group, _name_and_group),
        (_name, _name),
        (_place, _place),
    ):
        yield from _matched(before, after, key_of_old, key_of_new)
    if len(before) == len(after) == 1 and _alike(before[0], after[0]):
        yield before.pop(), after.pop()
    yield from ((each, None) for each in before)
    yield from ((None, each) for each in after)


def _matched(old: list[Found], new: list[Found], key_of_old: Key, key_of_new: Key) -> Iterator[tuple[Found, Found]]:
    """Pairs of equal keys, each key only where it is one workspace on both sides; they are taken out of the lists."""
    for each in list(old):
        key = key_of_old(each)
        if key is None or sum(key_of_old(one) == key for one in old) != 1:
            continue
        twins = [one for one in new if key_of_new(one) == key]
        if len(twins) == 1:
            old.remove(each)
            new.remove(twins[0])
            yield each, twins[0]


def _address(found: Found) -> object:
    return (found.source, found.declaration.address) if found.by_terraform else None


def after_moves(address: str, moves: Iterable[tuple[str, str]]) -> str:
    """The address after `moved` blocks: one that moves a block or module moves everything in it."""
    listed = list(moves)
    for _ in listed:
        for before, after in listed:
            if address == before or address.startswith((f"{before}.", f"{before}[")):
                address = after + address[len(before) :]
                break
        else:
            break
    return address


def _id(found: Found) -> object:
    own = found.declaration.resource_id
    return own.lower() if isinstance(own, str) else None


def _name_and_group(found: Found) -> object:
    workspace = found.declaration.workspace
    name, group = _comparable(workspace.name), _comparable(workspace.resource_group)
    return None if name is None or group is None else (name, group)


def _name(found: Found) -> object:
    return _comparable(found.declaration.workspace.name)


def _comparable(value: object) -> object:
    """A value that may be compared: a text without regard to case, or an unknown that is the same on both sides."""
    if isinstance(value, str):
        return value.lower()
    if isinstance(value, Unknown) and (value.reference is not None or value.symbol is not None or known_text(value)):
        return value
    return None


def _place(found: Found) -> object:
    return found.source, found.declaration.address, found.declaration.form


def _alike(old: Found, new: Found) -> bool:
    """Whether the only workspaces that are left are written in the same form in the same file."""
    return old.declaration.form is new.declaration.form and old.source == new.source
