"""
One unit of judgement on its own: what is found in it before anything is suppressed.

`judge_unit` is a plain function of picklable values, so that units can be judged in several processes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from mvnetgen.azml import read_workspace_file
from mvnetgen.config import repository_root
from mvnetgen.discover import Unit, UnitKind
from mvnetgen.errors import InputError
from mvnetgen.estate import Estate
from mvnetgen.finding import Finding
from mvnetgen.ignores import MARK, Ignore, read_ignores
from mvnetgen.lint import Settings, judge, merge_worlds
from mvnetgen.policy import Policy
from mvnetgen.read_yaml import Document, find_comments, parse_yaml, statement_ends
from mvnetgen.rule import Severity
from mvnetgen.rules import RULES_BY_NAME
from mvnetgen.source import Source, Span, decode, read_source
from mvnetgen.terraform.files import module_at

SHORTEST_SECRET = 3
"""Characters of a sensitive value that are worth hiding in a message."""
HIDDEN = "(sensitive value)"


@dataclass(frozen=True)
class UnitSettings:
    """How a unit is judged; picklable, so rules are named."""

    rules: tuple[str, ...] = tuple(RULES_BY_NAME)
    severities: Mapping[str, Severity] = field(default_factory=dict)
    policy: Policy | None = None
    below: str = ""
    """The working directory as seen from the top of the repository."""
    name: str | None = None
    """The name of a workspace whose file has none."""
    var_files: tuple[str, ...] = ()
    """Relative to the working directory."""
    variables: tuple[str, ...] = ()
    """``name=value``, as for Terraform's -var."""
    cache: bool = True

    def for_judging(self) -> Settings:
        """The settings of `lint.judge`."""
        rules = tuple(RULES_BY_NAME[name] for name in self.rules)
        return Settings(rules, self.severities, self.policy, self.below)


@dataclass(frozen=True)
class UnitResult:
    """What was found in a unit, and what it consists of."""

    unit: Unit
    findings: tuple[Finding, ...] = ()
    ignores: tuple[Ignore, ...] = ()
    files: tuple[str, ...] = ()
    """The files that were read for it, as findings show them."""
    workspaces: int = 0
    outbound_rules: int = 0
    unknown_values: int = 0
    unreadable: tuple[InputError, ...] = ()
    sources: Mapping[str, Source] = field(default_factory=dict)
    """The texts that findings and errors point into."""


def judge_unit(unit: Unit, settings: UnitSettings) -> UnitResult:
    """Judges one unit. What cannot be read stands in the result's `unreadable`."""
    try:
        return _JUDGES[unit.kind](unit, settings)
    except InputError as error:
        return UnitResult(unit, files=(unit.shown,), unreadable=(error,))
    except RecursionError:
        too_deep = InputError("is nested too deep", Span.point(unit.shown))
        return UnitResult(unit, files=(unit.shown,), unreadable=(too_deep,))


def _judge_yaml(unit: Unit, settings: UnitSettings) -> UnitResult:
    source = _source(unit)
    try:
        document = parse_yaml(source)
    except InputError as error:
        if not unit.named and not _KEY_AT_TOP.search(source.text):
            return UnitResult(unit)
        return UnitResult(unit, files=(unit.shown,), unreadable=(error,), sources={source.path: source})
    if not unit.named and not _is_workspace(document):
        return UnitResult(unit)
    lacks_name = document.top.get("name") is None
    try:
        estate = read_workspace_file(source, {"name": settings.name} if settings.name and lacks_name else None)
    except InputError as error:
        return UnitResult(unit, files=(unit.shown,), unreadable=(error,), sources={source.path: source})
    ignores = read_ignores(source, find_comments(source), statement_ends(document)) if MARK in source.text else []
    sources = {source.path: source}
    findings = judge(estate, settings.for_judging(), sources.get)
    return unit_result(unit, [estate], findings, ignores=ignores, files=(source.path,), sources=sources)


