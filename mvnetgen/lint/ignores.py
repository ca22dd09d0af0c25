"""
Ignore comments: ``mvnetgen: ignore[rule] reason`` in any format that has comments, and what is wrong with them.

A comment behind a value covers what starts or ends on its line; one that stands alone covers the entry, item, block or
line below it; ``ignore-file`` covers the file. A finding is covered where it stands, and where one of its related places
stands: the default of a variable, a line of a tfvars file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from mvnetgen.lint.catalogue import catalogue
from mvnetgen.lint.finding import Finding, FindingFix, Suppression, with_fingerprints
from mvnetgen.lint.reach import Reach
from mvnetgen.rules.rule import Severity
from mvnetgen.text.document import shown
from mvnetgen.text.edit import Edit
from mvnetgen.text.nearest import nearest
from mvnetgen.text.source import Source, Span

MARK = "mvnetgen:"
"""No comment is one of ours without it; a quick look for it saves the search for comments."""
IGNORE, IGNORE_FILE = "ignore", "ignore-file"
UNKNOWN_RULE, UNUSED, EXPIRED = "unknown-rule-in-ignore", "unused-ignore", "expired-ignore"
META = frozenset({UNKNOWN_RULE, UNUSED, EXPIRED})
NEVER = frozenset({"syntax-error"})
"""What no comment can ignore."""

MOST_PROPOSALS = 200

_COMMENT = re.compile(
    r"(?:^|#|//|/\*)\s*mvnetgen:\s*(?P<word>[A-Za-z][\w-]*)\s*(?:\[(?P<names>[^\]]*)\])?(?P<reason>.*)", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Ignore:
    """One ignore comment."""

    span: Span
    text: str
    word: str
    """``ignore`` or ``ignore-file``; something else when it is misspelt."""
    names: tuple[tuple[str, Span], ...]
    """What stands between the brackets, each with its place."""
    reason: str
    until: str | None
    first: int
    """The first line that it covers; 0 for the whole file."""
    last: int
    """The last line of the entry that it covers; the same line for a comment behind a value."""
    alone: bool
    """Whether it stands on a line of its own."""
    whole: Span
    """What goes when the comment goes: with the blanks before it, or with its lines."""


def read_ignores(source: Source, comments: Iterable[Span], ends: Mapping[int, int]) -> list[Ignore]:
    """
    The ignore comments among the comments of a file.

    `ends` tells for the first line of each entry, item, block or attribute its last line.
    """
    spans = sorted(comments)
    taken = {line for span in spans if _alone(source, span) for line in range(span.line, span.end_line + 1)}
    below: dict[int, int] = {}  # from the end of a comment to the first line below it that is no comment
    for line in sorted(taken, reverse=True):
        below[line] = below[line + 1] if line + 1 in taken else line + 1
    ignores = []
    for span in spans:
        found = _COMMENT.match(source.excerpt(span).removesuffix("*/"))
        if found is None or not _is_ours(found):
            continue
        alone = _alone(source, span)
        first = span.line
        if alone:
            first = below[span.end_line]
        names = tuple(_names(found, span, source))
        until = next((name.removeprefix("until=") for name, _ in names if name.startswith("until=")), None)
        whole_file = found["word"] == IGNORE_FILE
        ignores.append(
            Ignore(
                span=span,
                text=source.excerpt(span),
                word=found["word"],
                names=tuple((name, place) for name, place in names if not name.startswith("until=")),
                reason=" ".join(found["reason"].strip(" \t:-\u2013\u2014").split()),
                until=until,
                first=0 if whole_file else first,
                last=0 if whole_file else max(first, ends.get(first, first)) if alone else first,
                alone=alone,
                whole=_whole(source, span, alone=alone),
            )
        )
    return ignores


def _alone(source: Source, span: Span) -> bool:
    return not source.line(span.line)[: span.column - 1].strip()


def _whole(source: Source, span: Span, *, alone: bool) -> Span:
    after = source.line(span.end_line)[span.end_column - 1 :]
    if alone and not after.strip() and span.end_line < len(source.lines):
        return Span(span.path, span.line, 1, span.end_line + 1, 1)
    before = source.line(span.line)[: span.column - 1]
    return Span(
        span.path,
        span.line,
        len(before.rstrip()) + 1,
        span.end_line,
        span.end_column + len(after) - len(after.lstrip()),
    )


def _is_ours(found: re.Match[str]) -> bool:
    word = found["word"]
    return word in (IGNORE, IGNORE_FILE) or (
        found["names"] is not None and nearest(word, (IGNORE, IGNORE_FILE)) is not None
    )


def _names(found: re.Match[str], span: Span, source: Source) -> Iterator[tuple[str, Span]]:
    if found["names"] is None:
        return
    lines = source.excerpt(span)
    for each in re.finditer(r"[^\s,]+", found["names"]):
        start = found.start("names") + each.start()
        line = span.line + lines.count("\n", 0, start)
        column = start - lines.rfind("\n", 0, start) if line > span.line else span.column + start
        yield each[0], Span(span.path, line, column, line, column + len(each[0]))


@dataclass(frozen=True, slots=True)
class Judged:
    """Findings after the comments had their say."""

    findings: tuple[Finding, ...]
    suppressed: tuple[Finding, ...]


def apply_ignores(
    findings: Iterable[Finding],
    ignores: Iterable[Ignore],
    *,
    today: date,
    ran: frozenset[str],
    severities: Mapping[str, Severity],
    strict: bool = False,
    enforced: frozenset[str] = frozenset(),
    unfinished: frozenset[str] = frozenset(),
    below: str = "",
) -> Judged:
    """
    Takes out what comments ignore, and adds what is wrong with the comments.

    `ran` names the rules that judged: a comment for another is not unused. `severities` are those of the rules about
    comments that are to be reported. `strict`: a comment without a reason ignores nothing. In the files of `unfinished`
    something could not be read, or nobody but `generate` writes them, so no comment there is called unused.
    """
    everything = list(dict.fromkeys(ignores))
    working = [each for each in everything if each.word in (IGNORE, IGNORE_FILE) and _in_force(each, today)]
    effective = [each for each in working if each.reason or not strict]
    kept, suppressed, used = _split(findings, effective, enforced)
    about = [
        *_misnamed_all(everything),
        *(found for each in everything for found in _of_enforced(each, enforced)),
        *(found for each in everything for found in _over(each, today)),
        *(found for each in working if strict and not each.reason for found in _without_reason(each)),
    ]
    quiet = [each for each in effective if each.span.path not in unfinished]
    about += [found for each in quiet for found in _unused(each, used, ran - META - enforced)]
    reported = _finish(about, severities, below)
    kept_meta, suppressed_meta, used_meta = _split(reported, effective, enforced)
    late = [found for each in quiet for found in _unused(each, used | used_meta, (ran & META) - enforced)]
    kept += [*kept_meta, *_finish(late, severities, below)]
    return Judged(
        tuple(sorted(kept, key=lambda finding: finding.order)),
        tuple(sorted([*suppressed, *suppressed_meta], key=lambda finding: finding.order)),
    )


Use = tuple[int, str]
"""The `id` of a comment, and a rule of which it suppressed something."""


def _split(
    findings: Iterable[Finding], ignores: list[Ignore], enforced: frozenset[str]
) -> tuple[list[Finding], list[Finding], set[Use]]:
    given = list(findings)
    reach = Reach(ignores, given)
    kept, suppressed, used = [], [], set()
    for finding in given:
        covering = () if finding.rule in enforced or finding.rule in NEVER else reach.covering(finding)
        used |= {(id(ignore), finding.rule) for ignore in covering}
        if covering:
            why = Suppression("comment", covering[0].reason, covering[0].span)
            suppressed.append(replace(finding, suppressed=why))
        else:
            kept.append(finding)
    return kept, suppressed, used


def _ends(ignore: Ignore) -> date | None:
    """The last day of a comment; None when it has none. Raises `ValueError` when that is no date."""
    if ignore.until is None:
        return None
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", ignore.until):
        raise ValueError(ignore.until)
    return date.fromisoformat(ignore.until)


def _in_force(ignore: Ignore, today: date) -> bool:
    try:
        last = _ends(ignore)
    except ValueError:
        return False
    return last is None or today <= last


def _over(ignore: Ignore, today: date) -> Iterator[Finding]:
    rules = ", ".join(f"`{shown(name)}`" for name, _ in ignore.names) or "nothing"
    try:
        last = _ends(ignore)
    except ValueError:
        message = f"`until={shown(ignore.until)}` is no date, so the comment ignores nothing"
        yield _about(EXPIRED, message, ignore.span, "write the last day as `until=2027-01-31`")
        return
    if last is not None and today > last:
        message = f"the comment ignored {rules} until {last.isoformat()}, and that day is over"
        help_ = "mend what it ignored, or decide anew and move the date"
        yield replace(_about(EXPIRED, message, ignore.span, help_), fix=FindingFix(True, (Edit(ignore.whole, ""),)))


def _misnamed_all(ignores: Iterable[Ignore]) -> Iterator[Finding]:
    """What is said of names that are none; of many only the first get a proposal, for each look takes a millisecond."""
    looks = 0
    for ignore in ignores:
        found = list(_misnamed(ignore, propose=looks < MOST_PROPOSALS))
        looks += len(found)
        yield from found


def _of_enforced(ignore: Ignore, enforced: frozenset[str]) -> Iterator[Finding]:
    for name, place in ignore.names:
        if name in enforced:
            message = f"`{name}` is enforced by the configuration, so the comment takes nothing away"
            yield replace(
                _about(UNUSED, message, place, "mend what it finds, and remove it from the comment"),
                severity=Severity.ERROR,
            )


def _misnamed(ignore: Ignore, *, propose: bool) -> Iterator[Finding]:
    if ignore.word not in (IGNORE, IGNORE_FILE):
        guess = nearest(ignore.word, (IGNORE, IGNORE_FILE))
        message = f"`{MARK} {shown(ignore.word)}` is nothing that mvnetgen knows, so the comment ignores nothing"
        yield _about(UNKNOWN_RULE, message, ignore.span, f"write `{MARK} {guess}[…]`")
        return
    if not ignore.names:
        message = "the comment names no rule, so it ignores nothing"
        yield _about(UNKNOWN_RULE, message, ignore.span, f"write `{MARK} {ignore.word}[rule-name] reason`")
    for name, place in ignore.names:
        if name not in catalogue():
            guess = nearest(name, catalogue()) if propose else None
            help_ = f"write `{guess}`" if guess else "`mvnetgen rules` lists the rules"
            yield _about(
                UNKNOWN_RULE, f"`{shown(name)}` is no rule, so the comment ignores nothing by it", place, help_
            )


def _without_reason(ignore: Ignore) -> Iterator[Finding]:
    if ignore.names:
        message = "the comment gives no reason, which `strict_ignores` demands, so it ignores nothing"
        yield _about(UNUSED, message, ignore.span, "say behind the bracket why the finding does not count")


def _unused(ignore: Ignore, used: set[Use], ran: frozenset[str]) -> Iterator[Finding]:
    for name, place in ignore.names:
        if name not in ran or (id(ignore), name) in used:
            continue
        if name in NEVER:
            found = _about(UNUSED, f"`{name}` cannot be ignored", place, "remove it from the comment")
        else:
            where = "in this file" if ignore.first == 0 else "here"
            found = _about(UNUSED, f"there is no `{name}` {where} to ignore", place, "remove it from the comment")
        yield replace(found, fix=_without_name(ignore, place))


def _without_name(ignore: Ignore, place: Span) -> FindingFix | None:
    """The comment without one of its names, or no comment at all."""
    if len(ignore.names) == 1:
        return FindingFix(True, (Edit(ignore.whole, ""),))
    spans = [span for _, span in ignore.names]
    if any(span.line != spans[0].line or span.end_line != spans[0].line for span in spans):
        return None
    at = spans.index(place)
    if at + 1 < len(spans):
        gone = replace(place, end_column=spans[at + 1].column)
    else:
        gone = replace(place, column=spans[at - 1].end_column)
    return FindingFix(True, (Edit(gone, ""),))


def _about(rule: str, message: str, span: Span, help_: str) -> Finding:
    return Finding(rule, Severity.WARNING, message, span, help=help_)


def _finish(findings: list[Finding], severities: Mapping[str, Severity], below: str) -> list[Finding]:
    wanted = [
        finding if finding.severity is Severity.ERROR else replace(finding, severity=severities[finding.rule])
        for finding in findings
        if finding.rule in severities
    ]
    wanted = sorted(dict.fromkeys(wanted), key=lambda finding: finding.order)
    routes = dict.fromkeys(wanted, "")
    return with_fingerprints(wanted, routes, {finding: finding.message for finding in wanted}, below)
