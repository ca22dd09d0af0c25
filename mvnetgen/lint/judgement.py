"""One input on its own: what is found in it before anything is suppressed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from mvnetgen.formats.contents import Contents, read_input
from mvnetgen.formats.input import Input, InputKind
from mvnetgen.formats.labelled import labelled, labelled_error
from mvnetgen.lint.engine import Settings, judge_estate, merge_worlds, with_dormant
from mvnetgen.lint.finding import Finding
from mvnetgen.lint.ignores import MARK, Ignore, read_ignores
from mvnetgen.lint.secrecy import hiding, without_secrets
from mvnetgen.lint.settings import InputResult, InputSettings
from mvnetgen.model.estate import Estate
from mvnetgen.rules.iac.unresolved_value import deciding
from mvnetgen.rules.index import RULES_BY_NAME
from mvnetgen.text.errors import CrashError, InputError, MvnetgenError
from mvnetgen.text.source import Span
from mvnetgen.text.tree import Tree


def judge_input(each: Input, tree: Tree, settings: InputSettings) -> InputResult:
    """Reads and judges one input. What cannot be read stands in the result's `unreadable`, and so does a bug of ours."""
    return read_and_judge(each, tree, settings)[0]


def read_and_judge(each: Input, tree: Tree, settings: InputSettings) -> tuple[InputResult, Contents | None]:
    """As `judge_input`, with what was read; None when nothing could be, or when it is nothing of ours."""
    contents = None
    try:
        contents = read_input(each, tree, settings.reading)
        if contents is None:
            return InputResult(), None
        result = judge_contents(labelled(contents, each.label), settings)
        return (result if each.kind in _WRITTEN and not each.revision else without_fixes(result)), contents
    except InputError as error:
        unread = labelled_error(error, each.label)
    except RecursionError:
        unread = InputError("is nested too deep", Span.point(each.path))
    except MvnetgenError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever it is, it costs this input only
        unread = CrashError.of(error, Span.point(each.path))
    return InputResult(files=(each.path,), unreadable=(unread,)), contents


_WRITTEN = frozenset({InputKind.YAML, InputKind.MODULE, InputKind.DEPLOYMENT})
"""What people write, and what can be edited; not a plan, a state or an export."""


def without_fixes(result: InputResult) -> InputResult:
    """The result of what nobody can edit."""
    return replace(result, findings=tuple(replace(each, fix=None) for each in result.findings))


def judge_contents(contents: Contents, settings: InputSettings) -> InputResult:
    """Judges what was read of an input: every world of it."""
    rules = tuple(RULES_BY_NAME[name] for name in settings.rules)
    judging = Settings(rules, settings.severities, settings.policy, settings.below)
    sources = contents.sources
    found = [(conditions, judge_estate(estate, judging, sources.get)) for conditions, estate in contents.worlds]
    findings = found[0][1] if len(found) == 1 else merge_worlds(found)
    if contents.dormant is not None:
        findings = with_dormant(findings, contents.dormant, judging, sources.get)
    return result_of(findings, [contents])


def result_of(findings: Iterable[Finding], read: Sequence[Contents], other: Sequence[Contents] = ()) -> InputResult:
    """
    Findings with what was read for them: counts, comments, and the texts that they point into, secrets hidden.

    `other` are contents that findings may point into and that are not judged themselves: the old version of a change.
    """
    found = tuple(findings)
    ignores = tuple(ignore for contents in read for ignore in _ignores(contents))
    everything = [*read, *other]
    errors = tuple(without_secrets(error, each.hidden) for each in everything for error in each.unreadable)
    places = [place for finding in found for place in _places(finding)]
    pointed = {span.path for span, _ in places}
    pointed |= {edit.span.path for finding in found if finding.fix for edit in finding.fix.edits}
    pointed |= {ignore.span.path for ignore in ignores} | {error.span.path for error in errors}
    secret_places = [
        *(span for each in everything for span in each.hidden),
        *(s for s, sensitive in places if sensitive),
    ]
    sources = {path: source for each in everything for path, source in each.sources.items() if path in pointed}
    return InputResult(
        found,
        ignores,
        tuple(path for contents in read for path in contents.closed or contents.sources),
        workspaces=sum(_most(contents, _workspaces_in) for contents in read),
        outbound_rules=sum(_most(contents, _rules_in) for contents in read),
        unknown_values=sum(_most(contents, _unknown_in) for contents in read),
        not_read=tuple(
            dict.fromkeys(name for contents in read for _, estate in contents.worlds for name in estate.not_read)
        ),
        unreadable=errors,
        sources=hiding(sources, secret_places),
        in_part=any(contents.closed for contents in read),
        notes=tuple(note for contents in read for note in contents.notes),
    )


def _most(contents: Contents, count: Callable[[Estate], int]) -> int:
    """The count of its fullest world."""
    return max((count(estate) for _, estate in contents.worlds), default=0)


def _workspaces_in(estate: Estate) -> int:
    return sum(each.declared for each in estate.declarations)


def _places(finding: Finding) -> Iterator[tuple[Span, bool]]:
    """The places that a finding shows, each with whether a sensitive value stands there."""
    yield finding.span, finding.sensitive
    yield from ((each.span, each.sensitive) for each in finding.related)


def _ignores(contents: Contents) -> Iterator[Ignore]:
    for path, source in contents.sources.items():
        if MARK in source.text:
            remarks = contents.remarks(path)
            yield from read_ignores(source, remarks.comments, remarks.ends)


def _unknown_in(estate: Estate) -> int:
    """The values that a rule would have needed; an id that Azure assigns is known well enough by its reference."""
    return len({route for route, _ in deciding(estate)})


def _rules_in(estate: Estate) -> int:
    return sum(1 for each in estate.declarations for _ in each.workspace.outbound_rules())
