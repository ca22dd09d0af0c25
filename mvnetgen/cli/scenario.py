"""``mvnetgen scenario``."""

from __future__ import annotations

import difflib
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from textwrap import indent
from typing import Any

import click

from mvnetgen import scenario as packs
from mvnetgen.azure.scenarios import Scenario, scenarios
from mvnetgen.cli import FINDINGS
from mvnetgen.cli.group import Group
from mvnetgen.cli.terminal import QUIET, put, wants
from mvnetgen.formats.contents import ReadSettings
from mvnetgen.formats.input import Input, InputKind
from mvnetgen.lint.session import Settings, judge
from mvnetgen.project.trees import tree_at
from mvnetgen.report import FORMATS
from mvnetgen.report.style import clean_lines
from mvnetgen.rules.rule import Severity
from mvnetgen.text.output import write_file
from mvnetgen.text.source import LARGEST_FILE, Source, decode, read_bytes


def _complete(ctx: click.Context, parameter: click.Parameter, begun: str) -> list[str]:  # noqa: ARG001 - click's
    return [name for name in scenarios() if name.startswith(begun)]


@click.group(cls=Group)
def scenario() -> None:
    """List, show and add packs of outbound rules."""


@scenario.command("list")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", help="How it is printed.")
def list_(format_: str) -> None:
    """List the packs."""
    if format_ == "json":
        entries = [_as_json(each) for each in scenarios().values()]
        put(json.dumps({"version": 1, "scenarios": entries}, indent=2, ensure_ascii=False) + "\n")
        return
    width = max(map(len, scenarios()))
    put("".join(f"{each.name:<{width}}  {each.title}: {_opened(each)}\n" for each in scenarios().values()))


@scenario.command()
@click.argument("name", shell_complete=_complete)
@click.option(
    "--format", "format_", type=click.Choice(["text", "yaml", "json"]), default="text", help="How it is printed."
)
@click.option("--optional", is_flag=True, help="With the rules that most people can do without, in YAML too.")
def show(name: str, format_: str, *, optional: bool) -> None:
    """Show one pack: what it opens and why, what it costs, what else must be done."""
    found = packs.find(name)
    match format_:
        case "json":
            put(json.dumps({"version": 1, "scenario": _as_json(found)}, indent=2, ensure_ascii=False) + "\n")
        case "yaml":
            put(packs.fragment(found, optional=optional))
        case _:
            put("\n".join(_described(found, optional=optional)) + "\n")


def _target_options(command: Callable[..., Any]) -> Callable[..., Any]:
    for target in reversed(packs.all_targets()):
        text = f"Id of {packs.TITLES[target]}."
        command = click.option(packs.option(target), target, metavar="ID", help=text)(command)
    return command


@scenario.command()
@click.argument("name", shell_complete=_complete)
@click.argument("file", type=click.Path(path_type=Path))
@_target_options
@click.option("--optional", is_flag=True, help="With the rules that most people can do without.")
@click.option("--join", is_flag=True, help="All hosts in one rule: it takes Azure minutes for each FQDN rule.")
@click.option("--diff", is_flag=True, help="Show what would change, and write nothing.")
@click.option("--stdin-filename", default="stdin.yml", metavar="NAME", help="What to call the file that `-` reads.")
def add(
    name: str, file: Path, *, optional: bool, join: bool, diff: bool, stdin_filename: str, **targets: str | None
) -> int:
    """
    Add what is missing of a pack to a workspace file; its comments, order and style stay.

    With `-` the file comes from standard input and goes to standard output.
    """
    found = packs.find(name)
    piped = str(file) == "-"
    shown = stdin_filename if piped else file.as_posix()
    data = sys.stdin.buffer.read(LARGEST_FILE + 1) if piped else read_bytes(file, shown)
    source = decode(data, shown)
    estate = packs.read(source)
    if _errors(source, "nothing was added: mend the file first"):
        return FINDINGS
    workspace = estate.declarations[0].workspace
    given = {target: text for target, text in targets.items() if text is not None}
    if packs.refusal(found, workspace) is None and sys.stdin.isatty():
        given |= _asked(found, packs.unanswered(found, workspace, given))
    plan = packs.plan(found, estate, given, optional=optional)
    if join:
        plan = packs.joined(plan, workspace)
    if not plan.changes:
        if piped and not diff:
            put(data.decode("utf-8"), exact=True)
        _tell(plan, f"{source.path} has all of `{found.name}` already")
        return 0
    after = packs.apply(plan, data.decode("utf-8"), source.path)
    changed = decode(after.encode(), source.path)
    if _errors(changed, f"nothing was added: with `{found.name}` the file would be wrong"):
        return FINDINGS
    if diff:
        put(clean_lines("".join(_difference(source.text, changed.text, source.path))))
        return 0
    if piped:
        put(after, exact=True)
    else:
        write_file(file, after)
    names = ", ".join(f"`{rule.name}`" for rule in plan.new)
    count = "1 rule" if len(plan.new) == 1 else f"{len(plan.new)} rules"
    _tell(plan, f"{source.path}: added {count}" + (f": {names}" if names else ""))
    return 0


