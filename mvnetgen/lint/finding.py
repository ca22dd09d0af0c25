"""What a run found: problems with places, and a summary of what was looked at."""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from mvnetgen.rules.rule import Severity
from mvnetgen.text.edit import Edit
from mvnetgen.text.errors import InputError
from mvnetgen.text.source import Source, Span

DOCUMENTATION = "https://mvnetgen.github.io/mvnetgen/rules/"


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that a finding is about."""

    span: Span
    message: str
    sensitive: bool = False
    """The value there must not be shown."""


@dataclass(frozen=True, slots=True)
class Suppression:
    """What keeps a finding from counting."""

    by: str
    """``comment`` or ``baseline``."""
    reason: str = ""
    """What its author gave as the reason."""
    span: Span | None = None
    """Where the comment stands."""


@dataclass(frozen=True, slots=True)
class FindingFix:
    """Edits that mend a finding; no two of them overlap."""

    safe: bool
    edits: tuple[Edit, ...]


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
    suppressed: Suppression | None = None
    """What keeps it from counting; None when it counts."""
    fix: FindingFix | None = None

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
    not_read: tuple[str, ...] = ()
    """What may declare more and is not here, each with the reason: ``module.landing_zone (its source is not here)``."""


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
    """Entries of the baseline that match nothing any more, each as a line for people."""
    files: tuple[str, ...] = ()
    """Every file that was judged, sorted."""
    below: str = ""
    """The working directory as seen from the top of the repository: ``infra/prod``; empty at the top."""
    fail_on: Severity = Severity.WARNING
    notes: tuple[str, ...] = ()
    """What a reader has to know beside the findings, each once."""

    @property
    def failing(self) -> bool:
        """Whether a finding reaches `fail_on`."""
        return any(finding.severity.rank >= self.fail_on.rank for finding in self.findings)

    def count(self, severity: Severity) -> int:
        """How many findings have exactly this severity."""
        return sum(finding.severity is severity for finding in self.findings)


def with_fingerprints(
    findings: Iterable[Finding],
    stable_routes: Mapping[Finding, str],
    texts: Mapping[Finding, str],
    below: str = "",
) -> list[Finding]:
    """
    The findings with fingerprints of rule, file, address, route and value, and never of line numbers.

    `below` is the working directory as seen from the top of the repository, so that the place a run starts from changes
    nothing. Equal fingerprints are numbered: see `numbered`.
    """
    result = []
    for finding in findings:
        parts = (
            finding.rule,
            from_top(finding.span.path, below),
            finding.address,
            stable_routes[finding],
            " ".join(texts[finding].split()),
        )
        digest = hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
        result.append(replace(finding, fingerprint=digest))
    return numbered(result)


def numbered(findings: Iterable[Finding]) -> list[Finding]:
    """The findings, equal fingerprints made different in their order: no two share an entry of a baseline."""
    used: set[str] = set()
    numbers: dict[str, int] = {}  # so that the thousandth of a kind does not try the 999 before it
    result = []
    for finding in findings:
        digest, number = finding.fingerprint, numbers.get(finding.fingerprint, 1)
        while digest in used:
            number += 1
            digest = hashlib.sha256(f"{finding.fingerprint}\0{number}".encode()).hexdigest()[:32]
        used.add(digest)
        numbers[finding.fingerprint] = number
        result.append(finding if digest == finding.fingerprint else replace(finding, fingerprint=digest))
    return result


def from_top(path: str, below: str) -> str:
    """A path relative to the working directory, as seen from the top of the repository."""
    return posixpath.normpath(posixpath.join(below, path)) if below else path
