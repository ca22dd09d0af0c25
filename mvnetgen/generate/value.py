"""Values of generated code that are more than the text that the user wrote: inputs, and what the deployment makes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

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

    parts: tuple[str | Use | Local, ...]


Value = str | Use | Made | Joined


def with_inputs(text: str, names: Mapping[str, str]) -> Value:
    """The text with its placeholders replaced by uses of the inputs that `names` gives for them."""
    parts: list[str | Use | Local] = []
    end = 0
    for match in PLACEHOLDER.finditer(text):
        if match.start() > end:
            parts.append(text[end : match.start()])
        parts.append(Use(names[match.group()]))
        end = match.end()
    if not parts:
        return text
    if end < len(text):
        parts.append(text[end:])
    first = parts[0]
    return first if len(parts) == 1 and isinstance(first, Use) else Joined(tuple(parts))


def input_name(placeholder: str) -> str:
    """``<SUBSCRIPTION_ID>`` and ``<subscription-id>`` are both ``subscription_id``."""
    words = re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+", placeholder)
    return "_".join(word.lower() for word in words)
