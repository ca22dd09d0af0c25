"""``mvnetgen generate``."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from mvnetgen.cli import CANNOT, FINDINGS
from mvnetgen.cli.orders import STDIN, Order, check_folders, orders_of_config, orders_of_files, wishes_given
from mvnetgen.cli.settings import Given, InForce, in_force, judging
from mvnetgen.cli.terminal import QUIET, put, wants
from mvnetgen.formats.contents import Contents, ReadSettings, read_input
from mvnetgen.formats.input import Input, InputKind
from mvnetgen.generate import Accepted, Layout, Placement, Target, plan_deployment, render, replaced
from mvnetgen.generate.files import Change, apply, changes, ours
from mvnetgen.lint.finding import Finding, Result, Summary, Suppression
from mvnetgen.lint.session import judge
from mvnetgen.lint.settings import InputResult, InputSettings
from mvnetgen.model.estate import Estate
from mvnetgen.project.pool import judge_read
from mvnetgen.project.trees import tree_at
from mvnetgen.report import FORMATS
from mvnetgen.report.style import clean_lines
from mvnetgen.rules.rule import Severity
from mvnetgen.text.errors import InputError, RenderError, UsageError
from mvnetgen.text.watched import Watched


@dataclass(frozen=True)
class _Job:
    """One workspace file on its way to code."""

    order: Order
    path: str
    """The file in messages."""
    estate: Estate
    result: Result

    @property
    def errors(self) -> tuple[Finding, ...]:
        """What keeps it from being generated."""
        return tuple(each for each in self.result.findings if each.severity is Severity.ERROR)

    @property
    def accepted(self) -> tuple[Accepted, ...]:
        """What comments in it ignore."""
        return tuple(
            Accepted(each.rule, each.route, each.suppressed.reason, self._until(each.suppressed))
            for each in self.result.suppressed
            if each.suppressed and each.suppressed.by == "comment"
        )

    def _until(self, why: Suppression) -> str | None:
        """The last day of a comment."""
        source = self.result.sources.get(why.span.path) if why.span else None
        found = re.search(r"\buntil=([0-9-]+)", source.excerpt(why.span)) if source and why.span else None
        return found[1] if found else None


@click.command()
@click.argument("files", nargs=-1, type=click.Path(), metavar="[FILE]...")
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
@click.option("--fail-on-change", is_flag=True, help="Exit 1 when a file had to be written, as pre-commit wants it.")
@click.option("--stdout", "to_stdout", is_flag=True, help="Print the files instead of writing them.")
@click.option(
    "--layout",
    type=click.Choice([each.value for each in Layout]),
    default=Layout.ROOT.value,
    help="Terraform: `module` makes a module with variables that one calls.",
)
@click.option(
    "--rules",
    type=click.Choice([each.value for each in Placement]),
    default=Placement.CHILD.value,
    help="Outbound rules as resources of their own (default), or inside the workspace, in one request for all.",
)
@click.option("--api-version", help="Api-version of the workspace. Default: one that carries all its fields.")
@click.option("--templates", type=click.Path(path_type=Path), help="Folder with templates that replace single ones.")
@click.option("--force", is_flag=True, help="Overwrite files that mvnetgen did not write.")
@click.option("--name", help="Name of the workspace, instead of the file's.")
@click.option("--location", help="Azure region, instead of the file's.")
@click.option("--resource-group", help="Resource group, instead of the file's.")
@click.option("--subscription", help="Subscription to deploy to. Default: the one that is signed in to.")
@click.option(
    "--client-endpoint", metavar="SUBNET_ID", help="Id of a subnet that gets a private endpoint to the workspace."
)
@click.option("--stdin-filename", default="workspace.yml", help="What to call the file that `-` reads.")
@click.option(
    "--config",
    type=click.Path(path_type=Path),
    metavar="CONFIG",
    help="The configuration file that lists what to generate; else .mvnetgen.yml here or above.",
)
@click.pass_context
def generate(
    context: click.Context,
    /,
    *,
    files: tuple[str, ...],
    out: Path | None,
    check: bool,
    diff: bool,
    fail_on_change: bool,
    to_stdout: bool,
    force: bool,
    stdin_filename: str,
    config: Path | None,
    **_: object,
) -> int:
    """
    Make Terraform or Bicep of az ml workspace YAML.

    Without a FILE, of what the configuration lists as `generate`. A file with errors is refused, but for those that a
    comment in it ignores.
    """
    if check and to_stdout:
        raise UsageError("--check compares with files on disk, and --stdout writes none: leave one out")
    if files.count(STDIN) > 1:
        raise UsageError("`-` stands for standard input, which can be read once")
    wishes, typed = wishes_given(context)
    if files and config:
        raise UsageError("--config is for what the configuration lists; leave it or FILE out")
    if not files and typed:
        raise UsageError(f"{typed[0]} is for a FILE; what the configuration lists has its own settings there")
    orders = orders_of_files(files, out, wishes, stdin_filename) if files else orders_of_config(config)
    check_folders(orders)
    settings = in_force(Given(config=config))
    jobs, unreadable = _read(orders, stdin_filename, settings)
    if unreadable or any(job.errors for job in jobs):
        _refuse(jobs, unreadable)
        return CANNOT if unreadable else FINDINGS
    folders: dict[Path, dict[str, str]] = {}
    for job in jobs:
        folders |= {folder: _rendered(job, target) for target, folder in job.order.folders.items()}
        _tell(job)
        if not to_stdout:
            _replace(job, folders)
    if to_stdout:
        put("\n".join(_printed(folders)), exact=True)
        return 0
    pending = [change for folder, texts in folders.items() for change in changes(folder, texts)]
    if diff:
        put(clean_lines("".join(change.diff() for change in pending if not change.left_over)))
    if check or fail_on_change:
        put("".join(f"{each.path.as_posix()}: {_difference(each)}\n" for each in pending), err=True)
    if check:
        return FINDINGS if pending else 0
    apply(pending, force=force)
    written = sum(len(texts) for texts in folders.values())
    where = ", ".join(folder.as_posix() for folder in folders)
    _say(f"{written} files in {where}, {len(pending)} changed")
    return FINDINGS if pending and fail_on_change else 0


def _read(orders: Iterable[Order], stdin_filename: str, settings: InForce) -> tuple[list[_Job], list[InputError]]:
    jobs: list[_Job] = []
    unreadable: list[InputError] = []
    for order in orders:
        piped = order.file == STDIN
        each = Input(
            stdin_filename if piped else order.file,
            InputKind.YAML,
            named=True,
            data=sys.stdin.buffer.read() if piped else None,
        )
        reading = ReadSettings(overrides=order.wishes.overrides)
        tree = Watched(tree_at(each.path))
        try:
            contents = read_input(each, tree, reading)
        except InputError as error:
            unreadable.append(error)
            continue
        if contents is None or not contents.worlds:
            unreadable += contents.unreadable if contents else ()
            continue
        jobs.append(_Job(order, each.path, contents.worlds[0][1], _judged(each, contents, tree, settings, reading)))
    return jobs, unreadable


def _judged(each: Input, contents: Contents, tree: Watched, settings: InForce, reading: ReadSettings) -> Result:
    """What `lint` with the same configuration finds in a file."""
    wanted = judging(settings, reading)

    def one_by_one(_: Sequence[Input], how: InputSettings) -> Iterator[InputResult]:
        yield judge_read(each, contents, tree, how)

    return judge([each], wanted, tree, one_by_one=one_by_one).result


def _refuse(jobs: list[_Job], unreadable: list[InputError]) -> None:
    """Prints what keeps the files from being generated: errors alone, so that they are not lost among warnings."""
    errors = sorted((error for job in jobs for error in job.errors), key=lambda finding: finding.order)
    summary = Summary(
        files=len(jobs) + len(unreadable),
        workspaces=sum(job.result.summary.workspaces for job in jobs),
        outbound_rules=sum(job.result.summary.outbound_rules for job in jobs),
    )
    sources = {path: source for job in jobs for path, source in job.result.sources.items()}
    result = Result(findings=tuple(errors), summary=summary, unreadable=tuple(unreadable), sources=sources)
    put(FORMATS["text"](result))
    put("nothing was generated\n", err=True)


def _rendered(job: _Job, target: Target) -> dict[str, str]:
    (declaration,) = job.estate.declarations
    wishes = job.order.wishes
    try:
        return render(declaration.workspace, wishes.options(_source_name(job), job.accepted), target, wishes.templates)
    except RenderError as error:
        raise RenderError(f"{job.path}: {error}") from error


def _replace(job: _Job, folders: dict[Path, dict[str, str]]) -> None:
    """Adds what the generation on disk makes necessary, and says what becomes of what it made."""
    (declaration,) = job.estate.declarations
    wishes = job.order.wishes
    for target, folder in job.order.folders.items():
        options = wishes.options(_source_name(job), job.accepted)
        before, now = ours(folder), folders[folder]
        found = replaced(declaration.workspace, options, target, before, now, templates=wishes.templates)
        folders[folder] |= found.files
        for note in found.notes:
            _say(f"{job.path}: note: {note}")


def _source_name(job: _Job) -> str:
    """What the header of a generated file names: no folder, so that the bytes are the same from everywhere."""
    return Path(job.path).name


def _tell(job: _Job) -> None:
    """Says on stderr what the reader of the code has to know."""
    (declaration,) = job.estate.declarations
    for note in plan_deployment(declaration.workspace, job.order.wishes.options(_source_name(job), job.accepted)).notes:
        _say(f"{job.path}: note: {note}")
    warnings = sum(each.severity is Severity.WARNING for each in job.result.findings)
    if warnings:
        plural = "warning" if warnings == 1 else "warnings"
        _say(f"{job.path}: {warnings} {plural}: see `mvnetgen lint {job.path}`")


def _say(message: str) -> None:
    if not wants(QUIET):
        put(f"{message}\n", err=True)


def _printed(folders: Mapping[Path, Mapping[str, str]]) -> Iterator[str]:
    """Each file below a comment with its path."""
    for folder, files in folders.items():
        for name, text in files.items():
            sign = "//" if ".bicep" in name else "#"
            yield f"{sign} ==> {(folder / name).as_posix()}\n{text}"


def _difference(change: Change) -> str:
    if change.left_over:
        return "is left over from a generation that was cut short: generate again"
    if change.after is None:
        return "is no longer generated"
    return "is missing" if change.before is None else "differs"
