"""What replacing a generation adds to the new one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Replacement:
    """What replacing a generation adds to the new one."""

    notes: tuple[str, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)
    """Files beside those of the new generation, by name."""
