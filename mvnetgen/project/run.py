"""A whole lint run: paths to units, units to findings, comments and baseline applied, a result."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from mvnetgen.lint.baseline import Entry, apply_baseline
from mvnetgen.lint.catalogue import ALL, catalogue, group_named, is_rule_or_group, no_such_rule
from mvnetgen.lint.finding import Finding, Result, Summary, from_top, numbered
from mvnetgen.lint.grouping import said_once
from mvnetgen.lint.ignores import META, apply_ignores
from mvnetgen.lint.input import UnitResult, UnitSettings
from mvnetgen.project.config import repository_root
from mvnetgen.project.discovery import Discovery, Exclusion, Unit, discover, shown_path
from mvnetgen.project.pool import judge_units
from mvnetgen.rules.rule import Severity
from mvnetgen.text.errors import InputError, UsageError
from mvnetgen.text.source import Source

if TYPE_CHECKING:
    from mvnetgen.model.policy import Policy

Progress = Callable[[int, int], None]
"""Told after each unit: how many are judged, of how many."""


@dataclass(frozen=True)
class Request:
    """What a user asks to be judged, and how; all paths as the working directory sees them."""

    paths: tuple[Path, ...] = ()
    stdin: Unit | None = None
    only_workspaces: bool = False
    """A named YAML file that is no workspace is left out, as one in a folder is."""
    select: tuple[str, ...] = (ALL,)
    ignore: tuple[str, ...] = ()
    named: frozenset[str] = frozenset()
    """Rules that the user selected by name, which `ignore` therefore does not take away."""
    severities: Mapping[str, Severity] = field(default_factory=dict)
    fail_on: Severity = Severity.WARNING
    exclusions: tuple[Exclusion, ...] = ()
    policy: Policy | None = None
    strict_ignores: bool = False
    baseline: tuple[Entry, ...] = ()
    jobs: int = 0
    cache: bool = True
    name: str | None = None
    var_files: tuple[str, ...] = ()
    variables: tuple[str, ...] = ()
    today: date = field(default_factory=date.today)


@dataclass(frozen=True)
class Run:
    """A result, and what only the keeper of a baseline asks for."""

    result: Result
    stale: tuple[Entry, ...] = ()
    untouched: tuple[Entry, ...] = ()
    """Entries whose file or rule was not judged in this run."""
    excluded: tuple[str, ...] = ()


def chosen_rules(
    select: Iterable[str], ignore: Iterable[str] = (), named: frozenset[str] = frozenset()
) -> tuple[str, ...]:
    """The names of the rules by names and groups. Raises `UsageError` for a name that is neither."""
    wanted = _names(select) - (_names(ignore) - named)
    return tuple(name for name in catalogue() if name in wanted)


def _names(words: Iterable[str]) -> set[str]:
    names: set[str] = set()
    for word in words:
        if not is_rule_or_group(word):
            raise UsageError(no_such_rule(word))
        if word == ALL:
            names |= catalogue().keys()
        elif word in catalogue():
            names.add(word)
        else:
            names |= {name for name, entry in catalogue().items() if entry.group == group_named(word)}
    return names


def below_repository() -> str:
    """The working directory as seen from the top of its repository; empty at the top, or outside of any."""
    here = Path.cwd()
    root = repository_root(here)
    below = shown_path(here, root) if root else "."
    return "" if below == "." else below


def find_units(request: Request) -> Discovery:
    """What a run would judge."""
    found = discover(request.paths, request.exclusions, only_workspaces=request.only_workspaces)
    return replace(found, units=(*found.units, request.stdin)) if request.stdin else found


def lint(request: Request, progress: Progress | None = None) -> Run:
    """Judges everything that is asked for. What cannot be read stands in the result; the rest is judged all the same."""
    chosen = frozenset(chosen_rules(request.select, request.ignore, request.named))
    # Whether a comment is of use cannot be told from the comment alone: all rules run for that question.
    judging = frozenset(catalogue()) if chosen and chosen <= META else chosen
    below = below_repository()
    settings = UnitSettings(
        tuple(name for name in catalogue() if name in judging),
        request.severities,
        request.policy,
        below,
        request.name,
        request.var_files,
        request.variables,
        request.cache,
    )
    found = find_units(request)
    results = []
    for result in judge_units(found.units, settings, request.jobs):
        results.append(result)
        if progress:
            progress(len(results), len(found.units))
    return _conclude(request, results, found, chosen=chosen, judging=judging, below=below)


def _conclude(
    request: Request,
    results: list[UnitResult],
    found: Discovery,
    *,
    chosen: frozenset[str],
    judging: frozenset[str],
    below: str,
) -> Run:
    sources: dict[str, Source] = {}
    for each in results:
        sources |= each.sources
    files = sorted({path for result in results for path in result.files})
    unreadable = sorted(
        {(error.span, error.message): error for error in _errors(found, results)}.values(), key=lambda error: error.span
    )
    ran = frozenset(name for name in judging if request.policy or not catalogue()[name].takes_policy)
    judged = apply_ignores(
        _distinct(results),
        [ignore for result in results for ignore in result.ignores],
        today=request.today,
        ran=ran,
        severities={name: request.severities.get(name, catalogue()[name].severity) for name in META & chosen},
        strict=request.strict_ignores,
        unfinished=frozenset(path for result in results if result.unreadable for path in result.files),
        below=below,
    )
    wanted = [finding for finding in judged.findings if finding.rule in chosen]
    by_comment = [finding for finding in judged.suppressed if finding.rule in chosen]
    looked_at = _looked_at(files, chosen & ran, below)
    known = apply_baseline(wanted, request.baseline, looked_at)
    suppressed = sorted([*by_comment, *known.suppressed], key=lambda finding: finding.order)
    result = Result(
        findings=known.findings,
        suppressed=tuple(suppressed),
        summary=Summary(
            files=len(files),
            workspaces=sum(each.workspaces for each in results),
            outbound_rules=sum(each.outbound_rules for each in results),
            unknown_values=sum(each.unknown_values for each in results),
            suppressed=len(suppressed),
        ),
        unreadable=tuple(unreadable),
        sources=sources,
        stale_baseline=tuple(str(entry) for entry in known.stale),
        files=tuple(files),
        below=below,
        fail_on=request.fail_on,
    )
    untouched = tuple(entry for entry in request.baseline if not looked_at(entry))
    return Run(result, known.stale, untouched, found.excluded)


def _errors(found: Discovery, results: list[UnitResult]) -> list[InputError]:
    return [*found.unreadable, *(error for result in results for error in result.unreadable)]


def _distinct(results: list[UnitResult]) -> list[Finding]:
    """The findings of all units: what is found for several instances of a block, or in several units, counts once."""
    found = (finding for result in results for finding in result.findings)
    return numbered(said_once(sorted(found, key=lambda finding: finding.order)))


def _looked_at(files: Iterable[str], rules: frozenset[str], below: str) -> Callable[[Entry], bool]:
    judged = {from_top(path, below) for path in files}
    root = repository_root(Path.cwd()) or Path.cwd()

    def answer(entry: Entry) -> bool:
        gone = entry.rule not in catalogue() or not (root / entry.path).exists()
        return gone or (entry.path in judged and entry.rule in rules)

    return answer
