"""What a plan or state records: resources with their values, and the configuration behind them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Recorded:
    """One instance of a resource or data source, as a plan or state records it."""

    address: str
    """With the module and keys."""
    module: str
    """The address of its module, with keys; empty for the root."""
    type: str
    name: str
    key: str | int | None
    values: Mapping[str, Any]
    unknown: Any = None
    """True for what is not known, at any depth."""
    sensitive: Any = None
    """True for what must not be shown, at any depth."""
    depends_on: tuple[str, ...] = ()
    """Of a state: what it waits for, without keys."""
    place: tuple[int, int] = (1, 1)
    """The line and column where it stands."""
    certain: bool = True


@dataclass
class Document:
    """The parts of a plan or state that are of use."""

    resources: list[Recorded] = field(default_factory=list)
    """As they will be, or as the state has them."""
    before: list[Recorded] = field(default_factory=list)
    """As they were; of a state, none."""
    moves: list[tuple[str, str]] = field(default_factory=list)
    """Former addresses of resources, each with the address that it has now."""
    forgotten: list[str] = field(default_factory=list)
    """Addresses of what is taken out of the state and not destroyed."""
    configuration: Mapping[str, Any] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    """What a reader has to know: that the plan is not whole, that nothing will change."""
    partial: bool = False
    """Whether resources may be missing, so that nothing can be told from an absence."""
    planned: bool = True
    """Whether it is what Terraform is going to do, and not what a state has."""


class Lines:
    """Lines and columns of a text, asked for from the beginning to its end."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.line, self.start, self.at = 1, 0, 0

    def position(self, offset: int) -> tuple[int, int]:
        """The line and column of an offset."""
        if offset < self.at:
            self.line, self.start, self.at = 1, 0, 0
        more = self.text.count("\n", self.at, offset)
        if more:
            self.line += more
            self.start = self.text.rfind("\n", self.at, offset) + 1
        self.at = offset
        return self.line, offset - self.start + 1

    def of(self, text: str) -> tuple[int, int]:
        """Where a text stands as a value, as nobody knows where what holds it begins."""
        found = self.text.find(json.dumps(text))
        return self.position(max(found, 0))
