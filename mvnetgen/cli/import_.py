"""``mvnetgen import``."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click

from mvnetgen.cli import CANNOT, FINDINGS
from mvnetgen.cli.terminal import QUIET, put, wants
from mvnetgen.formats.contents import Contents, ReadSettings, read_input
from mvnetgen.formats.data import is_data
from mvnetgen.formats.input import Input, InputKind
from mvnetgen.importer.files import MARK, Choices, Imported, accounts, elsewhere, file_name, imported
from mvnetgen.importer.losses import Loss
from mvnetgen.project.discovery import discover
from mvnetgen.project.trees import tree_at
from mvnetgen.report.style import clean
from mvnetgen.report.summary import counted
from mvnetgen.text.errors import InputError, OutputError, UsageError
from mvnetgen.text.output import write_file
from mvnetgen.text.source import Span, read_source

STDIN = "-"


@click.command("import")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("--out", type=click.Path(path_type=Path), metavar="DIR", help="Where the files go; made if need be.")
@click.option("--name", help="The workspace to write, of several; of one, what to call it.")
@click.option("--strict", is_flag=True, help="Exit 1 when something cannot be said in YAML.")
@click.option("--placeholders", is_flag=True, help="Write placeholders also for what could be left out.")
@click.option("--force", is_flag=True, help="Overwrite files that mvnetgen did not write.")
@click.option("--var-file", "var_files", multiple=True, metavar="FILE", help="As for terraform; may be repeated.")
@click.option("--var", "variables", multiple=True, metavar="NAME=VALUE", help="As for terraform; may be repeated.")
def import_(
    *,
    sources: tuple[str, ...],
    out: Path | None,
    name: str | None,
    strict: bool,
    placeholders: bool,
    force: bool,
    var_files: tuple[str, ...],
    variables: tuple[str, ...],
) -> int:
    """
    Write the az ml YAML of workspaces that code declares or that run in Azure.

    A SOURCE is a Terraform module, a plan or state as JSON, or what `az` answered; `-` reads one from standard input. One
    workspace and no --out: the YAML goes to the standard output.
    """
    settings = ReadSettings(var_files=var_files, variables=variables)
    readings = [each for source in dict.fromkeys(sources) for each in _read(source, settings)]
    errors = [error for reading in readings for error in reading.contents.unreadable]
    found = _imported(readings, Choices(placeholders=placeholders))
    lost = [
        loss
        for reading in readings
        for _, estate in reading.contents.worlds[:1]
        for loss in (*elsewhere(estate), *accounts(estate))
    ]
    if name is not None:
        found = _named(found, name) or _imported(readings, Choices(placeholders=placeholders, name=name))
    if not found:
        put("".join(f"error: {clean(str(error))}\n" for error in errors), err=True)
        put("".join(f"  {clean(str(loss))}\n" for loss in lost), err=True)
        only = " of a workspace, and az ml YAML has no Foundry accounts" if any(map(_has_account, readings)) else ""
        what = "declares no network" if only else "declares no workspace that could be written"
        raise InputError(f"{what}{only}", Span.point(sources[0]))
    if out is None and len(found) > 1:
        names = ", ".join(f"`{each.name}`" for each in found)
        raise UsageError(f"there are {len(found)} workspaces ({names}): name a folder with --out, or one with --name")
    written = _write(found, out, force=force)
    if not wants(QUIET):
        _tell(readings, found, written, lost)
    put("".join(f"error: {clean(str(error))}\n" for error in errors), err=True)
    if errors:
        return CANNOT
    return FINDINGS if strict and (lost or any(each.losses for each in found)) else 0


def _has_account(reading: _Reading) -> bool:
    return any(accounts(estate) for _, estate in reading.contents.worlds[:1])


@dataclass(frozen=True)
class _Reading:
    """What one input says, and what the user named for it."""

    source: str
    path: str
    contents: Contents


def _read(source: str, settings: ReadSettings) -> Iterator[_Reading]:
    """What there is at a path. A workspace file in a folder is no source: it is YAML already. Raises `InputError`."""
    if source == STDIN:
        data = sys.stdin.buffer.read()
        found = [Input("stdin.json" if is_data(data) else "stdin.yml", InputKind.DATA, named=True, data=data)]
    else:
        discovery = discover([Path(source)])
        if discovery.unreadable:
            raise discovery.unreadable[0]
        found = [each for each in discovery.inputs if each.kind is not InputKind.YAML or each.named]
    for each in found:
        contents = read_input(each, tree_at(each.path), settings)
        if contents is not None:
            yield _Reading(source, each.path, contents)


def _imported(readings: Sequence[_Reading], choices: Choices) -> list[Imported]:
    """The workspaces of all readings; of several worlds, those of the first, whose conditions are said."""
    return [
        each
        for reading in readings
        for _, estate in reading.contents.worlds[:1]
        for each in imported(estate, reading.contents, replace(choices, source=reading.source))
    ]


def _named(found: Sequence[Imported], name: str) -> list[Imported]:
    """The workspace of a name, of several; nothing when there is one only. Raises `UsageError` when none has the name."""
    if len(found) < 2:
        return []
    chosen = [each for each in found if each.name == name]
    if not chosen:
        names = ", ".join(f"`{each.name}`" for each in found)
        raise UsageError(f"there is no workspace `{name}`; there are {names}")
    return chosen


def _write(found: Sequence[Imported], out: Path | None, *, force: bool) -> list[str]:
    """Writes the files; what each is called. Raises `OutputError` rather than lose what somebody else wrote."""
    if out is None:
        put(found[0].text)
        return [file_name(found[0].name)]
    names: list[str] = []
    for each in found:
        names.append(file_name(each.name, names))
    foreign = [name for name in names if not force and _is_foreign(out / name)]
    if foreign:
        listed = ", ".join(f"`{(out / name).as_posix()}`" for name in foreign)
        raise OutputError(f"{listed}: mvnetgen did not write this; --force overwrites it")
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{out.as_posix()}: cannot be made: {(error.strerror or 'error').lower()}") from error
    for each, name in zip(found, names, strict=True):
        write_file(out / name, each.text)
    return names


def _is_foreign(path: Path) -> bool:
    if not path.exists():
        return False
    try:
        return not read_source(path).line(1).startswith(f"# {MARK}")
    except InputError:
        return True


def _tell(readings: Sequence[_Reading], found: Sequence[Imported], names: Sequence[str], lost: Sequence[Loss]) -> None:
    """What was written, what of it somebody has to fill in, and what could not be said."""
    lines = []
    for reading in readings:
        lines += [f"{reading.path}: {note}" for note in reading.contents.notes]
        if len(reading.contents.worlds) > 1:
            lines.append(f"{reading.path}: as if {reading.contents.worlds[0][0]}; --var says otherwise")
    for each, name in zip(found, names, strict=True):
        rules = counted(each.rules, "outbound rule")
        left_out = f" ({each.of_the_service} of the service left out)" if each.of_the_service else ""
        count = f", {counted(len(each.placeholders), 'placeholder')}" if each.placeholders else ""
        lines.append(f"{name}  from {each.place.path}: {rules}{left_out}{count}")
        if each.losses:
            lines.append("  cannot be said in YAML:")
            lines += [f"    {loss}" for loss in each.losses]
    if lost:
        lines.append("  in no file:")
        lines += [f"    {loss}" for loss in lost]
    put("".join(f"{clean(line)}\n" for line in lines), err=True)
