"""Runs the rules of the group `change` over two versions, and gives every problem its places in both."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from mvnetgen.change.changes import Changed
from mvnetgen.lint.engine import (
    Settings,
    came_from,
    form_of,
    merge_worlds,
    related_places,
    severity_of,
    stable_route,
    text_at,
)
from mvnetgen.lint.finding import Finding, Related, with_fingerprints
from mvnetgen.lint.secrecy import unspoken
from mvnetgen.lint.wording import in_words_of
from mvnetgen.model.change import Change, Version
from mvnetgen.rules.rule import Problem, Rule
from mvnetgen.text.document import visible
from mvnetgen.text.source import Route, Source, spell

SourceOf = Callable[[str], Source | None]


def judge_changes(
    changed: Iterable[Changed], settings: Settings, source_of: SourceOf
) -> tuple[list[Finding], dict[str, str]]:
    """
    What the rules find in the changes of all workspaces, sorted, with places and fingerprints; and by the fingerprint of
    each finding the workspace that it is about, as people call it.
    """
    found: list[Finding] = []
    names: dict[str, str] = {}
    for each in changed:
        worlds = [(conditions, judge_change(change, settings, source_of)) for conditions, change in each.worlds]
        findings = worlds[0][1] if len(worlds) == 1 else merge_worlds(worlds)
        names |= {finding.fingerprint: each.name for finding in findings}
        found += findings
    return sorted(found, key=lambda finding: finding.order), names


def judge_change(change: Change, settings: Settings, source_of: SourceOf) -> list[Finding]:
    """What the rules find in one change."""
    routes = {
        _finding(problem, rule, change, settings): stable_route((*version.route, *problem.route), version.estate)
        for rule in settings.rules
        for problem in rule.function(change)
        for version in [_version(problem, change)]
    }
    summaries = {rule.name: rule.summary for rule in settings.rules}
    texts = {finding: "" if finding.sensitive else text_at(finding.span, source_of) for finding in routes}
    findings = with_fingerprints(sorted(routes, key=lambda finding: finding.order), routes, texts, settings.below)
    return [unspoken(each, summaries[each.rule], _secrets(change)) for each in findings]


def _secrets(change: Change) -> set[str]:
    """The sensitive values of both versions."""
    return {
        each for version in (change.old, change.new) if version is not None for each in version.estate.spans.secrets
    }


def _version(problem: Problem, change: Change) -> Version:
    """The version in which a problem stands."""
    version = change.old if problem.of_old else change.new
    assert version is not None
    return version


def _finding(problem: Problem, rule: Rule, change: Change, settings: Settings) -> Finding:
    version = _version(problem, change)
    route = (*version.route, *problem.route)
    place = version.estate.spans.at(route)
    form = form_of(route, version.estate)
    return Finding(
        rule=rule.name,
        severity=severity_of(rule, problem.severity, settings),
        message=visible(in_words_of(form, problem.message)),
        span=place.key if problem.on_key and place.key else place.span,
        address=place.address,
        route=spell(problem.route),
        related=tuple(dict.fromkeys([*came_from(place), *_related(problem, change)])),
        help=visible(in_words_of(form, problem.help)),
        sensitive=place.sensitive,
    )


def _related(problem: Problem, change: Change) -> Iterator[Related]:
    """The other places: those of the new version, then those of the old one."""
    for version, others in ((change.new, problem.related), (change.old, problem.before)):
        if version is None:
            continue
        for other, message, *on_key in others:
            route = other if _from_top(other) else (*version.route, *other)
            text = in_words_of(form_of(route, version.estate), message)
            yield from related_places(version.estate.spans.at(route), text, on_key=any(on_key))


def _from_top(route: Route) -> bool:
    return route[:1] in {("neighbours",), ("workspaces",)}
