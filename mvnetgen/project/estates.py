"""From paths to estates: everything that is declared in them, unjudged."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from mvnetgen.project.config import repository_root
from mvnetgen.project.discovery import Exclusion, Unit, UnitKind, discover
from mvnetgen.text.errors import InputError
from mvnetgen.text.source import Source, Span, decode, read_bytes

if TYPE_CHECKING:
    from mvnetgen.model.estate import Estate


_WORKSPACE = re.compile(r"""^\s{0,4}["']?managed_network["']?[ \t]*:|workspace\.schema\.json""", re.MULTILINE)
"""What a YAML file in a folder holds when it is a workspace."""


@dataclass(frozen=True)
class Reading:
    """What one file or module declares."""

    shown: str
    kind: UnitKind
    worlds: tuple[tuple[str, Estate], ...]
    """Each estate with the conditions that it assumes, in words."""
    sources: Mapping[str, Source] = field(default_factory=dict)


@dataclass(frozen=True)
class Readings:
    """What some paths declare."""

    units: tuple[Reading, ...] = ()
    unreadable: tuple[InputError, ...] = ()
    files: int = 0


@dataclass(frozen=True)
class Wanted:
    """What to read, and with which values."""

    paths: tuple[Path, ...]
    stdin: Unit | None = None
    exclusions: tuple[Exclusion, ...] = ()
    var_files: tuple[str, ...] = ()
    variables: tuple[str, ...] = ()


def read_estates(wanted: Wanted) -> Readings:
    """The estates of every workspace file and module that the paths stand for, in the order of their paths."""
    found = discover(wanted.paths, wanted.exclusions)
    units = (*found.units, wanted.stdin) if wanted.stdin else found.units
    readings: list[Reading] = []
    broken = list(found.unreadable)
    files = 0
    for unit in units:
        try:
            reading, errors = _read(unit, wanted)
        except InputError as error:
            broken.append(error)
            continue
        except RecursionError:
            broken.append(InputError("is nested too deep", Span.point(unit.shown)))
            continue
        broken += errors
        files += len(reading.sources) if reading else 0
        if reading is not None and any(estate.declarations for _, estate in reading.worlds):
            readings.append(reading)
    distinct = {(error.span, error.message): error for error in broken}
    return Readings(tuple(readings), tuple(sorted(distinct.values(), key=lambda error: error.span)), files)


def _read(unit: Unit, wanted: Wanted) -> tuple[Reading | None, Iterable[InputError]]:
    return _yaml(unit) if unit.kind is UnitKind.YAML else _module(unit, wanted)


def _yaml(unit: Unit) -> tuple[Reading | None, Iterable[InputError]]:
    from mvnetgen.formats.az_ml import read_workspace_file  # noqa: PLC0415 - Terraform alone does not pay for YAML

    data = read_bytes(unit.path, unit.shown) if unit.text is None else unit.text.encode("utf-8", "surrogateescape")
    source = decode(data, unit.shown)
    if not unit.named and not _WORKSPACE.search(source.text):
        return None, ()
    return Reading(unit.shown, unit.kind, (("", read_workspace_file(source)),), {source.path: source}), ()


def _module(unit: Unit, wanted: Wanted) -> tuple[Reading | None, Iterable[InputError]]:
    from mvnetgen.formats.terraform.read import read_module  # noqa: PLC0415 - YAML alone does not pay for Terraform
    from mvnetgen.languages.hcl.files import module_at  # noqa: PLC0415

    read = read_module(
        unit.module or module_at(unit.path),
        repository=repository_root(unit.path.absolute()) or Path.cwd(),
        var_files=wanted.var_files,
        variables=wanted.variables,
    )
    return Reading(unit.shown, unit.kind, tuple(read.worlds), read.sources), read.unreadable
