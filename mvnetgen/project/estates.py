"""From paths to estates: everything that is declared in them, unjudged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from mvnetgen.formats.contents import ReadSettings, read_input
from mvnetgen.formats.input import Input
from mvnetgen.project.discovery import Exclusion, discover
from mvnetgen.project.trees import tree_at
from mvnetgen.text.errors import InputError
from mvnetgen.text.source import Source, Span

if TYPE_CHECKING:
    from mvnetgen.model.estate import Estate


@dataclass(frozen=True)
class Reading:
    """What one input declares."""

    input: Input
    worlds: tuple[tuple[str, Estate], ...]
    """Each estate with the conditions that it assumes, in words."""
    sources: Mapping[str, Source] = field(default_factory=dict)


@dataclass(frozen=True)
class Readings:
    """What some paths declare."""

    inputs: tuple[Reading, ...] = ()
    """Those that declare a workspace."""
    unreadable: tuple[InputError, ...] = ()
    files: int = 0


@dataclass(frozen=True)
class Wanted:
    """What to read, and with which values."""

    paths: tuple[Path, ...]
    stdin: Input | None = None
    exclusions: tuple[Exclusion, ...] = ()
    settings: ReadSettings = field(default_factory=ReadSettings)


def read_estates(wanted: Wanted) -> Readings:
    """The estates of every workspace file and module that the paths stand for, in the order of their paths."""
    found = discover(wanted.paths, wanted.exclusions)
    readings: list[Reading] = []
    broken = list(found.unreadable)
    files: set[str] = set()
    for each in (*found.inputs, wanted.stdin) if wanted.stdin else found.inputs:
        try:
            contents = read_input(each, tree_at(each.path, each.revision), wanted.settings)
        except InputError as error:
            broken.append(error)
            continue
        except RecursionError:
            broken.append(InputError("is nested too deep", Span.point(each.path)))
            continue
        if contents is None:
            continue
        broken += contents.unreadable
        files |= contents.sources.keys()
        if any(estate.declarations for _, estate in contents.worlds):
            readings.append(Reading(each, tuple(contents.worlds), contents.sources))
    distinct = {(error.span, error.message): error for error in broken}
    return Readings(tuple(readings), tuple(sorted(distinct.values(), key=lambda error: error.span)), len(files))
