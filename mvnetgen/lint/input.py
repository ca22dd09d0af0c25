"""What is judged as one, how, and with what result: plain data that travels between processes and into the cache."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mvnetgen.lint.finding import Finding
from mvnetgen.lint.ignores import Ignore
from mvnetgen.rules.rule import Severity
from mvnetgen.text.errors import InputError
from mvnetgen.text.source import Source

if TYPE_CHECKING:
    from mvnetgen.model.policy import Policy


@dataclass(frozen=True)
class UnitSettings:
    """How a unit is judged; picklable, so rules are named."""

    rules: tuple[str, ...]
    severities: Mapping[str, Severity] = field(default_factory=dict)
    policy: Policy | None = None
    below: str = ""
    """The working directory as seen from the top of the repository."""
    name: str | None = None
    """The name of a workspace whose file has none."""
    var_files: tuple[str, ...] = ()
    """Relative to the working directory."""
    variables: tuple[str, ...] = ()
    """``name=value``, as for Terraform's -var."""
    cache: bool = True


@dataclass(frozen=True)
class UnitResult:
    """What was found in a unit, and what it consists of."""

    findings: tuple[Finding, ...] = ()
    ignores: tuple[Ignore, ...] = ()
    files: tuple[str, ...] = ()
    """The files that were read for it, as findings show them."""
    workspaces: int = 0
    outbound_rules: int = 0
    unknown_values: int = 0
    unreadable: tuple[InputError, ...] = ()
    sources: Mapping[str, Source] = field(default_factory=dict)
    """The texts that findings and errors point into."""
