"""``mvnetgen generate``."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import click

from mvnetgen.azml import read_workspace_file
from mvnetgen.cli import CANNOT, FINDINGS
from mvnetgen.errors import InputError, RenderError, UsageError
from mvnetgen.estate import Estate
from mvnetgen.finding import Finding, Result, Summary
from mvnetgen.lint import Settings, judge
from mvnetgen.render import Layout, Options, Placement, Target, plan_deployment, render
from mvnetgen.render.files import Change, apply, changes
from mvnetgen.report import FORMATS
from mvnetgen.rule import Severity
from mvnetgen.source import Source, decode, read_source

STDIN = "-"


@dataclass(frozen=True)
class _Job:
    """One workspace file on its way to code."""

    source: Source
    stem: str
    estate: Estate
    findings: tuple[Finding, ...]

    @property
    def errors(self) -> tuple[Finding, ...]:
        """What keeps it from being generated."""
        return tuple(each for each in self.findings if each.severity is Severity.ERROR)


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option(
    "--target",
    "targets",
    type=click.Choice([each.value for each in Target]),
    multiple=True,
    default=[Target.TERRAFORM.value],
    help="What to generate; may be given twice. Default: terraform.",
)
@click.option("--out", type=click.Path(path_type=Path), help="Folder for the files. Default: ./<name of the file>.")
@click.option("--check", is_flag=True, help="Write nothing; exit 1 when the files on disk differ.")
@click.option("--diff", is_flag=True, help="Show what changes, or with --check what would.")
@click.option("--stdout", "to_stdout", is_flag=True, help="Print the files instead of writing them.")
@click.option(
    "--layout",
    type=click.Choice([each.value for each in Layout]),
    default=Layout.ROOT.value,
    help="Terraform: `module` leaves the provider block out.",
)
@click.option(
    "--rules",
    type=click.Choice([each.value for each in Placement]),
    help="Outbound rules inside the workspace, or as resources of their own. Default: inside where that can work.",
)
@click.option("--api-version", help="Api-version of the workspace. Default: one that carries all its fields.")
@click.option("--templates", type=click.Path(path_type=Path), help="Folder with templates that replace single ones.")
@click.option("--force", is_flag=True, help="Overwrite files that mvnetgen did not write.")
@click.option("--name", help="Name of the workspace, instead of the file's.")
@click.option("--location", help="Azure region, instead of the file's.")
@click.option("--resource-group", help="Resource group, instead of the file's.")
@click.option("--subscription", help="Subscription to deploy to. Default: the one that is signed in to.")
@click.option("--stdin-filename", default="workspace.yml", help="What to call the file that `-` reads.")
def generate(
    *,
    files: tuple[str, ...],
    targets: tuple[str, ...],
    out: Path | None,
    check: bool,
    diff: bool,
    to_stdout: bool,
    layout: str,
    rules: str | None,
    api_version: str | None,
    templates: Path | None,
    force: bool,
    name: str | None,
    location: str | None,
    resource_group: str | None,
    subscription: str | None,
    stdin_filename: str,
) -> int:
    """Make Terraform or Bicep of az ml workspace YAML."""
    _check_usage(files, check=check, to_stdout=to_stdout, name=name)
    given = {"name": name, "location": location, "resource_group": resource_group}
    overrides = {key: value for key, value in given.items() if value is not None}
    jobs, unreadable = _read(files, overrides, stdin_filename)
    if unreadable or any(job.errors for job in jobs):
        _refuse(jobs, unreadable)
        return CANNOT if unreadable else FINDINGS
    wanted_targets = tuple(dict.fromkeys(Target(each) for each in targets))
    several = len(files) > 1
    folders: dict[Path, dict[str, str]] = {}
    for job in jobs:
        base = (out / job.stem if several else out) if out else Path(job.stem)
        options = Options(
            source=Path(job.source.path).name,
            layout=Layout(layout),
            rules=Placement(rules) if rules else None,
            api_version=api_version,
            subscription=subscription,
        )
        for target in wanted_targets:
            folder = base / target if len(wanted_targets) > 1 else base
            folders[folder] = _rendered(job, options, target, templates)
        _tell(job, options)
    if to_stdout:
        click.echo("\n".join(_printed(folders)), nl=False)
        return 0
    pending = [change for folder, texts in folders.items() for change in changes(folder, texts)]
    if diff:
        click.echo("".join(change.diff() for change in pending), nl=False)
    if check:
        for change in pending:
            click.echo(f"{change.path.as_posix()}: {_difference(change)}", err=True)
        return FINDINGS if pending else 0
    apply(pending, force=force)
    written = sum(len(texts) for texts in folders.values())
    where = ", ".join(folder.as_posix() for folder in folders)
    click.echo(f"{written} files in {where}, {len(pending)} changed", err=True)
    return 0


def _check_usage(files: tuple[str, ...], *, check: bool, to_stdout: bool, name: str | None) -> None:
    if check and to_stdout:
        raise UsageError("--check compares with files on disk, and --stdout writes none: leave one out")
    if name is not None and len(files) > 1:
        raise UsageError("--name is for one file; several workspaces cannot share a name")
    if files.count(STDIN) > 1:
        raise UsageError("`-` stands for standard input, which can be read once")
    stems: dict[str, str] = {}
    for file in files:
        twin = stems.setdefault(Path(file).stem, file)
        if twin != file and len(files) > 1:
            raise UsageError(f"{twin} and {file} would be written to the same folder: generate them one by one")


def _read(
    files: Iterable[str], overrides: Mapping[str, str], stdin_filename: str
) -> tuple[list[_Job], list[InputError]]:
    jobs: list[_Job] = []
    unreadable: list[InputError] = []
    for file in dict.fromkeys(files):
        try:
            source = decode(sys.stdin.buffer.read(), stdin_filename) if file == STDIN else read_source(Path(file))
            estate = read_workspace_file(source, overrides)
        except InputError as error:
            unreadable.append(error)
            continue
        findings = judge(estate, Settings(), {source.path: source}.get)
        jobs.append(_Job(source, Path(source.path).stem, estate, tuple(findings)))
    return jobs, unreadable


def _refuse(jobs: list[_Job], unreadable: list[InputError]) -> None:
    """Prints what keeps the files from being generated: errors alone, so that they are not lost among warnings."""
    errors = sorted((error for job in jobs for error in job.errors), key=lambda finding: finding.order)
    workspaces = [each.workspace for job in jobs for each in job.estate.declarations]
    summary = Summary(
        files=len(jobs) + len(unreadable),
        workspaces=len(workspaces),
        outbound_rules=sum(1 for workspace in workspaces for _ in workspace.outbound_rules()),
    )
    sources = {job.source.path: job.source for job in jobs}
    result = Result(findings=tuple(errors), summary=summary, unreadable=tuple(unreadable), sources=sources)
    click.echo(FORMATS["text"](result), nl=False)
    click.echo("nothing was generated", err=True)


def _rendered(job: _Job, options: Options, target: Target, templates: Path | None) -> dict[str, str]:
    (declaration,) = job.estate.declarations
    try:
        return render(declaration.workspace, options, target, templates)
    except RenderError as error:
        raise RenderError(f"{job.source.path}: {error}") from error


def _tell(job: _Job, options: Options) -> None:
    """Says on stderr what the reader of the code has to know."""
    (declaration,) = job.estate.declarations
    for note in plan_deployment(declaration.workspace, options).notes:
        click.echo(f"{job.source.path}: note: {note}", err=True)
    warnings = sum(each.severity is Severity.WARNING for each in job.findings)
    if warnings:
        plural = "warning" if warnings == 1 else "warnings"
        click.echo(f"{job.source.path}: {warnings} {plural}: see `mvnetgen lint {job.source.path}`", err=True)


def _printed(folders: Mapping[Path, Mapping[str, str]]) -> Iterator[str]:
    """Each file below a comment with its path."""
    for folder, files in folders.items():
        for name, text in files.items():
            sign = "#" if name.endswith(".tf") else "//"
            yield f"{sign} ==> {(folder / name).as_posix()}\n{text}"


def _difference(change: Change) -> str:
    if change.after is None:
        return "is no longer generated"
    return "is missing" if change.before is None else "differs"
