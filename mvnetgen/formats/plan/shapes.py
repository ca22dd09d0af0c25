"""JSON that may be of any shape, taken for what it should be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def mapping(value: Any) -> Mapping[str, Any]:
    """The value when it is an object; else an empty one."""
    return value if isinstance(value, dict) else {}


def listing(value: Any) -> list[Any]:
    """The value when it is an array; else an empty one."""
    return value if isinstance(value, list) else []


def mappings(value: Any) -> list[Mapping[str, Any]]:
    """The objects of an array."""
    return [each for each in listing(value) if isinstance(each, dict)]


def texts(value: Any) -> list[str]:
    """The texts of an array."""
    return [each for each in listing(value) if isinstance(each, str)]


def key_of(value: Any) -> str | int | None:
    """The key of an instance."""
    return value if isinstance(value, str | int) and not isinstance(value, bool) else None
