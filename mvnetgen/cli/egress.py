"""``mvnetgen egress``."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import click

from mvnetgen.cli import CANNOT
from mvnetgen.cli.reading import PATH, Asked, networks_of, read_all, reading_options
from mvnetgen.cli.terminal import QUIET, put, style_of, wants
from mvnetgen.egress.cost import Volume
from mvnetgen.egress.row import Egress
from mvnetgen.egress.summary import summary
from mvnetgen.project.estates import Readings
from mvnetgen.report.egress import BY_SUFFIX, FORMATS
from mvnetgen.report.summary import counted
from mvnetgen.text.errors import UsageError
from mvnetgen.text.output import write_file
from mvnetgen.text.source import read_source

_VOLUME = re.compile(r"(?:(endpoints|firewall)=)?([0-9]+(?:\.[0-9]+)?)")


def _volume(_context: click.Context, _parameter: click.Parameter, values: tuple[str, ...]) -> Volume:
    """GB by where they go; a number alone is for both."""
    gb = {"endpoints": 0.0, "firewall": 0.0}
    for text in values:
        match = _VOLUME.fullmatch(text.strip())
        if match is None:
            raise UsageError(f"`--gb {text}` is no number of GB; write `100`, `endpoints=100` or `firewall=50`")
        for name in [match[1]] if match[1] else gb:
            gb[name] = float(match[2])
    return Volume(**gb)


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(), metavar="[PATH]...")
@click.option("-f", "--format", "format_", type=click.Choice(list(FORMATS)), help="How it is written; else text.")
@click.option(
    "-o",
    "--output-file",
    "output",
    type=PATH,
    metavar="FILE",
    help="Write it to this file; the ending tells the format.",
)
@click.option("--show", type=click.Choice(["required"]), multiple=True, help="Show the required rules one by one, too.")
@click.option(
    "--gb",
    "volume",
    multiple=True,
    callback=_volume,
    metavar="N",
    help="GB a month: endpoints=N, firewall=N, or N for both.",
)
@click.option(
    "--evidence",
    type=PATH,
    metavar="FILE",
    help="The service's own list (outboundNetworkDependenciesEndpoints, JSON) to compare with.",
)
@click.option("--require-workspace", is_flag=True, help="Fail when there is no workspace.")
@click.option("--stdin-filename", default="stdin.yml", metavar="NAME", help="What to call the file that `-` reads.")
@reading_options
def egress(
    *,
    paths: tuple[str, ...],
    format_: str | None,
    output: Path | None,
    show: tuple[str, ...],
    evidence: Path | None,
    require_workspace: bool,
    stdin_filename: str,
    asked: Asked,
) -> int:
    """Show everything that may leave each network: required, automatic and your own, with ports, places and cost."""
    chosen = format_ or (BY_SUFFIX.get(output.suffix.lower(), "text") if output else "text")
    readings = read_all(paths, asked, stdin_filename)
    found = [summary(each) for each in networks_of(readings, asked)]
    style = style_of(sys.stdout)
    text = FORMATS[chosen](found, style, "required" in show) if found or chosen != "text" else ""
    if output:
        write_file(output, text)
    else:
        put(text)
    if evidence:
        from mvnetgen.egress.evidence import compared, read_evidence  # noqa: PLC0415 - only when a file is named
        from mvnetgen.report.egress.evidence import evidence_text  # noqa: PLC0415

        listed = read_evidence(read_source(evidence))
        put("".join(evidence_text(compared(each, listed)) for each in found), err=chosen != "text" or bool(output))
    _tell(readings, found, evidence=evidence)
    if not found and (require_workspace or asked.settings.require_workspace):
        put("error: there is no workspace to look at, and --require-workspace asks for one\n", err=True)
        return CANNOT
    return CANNOT if readings.unreadable else 0


def _tell(readings: Readings, found: list[Egress], *, evidence: Path | None) -> None:  # noqa: ARG001
    """What was looked at."""
    if not wants(QUIET):
        what = f"{counted(readings.files, 'file')}, {counted(len(found), 'workspace')}"
        put(f"looked at {what}\n", err=True)
