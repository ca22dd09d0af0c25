"""``mvnetgen lint``."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import click

from mvnetgen.cli import CANNOT, FINDINGS
from mvnetgen.cli.mending import Mending
from mvnetgen.cli.progress import ProgressBar
from mvnetgen.cli.settings import Given, InForce, default_baseline, in_force, judging, settings_options
from mvnetgen.cli.terminal import QUIET, VERBOSE, put, style_of, wants
from mvnetgen.formats.contents import ReadSettings
from mvnetgen.formats.input import Input
from mvnetgen.lint.baseline import baseline_text, entries_of
from mvnetgen.lint.finding import Result
from mvnetgen.project.config import NAME
from mvnetgen.project.discovery import TERRAFORM_SUFFIXES
from mvnetgen.project.run import Request, Run, find_inputs
from mvnetgen.project.run import lint as judge_all
from mvnetgen.project.stdin import stdin_input
from mvnetgen.project.trees import tree_at
from mvnetgen.project.walk import YAML_MARKS
from mvnetgen.report import BY_SUFFIX, COMMANDS, FORMATS, SHOWS_UNREADABLE
from mvnetgen.report.style import clean
from mvnetgen.report.summary import counted, left_out, verdict
from mvnetgen.report.text import INFO, SHOWN
from mvnetgen.report.text import text as text_report
from mvnetgen.rules.rule import Severity
from mvnetgen.text.errors import CrashError, InputError, MvnetgenError, OutputError, UsageError
from mvnetgen.text.output import write_file

PATH = click.Path(path_type=Path)
STDIN = "-"


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(), metavar="[PATH]...")
@click.option(
    "-f",
    "--format",
    "formats",
    multiple=True,
    type=click.Choice([name for name in FORMATS if name != "statistics"]),
    help="How findings are written; may be repeated.",
)
@click.option(
    "-o",
    "--output-file",
    "outputs",
    multiple=True,
    type=PATH,
    metavar="FILE",
    help="Write the first format to this file, the next one to the next; the terminal still gets the text.",
)
@settings_options
@click.option("--name", help="The name of a workspace whose YAML has none.")
@click.option("--stdin-filename", metavar="NAME", help="What to call the file that `-` reads; stdin.yml or stdin.json.")
@click.option("--fix", "fixes", is_flag=True, help="Mend what can be mended without a change of meaning.")
@click.option("--unsafe-fixes", is_flag=True, help="Mend what wants to be looked at, too; only with --fix or --diff.")
@click.option(
    "--diff", "shows_diff", is_flag=True, help="Show what --fix or --add-ignore would change, and write nothing."
)
@click.option(
    "--exit-non-zero-on-fix", is_flag=True, help="Exit with 1 when --fix changes a file, even if nothing is left."
)
@click.option(
    "--add-ignore",
    metavar="REASON",
    help="Write comments above what is found and fails the run, which ignore it for this reason.",
)
@click.option("--write-baseline", is_flag=True, help="Record today's findings as known, and exit with 0.")
@click.option("--prune-baseline", is_flag=True, help="Take entries that match nothing any more out of the baseline.")
@click.option("--no-cache", is_flag=True, help="Parse and judge everything anew.")
@click.option(
    "--only-workspaces", is_flag=True, help="Leave named YAML files out that are no workspaces, as in a folder."
)
@click.option(
    "--show",
    "shows",
    multiple=True,
    type=click.Choice(SHOWN),
    help="Show in the text what is otherwise a number: infos, or only those about values that are unknown.",
)
@click.option("--statistics", is_flag=True, help="Count the findings of each rule instead of showing them.")
@click.option("--exit-zero", is_flag=True, help="Exit with 0 whatever is found; 2 when something could not be judged.")
@click.option("--show-files", is_flag=True, help="List what would be judged, and judge nothing.")
def lint(
    *,
    paths: tuple[str, ...],
    formats: tuple[str, ...],
    outputs: tuple[Path, ...],
    given: Given,
    name: str | None,
    stdin_filename: str | None,
    fixes: bool,
    unsafe_fixes: bool,
    shows_diff: bool,
    exit_non_zero_on_fix: bool,
    add_ignore: str | None,
    write_baseline: bool,
    prune_baseline: bool,
    no_cache: bool,
    only_workspaces: bool,
    shows: tuple[str, ...],
    statistics: bool,
    exit_zero: bool,
    show_files: bool,
) -> int:
    """Judge files and directories (default: the current one)."""
    settings = in_force(given)
    record_in = default_baseline(settings)
    if write_baseline and not record_in.exists():  # it is made now; an older one is read: what it knows of others stays
        settings = replace(settings, baseline=None)
    if statistics and (formats or outputs):
        raise UsageError("--statistics is a text of its own: leave --format and --output-file out")
    plan = _pair(formats, outputs)
    request = _request(paths, stdin_filename, settings, name=name, cache=not no_cache)
    request = replace(request, only_workspaces=only_workspaces)
    changed = 0
    if show_files:
        put("".join(f"{each.path}\n" for each in find_inputs(request).inputs))
        return 0
    mending = Mending(fixes, unsafe_fixes, shows_diff, add_ignore)
    mending.check(paths, records=write_baseline or prune_baseline)
    with ProgressBar() as progress:
        if not mending.wanted:
            run = judge_all(request, progress)
        else:
            run, changed = mending.make(request, progress)
    if write_baseline:
        return _record(run, record_in)
    if prune_baseline:
        _prune(run, request, settings)
    look = Look(frozenset(shows), settings.named)
    if statistics:
        put(FORMATS["statistics"](run.result))
    else:
        _report(run, plan, look)
    _summarize(run, settings, look)
    if settings.require_workspace and not run.result.summary.workspaces:
        put("error: there is no workspace to judge, and --require-workspace asks for one\n", err=True)
        return CANNOT
    code = _exit_code(run)
    if changed and (shows_diff or exit_non_zero_on_fix):
        code = code or FINDINGS
    return 0 if exit_zero and code == FINDINGS else code


class Look(NamedTuple):
    """What the text shows beside errors and warnings."""

    shows: frozenset[str]
    named: frozenset[str]
    """Rules that the command line names: whoever asks for one wants to see what it finds."""


Plan = tuple[list[tuple[str, Path]], str]


def _pair(formats: tuple[str, ...], outputs: tuple[Path, ...]) -> Plan:
    """Which format goes to which file, in order, and which one to stdout."""
    written = list(zip(formats, outputs, strict=False))
    written += [(BY_SUFFIX.get(path.suffix.lower(), "text"), path) for path in outputs[len(formats) :]]
    rest = formats[len(outputs) :]
    if len(rest) > 1:
        raise UsageError(f"only one format can go to the terminal; give `--output-file` for `{rest[0]}`")
    return written, rest[0] if rest else "text"


def _request(
    paths: tuple[str, ...], stdin_filename: str | None, settings: InForce, *, name: str | None, cache: bool
) -> Request:
    return Request(
        paths=tuple(Path(path) for path in paths if path != STDIN) if paths else (Path(),),
        stdin=_stdin(stdin_filename) if STDIN in paths else None,
        exclusions=settings.exclusions,
        settings=judging(settings, ReadSettings(name, {}, settings.var_files, settings.variables, settings.cloud)),
        jobs=settings.jobs,
        cache=cache,
    )


def _stdin(filename: str | None) -> Input:
    if filename is not None and filename.endswith(TERRAFORM_SUFFIXES):
        raise UsageError("a Terraform file is judged with its module: name the file or its folder instead of `-`")
    return stdin_input(sys.stdin.buffer.read(), filename)


def _record(run: Run, path: Path) -> int:
    result = run.result
    known = [finding for finding in result.suppressed if finding.suppressed and finding.suppressed.by == "baseline"]
    entries = entries_of([*result.findings, *known], result.below)
    write_file(path, baseline_text([*run.session.untouched, *entries]))
    _say(f"recorded {counted(len(entries), 'finding')} in {path.as_posix()}")
    for error in result.unreadable:
        put(f"error: {error}\n", err=True)
    return CANNOT if result.unreadable else 0


def _prune(run: Run, request: Request, settings: InForce) -> None:
    if settings.baseline is None:
        raise UsageError("there is no baseline to prune; name it with `--baseline`")
    gone = set(run.session.stale)
    if gone:
        write_file(settings.baseline, baseline_text(entry for entry in request.settings.baseline if entry not in gone))
    _say(f"took {counted(len(gone), 'entry', 'entries')} out of {settings.baseline.as_posix()}")


def _exit_code(run: Run) -> int:
    if run.result.unreadable:
        return CANNOT
    return FINDINGS if run.result.failing else 0


def _report(run: Run, plan: Plan, look: Look) -> None:
    result = run.result
    written, shown = plan
    failures: list[MvnetgenError] = []
    for format_, path in written:
        try:
            write_file(path, FORMATS[format_](result))
        except OutputError as error:
            failures.append(error)
    text = text_report(result, style_of(sys.stdout), *look) if shown == "text" else FORMATS[shown](result)
    put(text, commands=shown in COMMANDS)
    if shown == "github":
        _job_summary(result)
    if shown not in SHOWS_UNREADABLE:
        put("".join(f"error: {clean(str(each))}\n" for each in result.unreadable), err=True)
    if failures:
        raise OutputError("\n".join(error.message for error in failures))


def _job_summary(result: Result) -> None:
    """GitHub shows what is appended to this file on the page of the run."""
    path = os.environ.get("GITHUB_STEP_SUMMARY")
    if not path:
        return
    try:
        with Path(path).open("a", encoding="utf-8") as file:
            file.write(FORMATS["markdown"](result))
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {(error.strerror or 'error').lower()}") from error


def _summarize(run: Run, settings: InForce, look: Look) -> None:
    if wants(QUIET):
        return
    result = run.result
    style = style_of(sys.stderr)
    lines = [f"{clean(path)} is not read: the configuration is called {NAME}" for path in settings.misnamed]
    lines += [f"{clean(path)} is excluded by the configuration" for path in run.excluded]
    lines += [clean(note) for note in result.notes]
    lines += [f"stale in the baseline: {clean(entry)}" for entry in result.stale_baseline]
    if wants(VERBOSE):
        lines += [f"judged {clean(path)}" for path in result.files]
        lines += [each.trace for each in result.unreadable if isinstance(each, CrashError)]
    infos = "" if INFO in look.shows or result.fail_on is Severity.INFO else " (--show info)"
    unknown = "" if look.shows else " (--show unknown)"
    lines += [verdict(result, style, infos), *_without_workspace(result), left_out(result, unknown)]
    put("".join(f"{line}\n" for line in lines if line), err=True)


def _without_workspace(result: Result) -> Iterator[str]:
    """When no workspace was found, the files that mention a managed network: somebody thinks that there is one."""
    if result.summary.workspaces:
        return
    tree = tree_at(".")
    said = {error.span.path for error in result.unreadable}
    for path in sorted({*result.files} - said):
        try:
            data = tree.read(path)
        except InputError:
            continue
        if any(mark in data for mark in YAML_MARKS):
            yield f"{clean(path)} mentions a managed network, and no workspace could be read in it"


def _say(message: str) -> None:
    if not wants(QUIET):
        with contextlib.suppress(OSError):
            put(f"{message}\n", err=True)
