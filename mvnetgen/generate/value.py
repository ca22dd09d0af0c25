"""Values of generated code that are more than the text that the user wrote: inputs, and what the deployment makes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

PLACEHOLDER = re.compile(r"<([A-Za-z][A-Za-z0-9_ .-]*)>")
"""A word in angle brackets in a resource id, as in the samples of the documentation: ``<SUBSCRIPTION_ID>``."""


@dataclass(frozen=True, slots=True)
class Use:
    """An input of the deployment: a variable in Terraform, a parameter in Bicep."""

    name: str
    """In snake case; the filters spell it as their language does."""


@dataclass(frozen=True, slots=True)
class Made:
    """A resource that the deployment makes, or its id."""

    symbol: str
    """In snake case."""
    attribute: str = "id"
    """Empty for the resource itself."""


@dataclass(frozen=True, slots=True)
class Existing:
    """A resource that exists already and is only read: a data source in Terraform."""

    symbol: str


@dataclass(frozen=True, slots=True)
class Local:
    """A value that the generated code computes: a local in Terraform, a variable in Bicep."""

    name: str


@dataclass(frozen=True, slots=True)
class Joined:
    """A text with values in it."""

    parts: tuple[Any, ...]
    """Texts, and values that stand between them."""


@dataclass(frozen=True, slots=True)
class Given:
    """What the workspace file gives: the text, or the input of that name where it is one."""

    name: str
    value: str


Value = str | Use | Local | Made | Joined | Given


def with_inputs(text: str, use: Callable[[str], Use | None]) -> Value:
    """
    The text with inputs in place of placeholders.

    `use` gives the input that stands for a placeholder with its brackets, or None for what is none.
    """
    parts: list[str | Use] = []
    end = 0
    for match in PLACEHOLDER.finditer(text):
        found = use(match.group())
        if found is not None:
            parts += [text[end : match.start()], found]
            end = match.end()
    parts = [each for each in [*parts, text[end:]] if each != ""]
    match parts:
        case [Use() as only]:
            return only
        case [str(only)]:
            return only
    return Joined(tuple(parts)) if parts else ""


def input_name(placeholder: str) -> str:
    """``<SUBSCRIPTION_ID>`` and ``<subscription-id>`` are both ``subscription_id``."""
    words = re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+", placeholder)
    return "_".join(word.lower() for word in words)
