"""Options of the commands that ask what is declared, and the networks that they ask about."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar, cast

import click

from mvnetgen.cli.settings import Given, InForce, in_force
from mvnetgen.cli.terminal import put
from mvnetgen.egress.build import Network, Terms, networks
from mvnetgen.egress.cost import Prices, Volume, usual_prices
from mvnetgen.formats.contents import ReadSettings
from mvnetgen.project.estates import Readings, Wanted, read_estates
from mvnetgen.project.stdin import stdin_input
from mvnetgen.report.style import clean
from mvnetgen.text.errors import UsageError
from mvnetgen.text.nearest import nearest
from mvnetgen.text.source import read_source

PATH = click.Path(path_type=Path)
STDIN = "-"
Function = TypeVar("Function", bound=Callable[..., Any])

_OPTIONS = (
    click.option("--workspace", metavar="NAME", help="Only the workspace of this name."),
    click.option(
        "--prices", "prices_file", type=PATH, metavar="FILE", help="Your own prices, as CSV: item, monthly, per_gb."
    ),
    click.option(
        "--service-tags",
        "tags_file",
        type=PATH,
        metavar="FILE",
        help="Microsoft's weekly file of service tags, to know the addresses behind them.",
    ),
    click.option(
        "--config", type=PATH, metavar="FILE", help="The configuration file; else .mvnetgen.yml here or above."
    ),
    click.option("--exclude", multiple=True, metavar="PATTERN", help="Leave these out too, in the way of .gitignore."),
    click.option("--var-file", multiple=True, type=PATH, metavar="FILE", help="Terraform variables, as -var-file."),
    click.option("--var", multiple=True, metavar="NAME=VALUE", help="A Terraform variable, as -var."),
)


@dataclass(frozen=True)
class Asked:
    """What the options of these commands say."""

    workspace: str | None
    terms: Terms
    settings: InForce


def reading_options(function: Function) -> Function:
    """The options that these commands share; they arrive as one argument `asked`."""

    @functools.wraps(function)
    def collected(**arguments: Any) -> Any:
        given = Given(**{name: arguments.pop(name) for name in ("config", "exclude", "var_file", "var")})
        prices, tags = arguments.pop("prices_file"), arguments.pop("tags_file")
        terms = Terms(
            prices=_prices(prices) if prices else usual_prices(),
            volume=arguments.pop("volume", None) or Volume(),
            weekly=_weekly(tags) if tags else {},
        )
        return function(asked=Asked(arguments.pop("workspace"), terms, in_force(given)), **arguments)

    for option in reversed(_OPTIONS):
        collected = option(collected)
    return cast("Function", collected)


def _prices(path: Path) -> Prices:
    from mvnetgen.egress.given_prices import read_prices  # noqa: PLC0415 - only when a file is named

    return read_prices(read_source(path))


def _weekly(path: Path) -> dict[str, Any]:
    from mvnetgen.egress.weekly_list import read_weekly_list  # noqa: PLC0415 - only when a file is named

    return read_weekly_list(read_source(path))


def read_all(paths: Iterable[str], asked: Asked, stdin_filename: str) -> Readings:
    """What the paths declare; what cannot be read is told on stderr."""
    listed = tuple(paths)
    settings = asked.settings
    wanted = Wanted(
        tuple(Path(path) for path in listed if path != STDIN) if listed else (Path(),),
        stdin_input(sys.stdin.buffer.read(), stdin_filename) if STDIN in listed else None,
        settings.exclusions,
        ReadSettings(var_files=settings.var_files, variables=settings.variables, cloud=settings.cloud),
    )
    readings = read_estates(wanted)
    put("".join(f"error: {clean(str(each))}\n" for each in readings.unreadable), err=True)
    return readings


def networks_of(readings: Readings, asked: Asked) -> tuple[Network, ...]:
    """The networks that were declared, or the one that was asked for. Raises `UsageError` for a name that none has."""
    found = networks([each.worlds for each in readings.inputs], asked.terms)
    if asked.workspace is None:
        return found
    wanted = asked.workspace.lower()
    named = tuple(each for each in found if each.workspace.lower() == wanted)
    if not named and found:
        names = sorted({each.workspace for each in found})
        guess = nearest(asked.workspace, names)
        hint = f"; did you mean `{guess}`?" if guess else f"; there are {', '.join(f'`{name}`' for name in names[:5])}"
        raise UsageError(f"there is no workspace `{asked.workspace}`{hint}")
    return named