def _asked(found: Scenario, missing: list[str]) -> dict[str, str]:
    """Asks for the ids that are missing until each is one that the scenario can use."""
    answers: dict[str, str] = {}
    for target in missing:
        while target not in answers:
            text = click.prompt(f"Id of {packs.TITLES[target]}", err=True).strip()
            wrong = packs.wrong_id(found, target, text)
            if wrong:
                put(f"{wrong}\n", err=True)
            else:
                answers[target] = text
    return answers


def _errors(source: Source, consequence: str) -> bool:
    """Whether a file has errors, ignore comments honoured; they are printed then."""
    settings = Settings(reading=ReadSettings(name=packs.UNNAMED))
    file = Input(source.path, InputKind.YAML, named=True, data=source.text.encode())
    result = judge([file], settings, tree_at(source.path)).result
    errors = tuple(each for each in result.findings if each.severity is Severity.ERROR)
    if errors:
        put(FORMATS["text"](replace(result, findings=errors)))
        put(f"{consequence}\n", err=True)
    return bool(errors)


def _tell(plan: packs.Plan, outcome: str) -> None:
    """Says on stderr what was done, what needed no rule, and what is left to the user."""
    if wants(QUIET):
        return
    lines = [outcome, *(f"already open: {what}: {why}" for what, why in plan.there)]
    if plan.first_fqdn:
        lines.append(f"cost: {packs.firewall_cost()}")
    if plan.new_endpoints:
        lines.append(f"cost: {packs.endpoint_cost(plan.new_endpoints)}")
    lines += [f"also: {each}" for each in plan.scenario.also]
    put("".join(f"{line}\n" for line in lines), err=True)


def _difference(before: str, after: str, path: str) -> Iterator[str]:
    for line in difflib.unified_diff(before.splitlines(keepends=True), after.splitlines(keepends=True), path, path):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _opened(found: Scenario) -> str:
    endpoints = [rule for rule in found.rules if rule.arm_type and not rule.optional]
    parts = [f"{len(found.hosts)} hosts" if len(found.hosts) > 1 else "1 host"] if found.hosts else []
    if endpoints:
        parts.append(f"{len(endpoints)} private endpoints" if len(endpoints) > 1 else "1 private endpoint")
    return " and ".join(parts)


def _described(found: Scenario, *, optional: bool) -> Iterator[str]:
    yield f"{found.name}: {found.title}"
    yield ""
    yield f"{found.description}."
    yield f"Isolation mode: {' or '.join(found.modes)}"
    yield ""
    yield "Opens"
    width = max(len(rule.host or _target(rule.arm_type, rule.subresource)) for rule in found.rules)
    for rule in found.rules:
        what = rule.host or _target(rule.arm_type, rule.subresource)
        notes = [rule.purpose, *(["optional"] if rule.optional else []), *(["for Spark"] if rule.spark_enabled else [])]
        yield f"  {what:<{width}}  {'; '.join(notes)}"
    needed = list(found.targets)
    if needed:
        yield ""
        yield "Needs to be told"
        yield from (f"  {packs.option(target)}  {packs.TITLES[target]}" for target in needed)
    yield ""
    yield "Costs"
    yield from (f"  {each}" for each in packs.costs(found))
    if found.also:
        yield ""
        yield "Also"
        yield from (f"  {each}" for each in found.also)
    yield ""
    yield f"Source: {found.source} ({found.date})"
    yield ""
    yield "As YAML"
    yield ""
    yield indent(packs.fragment(found, optional=optional), "  ").rstrip()
    yield ""
    yield f"Add what is missing to a workspace: mvnetgen scenario add {found.name} FILE"


def _target(arm_type: str, subresource: str) -> str:
    return f"{arm_type} {subresource}"


def _as_json(found: Scenario) -> dict[str, Any]:
    return {
        "name": found.name,
        "title": found.title,
        "description": found.description,
        "isolation_modes": list(found.modes),
        "kinds": list(found.kinds),
        "rules": [
            {
                "name": rule.name,
                "type": rule.type,
                "host": rule.host or None,
                "target": rule.target or None,
                "target_type": rule.arm_type or None,
                "subresource_target": rule.subresource or None,
                "spark_enabled": rule.spark_enabled,
                "optional": rule.optional,
                "purpose": rule.purpose,
            }
            for rule in found.rules
        ],
        "cost": packs.costs(found),
        "also": list(found.also),
        "source": found.source,
        "date": found.date.isoformat(),
    }
