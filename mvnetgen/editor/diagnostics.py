"""Findings as diagnostics."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from lsprotocol.types import (
    CodeDescription,
    Diagnostic,
    DiagnosticRelatedInformation,
    DiagnosticSeverity,
    DiagnosticTag,
    Location,
    PositionEncodingKind,
)

from mvnetgen.editor.folder import View
from mvnetgen.editor.positions import range_of
from mvnetgen.lint.finding import Finding
from mvnetgen.rules.rule import Severity
from mvnetgen.text.errors import CrashError, InputError
from mvnetgen.text.source import Source

SOURCE = "mvnetgen"
UriOf = Callable[[str], str]
"""The address of a file by its path as the folder sees it."""

_SEVERITIES = {
    Severity.ERROR: DiagnosticSeverity.Error,
    Severity.WARNING: DiagnosticSeverity.Warning,
    Severity.INFO: DiagnosticSeverity.Information,
}
_UNNECESSARY = frozenset({"unused-ignore", "expired-ignore", "duplicate-fqdn", "duplicate-service-tag"})
"""What editors show faded: it may go."""


def uri_in(folder: Path) -> UriOf:
    """The addresses of the files of a folder."""
    return lambda path: _normal(folder / path).as_uri()


def _normal(path: Path) -> Path:
    """The path without ``..``; links stay, since the editor named it with them."""
    import os.path  # noqa: PLC0415

    return Path(os.path.normpath(path))


def diagnostics(
    view: View, uri_of: UriOf, encoding: PositionEncodingKind | str, *, related: bool = True
) -> Mapping[str, list[Diagnostic]]:
    """The diagnostics of every file of a view by its path; an empty list for a file without any."""
    found: dict[str, list[Diagnostic]] = {path: [] for path in sorted(view.files)}
    for finding in view.result.findings:
        source = _source(view, finding.span.path)
        more = list(_related(view, finding, uri_of, encoding)) if related else None
        found.setdefault(finding.span.path, []).append(_of_finding(finding, source, more, encoding))
    for error in view.result.unreadable:
        if not isinstance(error, CrashError):
            found.setdefault(error.span.path, []).append(
                _of_error(error, _source(view, error.span.path), encoding),
            )
    return found


def crashes(view: View) -> Iterator[CrashError]:
    """Bugs of ours that cost a part of the view: something to log, and nothing that its author could mend."""
    return (each for each in view.result.unreadable if isinstance(each, CrashError))


def _source(view: View, path: str) -> Source:
    return view.source if path == view.path else view.sources.get(path) or Source(path, "")


def _of_finding(
    finding: Finding,
    source: Source,
    related: list[DiagnosticRelatedInformation] | None,
    encoding: PositionEncodingKind | str,
) -> Diagnostic:
    return Diagnostic(
        range=range_of(source, finding.span, encoding),
        message=f"{finding.message}\n{finding.help}" if finding.help else finding.message,
        severity=_SEVERITIES[finding.severity],
        code=finding.rule,
        code_description=CodeDescription(finding.url),
        source=SOURCE,
        tags=[DiagnosticTag.Unnecessary] if finding.rule in _UNNECESSARY else None,
        related_information=related or None,
    )


def _related(
    view: View, finding: Finding, uri_of: UriOf, encoding: PositionEncodingKind | str
) -> Iterator[DiagnosticRelatedInformation]:
    for other in finding.related:
        where = Location(uri_of(other.span.path), range_of(_source(view, other.span.path), other.span, encoding))
        yield DiagnosticRelatedInformation(where, other.message)


def _of_error(error: InputError, source: Source, encoding: PositionEncodingKind | str) -> Diagnostic:
    return Diagnostic(
        range=range_of(source, error.span, encoding),
        message=error.message,
        severity=DiagnosticSeverity.Error,
        code=error.label,
        source=SOURCE,
    )
