"""``mvnetgen import``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from mvnetgen.cli import CANNOT, FINDINGS
from mvnetgen.cli.terminal import QUIET, put, wants
from mvnetgen.importer.files import MARK, Choices, Imported, elsewhere, file_name, imported
from mvnetgen.importer.losses import Loss
from mvnetgen.project.estates import Reading, read_estates
from mvnetgen.report.style import clean
from mvnetgen.report.summary import counted
from mvnetgen.text.errors import InputError, OutputError, UsageError
from mvnetgen.text.output import write_file
from mvnetgen.text.source import Span, read_source


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

    A SOURCE is a Terraform module, a plan or state as JSON, or what `az` answered. One workspace and no --out: the YAML
    goes to the standard output.
    """
    readings = [
        (source, each) for source in dict.fromkeys(sources) for each in read_estates(Path(source), var_files, variables)
    ]
    errors = [error for _, reading in readings for error in reading.unreadable]
    found = [(source, each) for source, reading in readings for each in _of(reading, Choices(source, placeholders))]
    lost = [loss for _, reading in readings for _, estate in reading.worlds[:1] for loss in elsewhere(estate)]
    if name is not None:
        found = _named(found, name, readings, placeholders)
    if not found:
        put("".join(f"error: {clean(str(error))}\n" for error in errors), err=True)
        put("".join(f"  {clean(str(loss))}\n" for loss in lost), err=True)
        raise InputError("declares no workspace that could be written", Span.point(sources[0]))
    if out is None and len(found) > 1:
        names = ", ".join(f"`{each.name}`" for _, each in found)
        raise UsageError(f"there are {len(found)} workspaces ({names}): name a folder with --out, or one with --name")
    written = _write([each for _, each in found], out, force=force)
    if not wants(QUIET):
        _tell(found, written, lost)
    put("".join(f"error: {clean(str(error))}\n" for error in errors), err=True)
    if errors:
        return CANNOT
    return FINDINGS if strict and (lost or any(each.losses for _, each in found)) else 0


def _of(reading: Reading, choices: Choices) -> tuple[Imported, ...]:
    """The workspaces of a reading; of several worlds, those of the first, whose conditions are said."""
    if not reading.worlds:
        return ()
    (conditions, estate), *others = reading.worlds
    if others and not wants(QUIET):
        put(f"{clean(reading.unit.shown)}: as if {clean(conditions)}; --var says otherwise\n", err=True)
    return imported(estate, reading.sources, choices)


def _named(
    found: Sequence[tuple[str, Imported]], name: str, readings: Sequence[tuple[str, Reading]], placeholders: bool
) -> list[tuple[str, Imported]]:
    if len(found) > 1:
        chosen = [each for each in found if each[1].name == name]
        if not chosen:
            names = ", ".join(f"`{each.name}`" for _, each in found)
            raise UsageError(f"there is no workspace `{name}`; there are {names}")
        return chosen
    return [
        (source, each) for source, reading in readings for each in _of(reading, Choices(source, placeholders, name))
    ]


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


def _tell(found: Sequence[tuple[str, Imported]], names: Sequence[str], lost: Sequence[Loss]) -> None:
    """What was written, what of it somebody has to fill in, and what could not be said."""
    lines = []
    for (source, each), name in zip(found, names, strict=True):
        rules = counted(each.rules, "outbound rule")
        left_out = f" ({each.of_the_service} of the service left out)" if each.of_the_service else ""
        count = f", {counted(len(each.placeholders), 'placeholder')}" if each.placeholders else ""
        lines.append(f"{name}  from {each.place.path or source}: {rules}{left_out}{count}")
        if each.losses:
            lines.append("  cannot be said in YAML:")
            lines += [f"    {loss}" for loss in each.losses]
    if lost:
        lines.append("  in no file:")
        lines += [f"    {loss}" for loss in lost]
    put("".join(f"{clean(line)}\n" for line in lines), err=True)
