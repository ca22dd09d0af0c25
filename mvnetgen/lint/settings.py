"""How inputs are judged, and what is found in one of them: plain data that travels between processes and into the cache."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mvnetgen.formats.contents import ReadSettings
from mvnetgen.lint.finding import Finding
from mvnetgen.lint.ignores import Ignore
from mvnetgen.rules.rule import Severity
from mvnetgen.text.errors import InputError
from mvnetgen.text.source import Source

if TYPE_CHECKING:
    from mvnetgen.model.policy import Policy


@dataclass(frozen=True)
class InputSettings:
    """How one input is read and judged; picklable, so rules are named."""

    rules: tuple[str, ...]
    severities: Mapping[str, Severity] = field(default_factory=dict)
    policy: Policy | None = None
    below: str = ""
    """The working directory as seen from the top of the repository."""
    reading: ReadSettings = field(default_factory=ReadSettings)


@dataclass(frozen=True)
class InputResult:
    """What was found in an input before anything is suppressed, and what it consists of."""

    findings: tuple[Finding, ...] = ()
    ignores: tuple[Ignore, ...] = ()
    files: tuple[str, ...] = ()
    """The files that were read for it, as findings show them."""
    workspaces: int = 0
    outbound_rules: int = 0
    unknown_values: int = 0
    not_read: tuple[str, ...] = ()
    """What may declare more and is not here, each with the reason."""
    unreadable: tuple[InputError, ...] = ()
    sources: Mapping[str, Source] = field(default_factory=dict)
    """The texts that findings and errors point into."""
    in_part: bool = False
    """Whether the files that it points into were judged in part only: a comment there may be about something else."""
    notes: tuple[str, ...] = ()
    """What a reader has to know beside the findings."""
