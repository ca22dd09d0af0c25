"""A whole lint run: paths to estates, estates to findings, findings to a result."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from mvnetgen.azml import read_workspace_file
from mvnetgen.errors import InputError, UsageError
from mvnetgen.finding import Finding, Result, Summary
from mvnetgen.lint import Settings, judge
from mvnetgen.rule import Rule
from mvnetgen.rules import GROUPS, RULES, RULES_BY_NAME
from mvnetgen.shape import nearest
from mvnetgen.source import Source, read_source

YAML_SUFFIXES = (".yml", ".yaml")


@dataclass(frozen=True)
class Request:
    """What a user asks to be judged."""

    paths: tuple[Path, ...]
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()


def chosen_rules(select: Iterable[str], ignore: Iterable[str]) -> tuple[Rule, ...]:
    """The rules by names and groups. Raises `UsageError` for a name that is neither."""
    wanted = _names(select) if select else set(RULES_BY_NAME)
    return tuple(rule for rule in RULES if rule.name in wanted - _names(ignore))


def _names(words: Iterable[str]) -> set[str]:
    names: set[str] = set()
    for word in words:
        if word == "all":
            names |= RULES_BY_NAME.keys()
        elif word in GROUPS:
            names |= {rule.name for rule in RULES if rule.group == word}
        elif word in RULES_BY_NAME:
            names.add(word)
        else:
            guess = nearest(word, [*RULES_BY_NAME, *GROUPS])
            proposal = f"; did you mean `{guess}`?" if guess else "; `mvnetgen rules` lists them"
            raise UsageError(f"`{word}` is no rule and no group{proposal}")
    return names


def lint_paths(request: Request) -> Result:
    """Judges every path. What cannot be read stands in the result's `unreadable`; the rest is judged all the same."""
    settings = Settings(rules=chosen_rules(request.select, request.ignore))
    sources: dict[str, Source] = {}
    findings: list[Finding] = []
    unreadable: list[InputError] = []
    workspaces = rules = unknowns = 0
    for path in request.paths:
        try:
            source = read_source(path)
            sources[source.path] = source
            estate = read_workspace_file(source)
        except InputError as error:
            unreadable.append(error)
            continue
        workspaces += len(estate.declarations)
        rules += sum(1 for each in estate.declarations for _ in each.workspace.outbound_rules())
        unknowns += len(estate.unknowns)
        findings += judge(estate, settings, sources.get)
    summary = Summary(len(request.paths), workspaces, rules, unknowns)
    return Result(tuple(sorted(findings, key=lambda finding: finding.order)), (), summary, tuple(unreadable), sources)
