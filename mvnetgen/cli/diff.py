"""``mvnetgen diff``."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import click

from mvnetgen.cli import CANNOT, FINDINGS
from mvnetgen.cli.settings import Given, in_force, judging, settings_options
from mvnetgen.cli.terminal import QUIET, put, style_of, wants
from mvnetgen.formats.contents import ReadSettings
from mvnetgen.project.comparison import Comparison, compare_versions
from mvnetgen.project.spots import Spot, against_merge_base, at_revision, spot_of
from mvnetgen.project.versions import is_plan, plan_versions, read_versions
from mvnetgen.report import BY_SUFFIX, FORMATS
from mvnetgen.report.change import CHANGE_FORMATS, headline
from mvnetgen.report.style import clean
from mvnetgen.report.text import text as text_report
from mvnetgen.text.errors import UsageError
from mvnetgen.text.output import write_file

_CHOICES = list(dict.fromkeys([*FORMATS, *CHANGE_FORMATS]))


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(), metavar="[OLD NEW]")
@click.option("--against", metavar="REV", help="Compare with where this branch left REV: its merge base.")
@click.option("-f", "--format", "format_", type=click.Choice(_CHOICES), help="How the changes are written; else text.")
@click.option(
    "-o", "--output-file", "output", type=click.Path(path_type=Path), metavar="FILE", help="Write them to this file."
)
@click.option("--exit-zero", is_flag=True, help="Exit with 0 whatever is found.")
@settings_options
def diff(
    *,
    paths: tuple[str, ...],
    against: str | None,
    format_: str | None,
    output: Path | None,
    exit_zero: bool,
    given: Given,
) -> int:
    """
    Judge a change: what Azure refuses, what is made anew, what opens and closes, what it costs.

    OLD and NEW are each a file, a folder, or REV:PATH; a plan alone is both versions. With --against, PATH… (default: the current folder) is compared with
    the merge base of REV; without any, the target branch of a pull request is taken from the CI's environment.
    """
    settings = in_force(given)
    reading = ReadSettings(var_files=settings.var_files, variables=settings.variables)
    if against is None and len(paths) == 1 and is_plan(paths[0]):
        new, versions = Spot(paths), plan_versions(paths[0])
    else:
        old, new = _spots(paths, against)
        versions = read_versions(old, new, reading, settings.exclusions)
    threshold = getattr(settings.file.config, "cost_threshold", 0) or None
    comparison = compare_versions(versions, judging(settings, reading), new.tree, cost_threshold=threshold)
    _report(comparison, format_, output)
    if comparison.result.unreadable:
        return CANNOT
    return FINDINGS if comparison.result.failing and not exit_zero else 0


def _spots(paths: tuple[str, ...], against: str | None) -> tuple[Spot, Spot]:
    """The two versions that are meant. Raises `UsageError` for what cannot be meant."""
    if against is not None:
        here = paths or (".",)
        return against_merge_base(against, here), Spot(here)
    if len(paths) == 2:
        return spot_of(paths[0]), spot_of(paths[1])
    if len(paths) > 2:
        raise UsageError("two versions are compared: give OLD and NEW, or `--against REV` before several paths")
    return _of_pull_request(os.environ, paths or (".",))


def _of_pull_request(environment: Mapping[str, str], here: tuple[str, ...]) -> tuple[Spot, Spot]:
    """The version that a pull request goes to, by what the CI says of it."""
    base = environment.get("CI_MERGE_REQUEST_DIFF_BASE_SHA")
    if base:
        return at_revision(base, here), Spot(here)
    target = environment.get("GITHUB_BASE_REF") or environment.get("SYSTEM_PULLREQUEST_TARGETBRANCH")
    if not target:
        raise UsageError("there is nothing to compare with: give OLD and NEW, or `--against REV`")
    return against_merge_base(f"origin/{target.removeprefix('refs/heads/')}", here), Spot(here)


def _report(comparison: Comparison, format_: str | None, output: Path | None) -> None:
    chosen = format_ or (BY_SUFFIX.get(output.suffix.lower(), "text") if output else "text")
    result = comparison.result
    if chosen in CHANGE_FORMATS:
        text = CHANGE_FORMATS[chosen](comparison)
    elif chosen == "text":
        text = text_report(replace(result, unreadable=()), style_of(sys.stdout)) if result.findings else ""
    else:
        text = FORMATS[chosen](result)
    if output:
        write_file(output, text)
    else:
        put(text)
    put("".join(f"error: {clean(str(each))}\n" for each in result.unreadable), err=True)
    if not wants(QUIET):
        put(f"{headline(comparison)}\n", err=True)
