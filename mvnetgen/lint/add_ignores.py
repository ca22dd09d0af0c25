"""Ignore comments for findings: where somebody has looked at them and wants to keep things as they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from mvnetgen.lint.finding import Finding
from mvnetgen.lint.ignores import META, NEVER
from mvnetgen.lint.literals import Language, language_of
from mvnetgen.text.edit import Edit
from mvnetgen.text.source import Source, Span, is_generated

_SIGNS: Mapping[Language, str] = {Language.YAML: "#", Language.HCL: "#", Language.BICEP: "//"}
"""What begins a comment; JSON has none that all its readers take."""


def ignoring(findings: Iterable[Finding], reason: str, sources: Mapping[str, Source]) -> list[Edit]:
    """
    The edits that put a comment above the line of each finding, one for all findings of a line.

    There are none for a file without comments, for a generated file, and for what no comment takes away.
    """
    wanted: dict[tuple[str, int], dict[str, None]] = {}
    for finding in findings:
        if finding.rule not in NEVER | META and _takes_comments(finding.span.path, sources):
            wanted.setdefault((finding.span.path, finding.span.line), {})[finding.rule] = None
    return [_above(sources[path], line, rules, reason) for (path, line), rules in sorted(wanted.items())]


def _takes_comments(path: str, sources: Mapping[str, Source]) -> bool:
    source = sources.get(path)
    return source is not None and language_of(path) in _SIGNS and not is_generated(source.text)


def _above(source: Source, line: int, rules: Iterable[str], reason: str) -> Edit:
    text = source.line(line)
    margin = text[: len(text) - len(text.lstrip())]
    language = language_of(source.path)
    assert language is not None
    comment = f"{margin}{_SIGNS[language]} mvnetgen: ignore[{', '.join(sorted(rules))}] {' '.join(reason.split())}"
    return Edit(Span(source.path, line, 1, line, 1), f"{comment.rstrip()}\n")
