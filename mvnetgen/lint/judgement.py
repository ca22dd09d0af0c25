"""One input on its own: what is found in it before anything is suppressed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from mvnetgen.formats.contents import Contents, read_input
from mvnetgen.formats.input import Input
from mvnetgen.lint.engine import Settings, judge_estate, merge_worlds
from mvnetgen.lint.finding import Finding
from mvnetgen.lint.ignores import MARK, Ignore, read_ignores
from mvnetgen.lint.settings import InputResult, InputSettings
from mvnetgen.model.estate import Estate
from mvnetgen.rules.iac.unresolved_value import decides
from mvnetgen.rules.index import RULES_BY_NAME
from mvnetgen.text.errors import InputError
from mvnetgen.text.source import Source, Span
from mvnetgen.text.tree import Tree

SHORTEST_SECRET = 3
"""Characters of a sensitive value that are worth hiding in a message."""
HIDDEN = "(sensitive value)"


def judge_input(each: Input, tree: Tree, settings: InputSettings) -> InputResult:
    """Reads and judges one input. What cannot be read stands in the result's `unreadable`."""
    try:
        contents = read_input(each, tree, settings.reading)
        return judge_contents(contents, settings) if contents is not None else InputResult()
    except InputError as error:
        return InputResult(files=(each.path,), unreadable=(error,))
    except RecursionError:
        return InputResult(files=(each.path,), unreadable=(InputError("is nested too deep", Span.point(each.path)),))


def judge_contents(contents: Contents, settings: InputSettings) -> InputResult:
    """Judges what was read of an input: every world of it."""
    rules = tuple(RULES_BY_NAME[name] for name in settings.rules)
    judging = Settings(rules, settings.severities, settings.policy, settings.below)
    sources = contents.sources
    found = [(conditions, judge_estate(estate, judging, sources.get)) for conditions, estate in contents.worlds]
    findings = found[0][1] if len(found) == 1 else merge_worlds(found)
    estates = [estate for _, estate in contents.worlds]
    ignores = tuple(_ignores(contents))
    hidden = tuple(_hide(finding, sources) for finding in findings)
    pointed = {span.path for finding in hidden for span in (finding.span, *(each.span for each in finding.related))}
    pointed |= {ignore.span.path for ignore in ignores} | {error.span.path for error in contents.unreadable}
    return InputResult(
        hidden,
        ignores,
        tuple(sources),
        workspaces=max((sum(each.declared for each in estate.declarations) for estate in estates), default=0),
        outbound_rules=max((_rules_in(estate) for estate in estates), default=0),
        unknown_values=max((_unknown_in(estate) for estate in estates), default=0),
        unreadable=contents.unreadable,
        sources={path: source for path, source in sources.items() if path in pointed},
    )


def _ignores(contents: Contents) -> Iterator[Ignore]:
    for path, source in contents.sources.items():
        if MARK in source.text:
            remarks = contents.remarks(path)
            yield from read_ignores(source, remarks.comments, remarks.ends)


def _unknown_in(estate: Estate) -> int:
    """The values that a rule would have needed; an id that Azure assigns is known well enough by its reference."""
    return len({route for route, unknown in estate.unknowns if decides(route, unknown)})


def _rules_in(estate: Estate) -> int:
    return sum(1 for each in estate.declarations for _ in each.workspace.outbound_rules())


def _hide(finding: Finding, sources: Mapping[str, Source]) -> Finding:
    """Takes a sensitive value out of what is said about it."""
    if not finding.sensitive:
        return finding
    message, help_ = finding.message, finding.help
    for value in _secrets(finding, sources):
        message, help_ = message.replace(value, HIDDEN), help_.replace(value, HIDDEN)
    return replace(finding, message=message, help=help_)


def _secrets(finding: Finding, sources: Mapping[str, Source]) -> Iterable[str]:
    for span in (finding.span, *(other.span for other in finding.related if other.sensitive)):
        source = sources.get(span.path)
        value = source.excerpt(span).strip().strip("\"'") if source else ""
        if len(value) >= SHORTEST_SECRET:
            yield value
