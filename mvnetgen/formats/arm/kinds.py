"""The kinds of value that ARM and its providers share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from mvnetgen.formats.shape import Choice, Reading, Text
from mvnetgen.languages.symbolic import value_of_key
from mvnetgen.text.document import Node, Unknown
from mvnetgen.text.source import Route


@dataclass(frozen=True)
class Anything:
    """A value that no rule asks about."""

    def read(self, node: Node, route: Route, reading: Reading) -> None:  # noqa: ARG002
        return None

    def schema(self) -> dict[str, Any]:
        return {}


def arm_choice(
    table: Mapping[Any, str],
    rule: str = "invalid-value",
    any_case: str = "accept",
    normal: Callable[[str], str] | None = None,
) -> Choice:
    """One of the words that ARM spells so; `any_case` and `normal` as in `Choice`."""
    spellings: dict[str, StrEnum] = {spelling: member for member, spelling in table.items()}
    return Choice(spellings, rule=rule, any_case=any_case, normal=normal)


@dataclass(frozen=True)
class TextOrEmpty:
    """A text of which the empty one means none, as modules write what they leave out."""

    def read(self, node: Node, route: Route, reading: Reading) -> str | Unknown | None:
        return None if node.value == "" else Text().read(node, route, reading)

    def schema(self) -> dict[str, Any]:
        return {"type": "string"}


def name_of(key: str, node: Node) -> str | Unknown:
    """The name that a key of a map says; unknown when a part of it is."""
    return value_of_key(key, "a part of the name is not known", node.span)
