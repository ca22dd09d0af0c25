"""``mvnetgen reach``."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mvnetgen.cli import CANNOT, FINDINGS
from mvnetgen.cli.reading import PATH, STDIN, Asked, networks_of, read_all, reading_options
from mvnetgen.cli.terminal import QUIET, put, style_of, wants
from mvnetgen.egress.question import Question, parse_question
from mvnetgen.egress.reach import Answer, Verdict, answer
from mvnetgen.report.style import clean
from mvnetgen.text.errors import UsageError

if TYPE_CHECKING:
    from mvnetgen.egress.change import Change


@click.command()
@click.argument("hosts", nargs=-1, metavar="[HOST[:PORT[/udp]]]...")
@click.option(
    "--in", "paths", multiple=True, type=click.Path(), metavar="PATH", help="Where the networks are declared."
)
@click.option(
    "--from",
    "sources",
    multiple=True,
    type=PATH,
    metavar="FILE",
    help="Ask for what a requirements.txt, environment.yml, Dockerfile, … needs.",
)
@click.option("--compute", type=click.Choice(["any", "spark"]), default="any", help="Ask as Spark jobs do.")
@click.option(
    "-f", "--format", "format_", type=click.Choice(["text", "json"]), default="text", help="How answers are written."
)
@click.option(
    "--stdin-filename", default="stdin.yml", metavar="NAME", help="What to call the file that `--in -` reads."
)
@reading_options
def reach(
    *,
    hosts: tuple[str, ...],
    paths: tuple[str, ...],
    sources: tuple[Path, ...],
    compute: str,
    format_: str,
    stdin_filename: str,
    asked: Asked,
) -> int:
    """
    Say whether a host, address or prefix is allowed, by what, and else the smallest change that allows it.

    A HOST alone is asked for on port 443. `-` reads hosts from standard input, one on each line. Exit code 0: all of them
    are allowed; 1: one is refused; 2: one cannot be decided.
    """
    questions = [*_questions(hosts), *_needs(sources)]
    if not questions:
        raise UsageError("there is nothing to ask: name a HOST, `-` to read hosts, or a file with `--from`")
    readings = read_all(paths, asked, stdin_filename)
    found = networks_of(readings, asked)
    if not found:
        put(f"error: there is no workspace in {', '.join(paths) or '.'}, so nothing can be decided\n", err=True)
        return CANNOT
    spark = compute == "spark"
    answers = [answer(question, network, spark=spark) for question in questions for network in found]
    given = _with_changes(answers, asked)
    if format_ == "json":
        from mvnetgen.report.egress.json import answers_json  # noqa: PLC0415 - loaded when it is asked for

        put(answers_json(given))
    else:
        from mvnetgen.report.egress.answers import answers_text  # noqa: PLC0415

        put(answers_text(given, style_of(sys.stdout), several=len({each.workspace for each in answers}) > 1))
    _tell(answers)
    return _exit_code(answers, unreadable=bool(readings.unreadable))


def _questions(hosts: Iterable[str]) -> list[Question]:
    texts: list[str] = []
    for host in hosts:
        if host == STDIN:
            lines = sys.stdin.buffer.read().decode("utf-8", "replace").splitlines()
            stripped = (line.partition("#")[0].strip() for line in lines)
            texts += [line for line in stripped if line]
        else:
            texts.append(host)
    return [parse_question(text) for text in dict.fromkeys(texts)]


def _needs(sources: Sequence[Path]) -> list[Question]:
    """What the named files need."""
    if not sources:
        return []
    from mvnetgen.egress.sources import needs_of  # noqa: PLC0415 - only when a file is named
    from mvnetgen.text.source import read_source  # noqa: PLC0415

    found: list[Question] = []
    for path in sources:
        found += needs_of(read_source(path))
    return found


def _with_changes(answers: Sequence[Answer], asked: Asked) -> list[tuple[Answer, Change | None]]:
    """Each answer with the smallest change that would make it a yes."""
    if all(each.verdict is not Verdict.REFUSED for each in answers):
        return [(each, None) for each in answers]
    from mvnetgen.egress.change import smallest_change  # noqa: PLC0415 - loads the templates' filters

    return [(each, smallest_change(each, asked.terms)) for each in answers]


def _tell(answers: Sequence[Answer]) -> None:
    if wants(QUIET):
        return
    count = {verdict: sum(each.verdict is verdict for each in answers) for verdict in Verdict}
    parts = [
        f"{count[verdict]} of {len(answers)} {verdict}"
        for verdict in (Verdict.REFUSED, Verdict.DEPENDS)
        if count[verdict]
    ]
    put(clean(", ".join(parts) or f"all {len(answers)} allowed") + "\n", err=True)


def _exit_code(answers: Sequence[Answer], *, unreadable: bool) -> int:
    verdicts = {each.verdict for each in answers}
    if unreadable:
        return CANNOT
    if Verdict.REFUSED in verdicts:
        return FINDINGS
    return CANNOT if Verdict.DEPENDS in verdicts else 0