_KEY_AT_TOP = re.compile(r"^managed_network[ \t]*:", re.MULTILINE)
_SCHEMA = re.compile(r"workspace\.schema\.json")


def _is_workspace(document: Document) -> bool:
    if not isinstance(document.top.value, Mapping):
        return False
    schema = document.top.get("$schema")
    names_schema = schema is not None and isinstance(schema.value, str) and _SCHEMA.search(schema.value)
    return "managed_network" in document.top.value or bool(names_schema)


def _source(unit: Unit) -> Source:
    if unit.text is not None:
        return decode(unit.text.encode("utf-8", "surrogateescape"), unit.shown)
    return read_source(unit.path, unit.shown)


def unit_result(
    unit: Unit,
    worlds: Iterable[Estate],
    findings: Iterable[Finding],
    *,
    ignores: Iterable[Ignore],
    files: Iterable[str],
    sources: Mapping[str, Source],
    unreadable: Iterable[InputError] = (),
) -> UnitResult:
    """
    The result of a unit from what was read and found: counts of its fullest world, values that must not be shown hidden,
    and only the texts that somebody will look at.
    """
    estates, errors, comments = list(worlds), tuple(unreadable), tuple(ignores)
    hidden = tuple(_hide(finding, sources) for finding in findings)
    pointed = {span.path for finding in hidden for span in (finding.span, *(each.span for each in finding.related))}
    pointed |= {ignore.span.path for ignore in comments} | {error.span.path for error in errors}
    return UnitResult(
        unit,
        hidden,
        comments,
        tuple(files),
        workspaces=max((len(estate.declarations) for estate in estates), default=0),
        outbound_rules=max((_rules_in(estate) for estate in estates), default=0),
        unknown_values=max((len(estate.unknowns) for estate in estates), default=0),
        unreadable=errors,
        sources={path: source for path, source in sources.items() if path in pointed},
    )


def _rules_in(estate: Estate) -> int:
    return sum(1 for each in estate.declarations for _ in each.workspace.outbound_rules())


def _hide(finding: Finding, sources: Mapping[str, Source]) -> Finding:
    """Takes a sensitive value out of what is said about it."""
    if not finding.sensitive:
        return finding
    spans = [finding.span, *(other.span for other in finding.related if other.sensitive)]
    message, help_ = finding.message, finding.help
    for span in spans:
        source = sources.get(span.path)
        value = source.excerpt(span).strip().strip("\"'") if source else ""
        if len(value) >= SHORTEST_SECRET:
            message, help_ = message.replace(value, HIDDEN), help_.replace(value, HIDDEN)
    return replace(finding, message=message, help=help_)


def _judge_module(unit: Unit, settings: UnitSettings) -> UnitResult:
    from mvnetgen.terraform.read import read_module  # noqa: PLC0415 — YAML alone does not pay for Terraform
    from mvnetgen.terraform.statements import statement_ends as ends_of  # noqa: PLC0415

    module = unit.module or module_at(unit.path)
    reading = read_module(
        module,
        repository=repository_root(unit.path.absolute()) or Path.cwd(),
        var_files=settings.var_files,
        variables=settings.variables,
        cache=settings.cache,
    )
    judging = settings.for_judging()
    found = [(conditions, judge(estate, judging, reading.sources.get)) for conditions, estate in reading.worlds]
    ignores = [
        ignore
        for path, source in reading.sources.items()
        if MARK in source.text and path in reading.files
        for ignore in read_ignores(
            source, [comment.span for comment in reading.files[path].comments], ends_of(reading.files[path])
        )
    ]
    estates = [estate for _, estate in reading.worlds]
    return unit_result(
        unit,
        estates,
        merge_worlds(found),
        ignores=ignores,
        files=reading.sources,
        sources=reading.sources,
        unreadable=reading.unreadable,
    )


_JUDGES: Mapping[UnitKind, Callable[[Unit, UnitSettings], UnitResult]] = {
    UnitKind.YAML: _judge_yaml,
    UnitKind.MODULE: _judge_module,
}
