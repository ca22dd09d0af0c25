"""``mvnetgen lint``."""

from __future__ import annotations

from pathlib import Path

import click

from mvnetgen.cli import CANNOT, FINDINGS
from mvnetgen.report import FORMATS
from mvnetgen.rule import Severity
from mvnetgen.run import Request, lint_paths


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--format", "format_", type=click.Choice(list(FORMATS)), default="text", help="How findings are printed.")
@click.option("--select", multiple=True, metavar="RULE", help="Only these rules or groups; `all` for every rule.")
@click.option("--no-cache", is_flag=True, help="Parse and judge everything anew.")
@click.option("--ignore", multiple=True, metavar="RULE", help="Not these rules or groups.")
@click.option(
    "--fail-on",
    type=click.Choice([severity.value for severity in reversed(Severity)]),
    default=Severity.WARNING.value,
    help="The lowest severity that makes the exit code 1.",
)
def lint(
    paths: tuple[Path, ...],
    format_: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_on: str,
    no_cache: bool,
) -> int:
    """Judge files and directories (default: the current one)."""
    result = lint_paths(Request(paths=paths or (Path(),), select=select, ignore=ignore))
    click.echo(FORMATS[format_](result), nl=False)
    if result.unreadable:
        return CANNOT
    bar = Severity(fail_on).rank
    return FINDINGS if any(finding.severity.rank >= bar for finding in result.findings) else 0
