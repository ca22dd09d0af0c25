"""What a run found: problems with places, and a summary of what was looked at."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from mvnetgen.errors import InputError
from mvnetgen.rule import Severity
from mvnetgen.source import Source, Span

DOCUMENTATION = "https://mvnetgen.github.io/mvnetgen/rules/"


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that a finding is about."""

    span: Span
    message: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem with a place."""

    rule: str
    severity: Severity
    message: str
    span: Span
    address: str = ""
    route: str = ""
    """As people write it, relative to the workspace: ``managed_network.outbound_rules[0]``."""
    related: tuple[Related, ...] = ()
    help: str = ""
    fingerprint: str = ""
    sensitive: bool = False
    """The value at the span must not be shown."""
    suppressed: str | None = None
    """Why a comment or the baseline keeps it from counting; None when it counts."""

    @property
    def url(self) -> str:
        """The page of the rule."""
        return f"{DOCUMENTATION}{self.rule}/"

    @property
    def order(self) -> tuple[object, ...]:
        """Findings are sorted by place, then by rule."""
        return (self.span.path, self.span.line, self.span.column, self.rule, self.message, self.address, self.route)


@dataclass(frozen=True)
class Summary:
    """What was looked at."""

    files: int = 0
    workspaces: int = 0
    outbound_rules: int = 0
    unknown_values: int = 0
    suppressed: int = 0


@dataclass(frozen=True)
class Result:
    """A whole run."""

    findings: tuple[Finding, ...] = ()
    """Those that count, sorted."""
    suppressed: tuple[Finding, ...] = ()
    summary: Summary = Summary()
    unreadable: tuple[InputError, ...] = ()
    sources: Mapping[str, Source] = field(default_factory=dict)
    """The text of every file that a finding points into."""
    stale_baseline: tuple[str, ...] = ()
    """Entries of the baseline that match nothing any more."""

    def count(self, severity: Severity) -> int:
        """How many findings have exactly this severity."""
        return sum(finding.severity is severity for finding in self.findings)


def with_fingerprints(
    findings: Iterable[Finding], stable_routes: Mapping[Finding, str], texts: Mapping[Finding, str]
) -> list[Finding]:
    """
    The findings with fingerprints of rule, file, address, route and value, and never of line numbers.

    Equal ones are numbered in the order of their places, so that two findings never share an entry of a baseline.
    """
    seen: dict[str, int] = {}
    result = []
    for finding in findings:
        parts = (
            finding.rule,
            finding.span.path,
            finding.address,
            stable_routes[finding],
            " ".join(texts[finding].split()),
        )
        digest = hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]
        number = seen[digest] = seen.get(digest, 0) + 1
        if number > 1:
            digest = hashlib.sha256(f"{digest}\0{number}".encode()).hexdigest()[:32]
        result.append(replace(finding, fingerprint=digest))
    return result
