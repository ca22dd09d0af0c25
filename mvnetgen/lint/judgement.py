"""
One unit of judgement on its own: what is found in it before anything is suppressed.

`judge_unit` is a plain function of picklable values, so that units can be judged in several processes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from mvnetgen.lint.engine import Settings, judge, merge_worlds
from mvnetgen.lint.finding import Finding
from mvnetgen.lint.ignores import MARK, Ignore, read_ignores
from mvnetgen.lint.input import UnitResult, UnitSettings
from mvnetgen.model.estate import Estate
from mvnetgen.project.config import repository_root
from mvnetgen.project.discovery import Unit, UnitKind
from mvnetgen.project.results import Results
from mvnetgen.rules.iac.unresolved_value import decides
from mvnetgen.rules.index import RULES_BY_NAME
from mvnetgen.text.errors import InputError
from mvnetgen.text.footprint import Footprint
from mvnetgen.text.source import Source, Span, decode, read_bytes

if TYPE_CHECKING:
    from mvnetgen.languages.yaml import Document

SHORTEST_SECRET = 3
"""Characters of a sensitive value that are worth hiding in a message."""
HIDDEN = "(sensitive value)"


def judge_unit(unit: Unit, settings: UnitSettings, results: Results) -> UnitResult:
    """Judges one unit, and keeps the result. What cannot be read stands in the result's `unreadable`."""
    footprint = Footprint()
    try:
        result = _JUDGES[unit.kind](unit, settings, footprint)
    except InputError as error:
        footprint.beyond()
        result = UnitResult(files=(unit.shown,), unreadable=(error,))
    except RecursionError:
        footprint.beyond()
        too_deep = InputError("is nested too deep", Span.point(unit.shown))
        result = UnitResult(files=(unit.shown,), unreadable=(too_deep,))
    results.keep(unit, result, footprint)
    return result


def _judging(settings: UnitSettings) -> Settings:
    rules = tuple(RULES_BY_NAME[name] for name in settings.rules)
    return Settings(rules, settings.severities, settings.policy, settings.below)


def _judge_yaml(unit: Unit, settings: UnitSettings, footprint: Footprint) -> UnitResult:
    from mvnetgen.formats.az_ml import read_workspace_file  # noqa: PLC0415 — Terraform alone does not pay for YAML
    from mvnetgen.languages.yaml import find_comments, parse_yaml, statement_ends  # noqa: PLC0415

    source = _source(unit, footprint)
    try:
        document = parse_yaml(source)
    except InputError as error:
        if not unit.named and not _KEY_AT_TOP.search(source.text):
            return UnitResult()
        return UnitResult(files=(unit.shown,), unreadable=(error,), sources={source.path: source})
    if not unit.named and not _is_workspace(document):
        return UnitResult()
    lacks_name = document.top.get("name") is None
    try:
        estate = read_workspace_file(source, {"name": settings.name} if settings.name and lacks_name else None)
    except InputError as error:
        return UnitResult(files=(unit.shown,), unreadable=(error,), sources={source.path: source})
    ignores = read_ignores(source, find_comments(source), statement_ends(document)) if MARK in source.text else []
    sources = {source.path: source}
    findings = judge(estate, _judging(settings), sources.get)
    return unit_result([estate], findings, ignores=ignores, files=(source.path,), sources=sources)


_KEY_AT_TOP = re.compile(r"^managed_network[ \t]*:", re.MULTILINE)
_SCHEMA = re.compile(r"workspace\.schema\.json")


def _is_workspace(document: Document) -> bool:
    if not isinstance(document.top.value, Mapping):
        return False
    schema = document.top.get("$schema")
    names_schema = schema is not None and isinstance(schema.value, str) and _SCHEMA.search(schema.value)
    return "managed_network" in document.top.value or bool(names_schema)


def _source(unit: Unit, footprint: Footprint) -> Source:
    if unit.text is not None:
        return decode(unit.text.encode("utf-8", "surrogateescape"), unit.shown)
    data = read_bytes(unit.path, unit.shown)
    footprint.read(unit.path, data)
    return decode(data, unit.shown)


def unit_result(
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
        hidden,
        comments,
        tuple(files),
        workspaces=max((sum(each.declared for each in estate.declarations) for estate in estates), default=0),
        outbound_rules=max((_rules_in(estate) for estate in estates), default=0),
        unknown_values=max((_unknown_in(estate) for estate in estates), default=0),
        unreadable=errors,
        sources={path: source for path, source in sources.items() if path in pointed},
    )


def _unknown_in(estate: Estate) -> int:
    """The values that a rule would have needed; an id that Azure assigns is known well enough by its reference."""
    return len({route for route, unknown in estate.unknowns if decides(route, unknown)})


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


def _judge_module(unit: Unit, settings: UnitSettings, footprint: Footprint) -> UnitResult:
    from mvnetgen.formats.terraform.read import read_module  # noqa: PLC0415 — YAML alone does not pay for Terraform
    from mvnetgen.languages.hcl.files import module_at  # noqa: PLC0415
    from mvnetgen.languages.hcl.statements import statement_ends as ends_of  # noqa: PLC0415

    module = unit.module or module_at(unit.path)
    reading = read_module(
        module,
        repository=repository_root(unit.path.absolute()) or Path.cwd(),
        var_files=settings.var_files,
        variables=settings.variables,
        footprint=footprint,
    )
    judging = _judging(settings)
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
        estates,
        merge_worlds(found),
        ignores=ignores,
        files=reading.sources,
        sources=reading.sources,
        unreadable=reading.unreadable,
    )


_JUDGES: Mapping[UnitKind, Callable[[Unit, UnitSettings, Footprint], UnitResult]] = {
    UnitKind.YAML: _judge_yaml,
    UnitKind.MODULE: _judge_module,
}
