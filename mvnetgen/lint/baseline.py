"""The baseline: findings that are known, by fingerprint, so that a run reports only new ones."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from mvnetgen.lint.finding import Finding, Suppression, from_top
from mvnetgen.text.document import shown
from mvnetgen.text.errors import InputError
from mvnetgen.text.source import Source, Span, read_source

VERSION = 1
REASON = "recorded in the baseline"


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """One known finding. Only the fingerprint is compared; the rest is for people."""

    path: str
    """As seen from the top of the repository."""
    rule: str
    fingerprint: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}: {self.rule}: {self.message}"


@dataclass(frozen=True, slots=True)
class Applied:
    """Findings after the baseline had its say."""

    findings: tuple[Finding, ...]
    suppressed: tuple[Finding, ...]
    stale: tuple[Entry, ...]


def read_baseline(path: Path, shown_as: str | None = None) -> tuple[Entry, ...]:
    """The entries of a baseline. Raises `InputError` with the place when it is missing or damaged."""
    source = read_source(path, shown_as)
    try:
        document = json.loads(source.text)
    except json.JSONDecodeError as error:
        span = Span.point(source.path, error.lineno, error.colno)
        raise InputError(f"is a damaged baseline: {error.msg[:1].lower()}{error.msg[1:]}", span) from error
    except ValueError as error:  # a number of more digits than Python reads
        long = re.search(r"\d{1000,}", source.text)
        line, column = source.position(long.start()) if long else (1, 1)
        place = Span.point(source.path, line, column)
        raise InputError("is a damaged baseline: a number is too long", place) from error
    except RecursionError as error:
        raise InputError("is a damaged baseline: it is nested too deep", Span.point(source.path)) from error
    if not isinstance(document, dict) or "version" not in document or not isinstance(document.get("entries"), list):
        raise InputError("is no baseline: an object with `version` and `entries` is needed", Span.point(source.path))
    if document["version"] != VERSION:
        message = (
            f"is a baseline of version {shown(str(document['version']))}, and this mvnetgen knows version {VERSION}"
        )
        raise InputError(message, _place(source, '"version"', 0))
    return tuple(_entry(each, number, source) for number, each in enumerate(document["entries"]))


def _entry(value: object, number: int, source: Source) -> Entry:
    keys = ("path", "rule", "fingerprint", "message")
    if isinstance(value, dict) and all(isinstance(value.get(key), str) for key in keys):
        return Entry(*(value[key] for key in keys))
    message = f"is a damaged baseline: entry {number + 1} needs the texts " + ", ".join(f"`{key}`" for key in keys)
    raise InputError(message, _place(source, "{", number + 1))


def _place(source: Source, text: str, number: int) -> Span:
    """Where the n-th occurrence of a text stands, counted from 0; the top of the file when it is not there."""
    start = -1
    for _ in range(number + 1):
        start = source.text.find(text, start + 1)
        if start < 0:
            return Span.point(source.path)
    line = source.text.count("\n", 0, start) + 1
    return Span.point(source.path, line, start - source.text.rfind("\n", 0, start))


def apply_baseline(
    findings: Iterable[Finding], entries: Iterable[Entry], looked_at: Callable[[Entry], bool]
) -> Applied:
    """
    Takes the known findings out.

    An entry is stale when it matches nothing although `looked_at` says that its file and its rule were judged.
    """
    known = {entry.fingerprint: entry for entry in entries}
    kept, suppressed = [], []
    for finding in findings:
        if finding.fingerprint in known:
            suppressed.append(replace(finding, suppressed=Suppression("baseline", REASON)))
        else:
            kept.append(finding)
    matched = {finding.fingerprint for finding in suppressed}
    stale = sorted(entry for entry in known.values() if entry.fingerprint not in matched and looked_at(entry))
    return Applied(tuple(kept), tuple(suppressed), tuple(stale))


def entries_of(findings: Iterable[Finding], below: str) -> tuple[Entry, ...]:
    """Findings as entries."""
    return tuple(
        Entry(from_top(finding.span.path, below), finding.rule, finding.fingerprint, finding.message)
        for finding in findings
    )


def baseline_text(entries: Iterable[Entry]) -> str:
    """The file of some entries: sorted, one entry a line, so that a merge touches only what changed."""
    lines = [
        json.dumps(
            {"fingerprint": each.fingerprint, "rule": each.rule, "path": each.path, "message": each.message},
            ensure_ascii=False,
        )
        for each in sorted(set(entries))
    ]
    body = "[\n    " + ",\n    ".join(lines) + "\n  ]" if lines else "[]"
    return f'{{\n  "version": {VERSION},\n  "entries": {body}\n}}\n'
