"""What is to be generated: the files and options of the command line, or the `generate` of the configuration file."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mvnetgen.generate import Accepted, Layout, Options, Placement, Target
from mvnetgen.project.config import NAME, find_config, shown_path
from mvnetgen.text.errors import UsageError

if TYPE_CHECKING:
    from mvnetgen.project.generation import Generation

STDIN = "-"


@dataclass(frozen=True)
class Wishes:
    """How code is made, wherever that is said."""

    targets: tuple[Target, ...] = (Target.TERRAFORM,)
    layout: Layout = Layout.ROOT
    rules: Placement = Placement.CHILD
    api_version: str | None = None
    templates: Path | None = None
    name: str | None = None
    location: str | None = None
    resource_group: str | None = None
    subscription: str | None = None
    client_endpoint: str | None = None

    @property
    def overrides(self) -> Mapping[str, str]:
        """What stands above the workspace file."""
        given = {"name": self.name, "location": self.location, "resource_group": self.resource_group}
        return {key: value for key, value in given.items() if value is not None}

    def options(self, source: str, accepted: tuple[Accepted, ...] = ()) -> Options:
        """The options of a rendering."""
        return Options(
            source=source,
            layout=self.layout,
            rules=self.rules,
            api_version=self.api_version,
            subscription=self.subscription,
            client_endpoint=self.client_endpoint,
            accepted=accepted,
        )


@dataclass(frozen=True)
class Order:
    """One workspace file, and where its code goes. Paths as the working directory sees them."""

    file: str
    """`-` for standard input."""
    out: Path
    wishes: Wishes

    @property
    def folders(self) -> Mapping[Target, Path]:
        """One target stands directly in the folder; of several each has its own."""
        several = len(self.wishes.targets) > 1
        return {target: self.out / target if several else self.out for target in self.wishes.targets}


def wishes_given(context: click.Context) -> tuple[Wishes, tuple[str, ...]]:
    """The wishes of the command line, and which of its options the user typed."""
    params = context.params
    wishes = Wishes(
        targets=tuple(dict.fromkeys(Target(each) for each in params["targets"])),
        layout=Layout(params["layout"]),
        rules=Placement(params["rules"]),
        **{key: params[key] for key in _PLAIN},
    )
    asked = [option for option in context.command.params if option.name in (*_NAMES, "out")]
    default = click.core.ParameterSource.DEFAULT
    typed = (each.opts[-1] for each in asked if context.get_parameter_source(each.name or "") is not default)
    return wishes, tuple(typed)


_NAMES = tuple(each.name for each in fields(Wishes))
_PLAIN = tuple(name for name in _NAMES if name not in {"targets", "layout", "rules"})


def orders_of_files(files: Iterable[str], out: Path | None, wishes: Wishes, stdin_filename: str) -> tuple[Order, ...]:
    """The orders of a command line. Raises `UsageError` for what cannot be meant."""
    distinct = tuple(dict.fromkeys(files))
    if wishes.name is not None and len(distinct) > 1:
        raise UsageError("--name is for one file; several workspaces cannot share a name")
    stems = {file: _stem(stdin_filename if file == STDIN else file) for file in distinct}
    several = len(distinct) > 1
    return tuple(
        Order(file, (out / stem if several else out) if out else Path(stem), wishes) for file, stem in stems.items()
    )


def _stem(file: str) -> str:
    """The name of a file without its end, for a folder. Raises `UsageError` for one that would be this folder or the one above."""
    stem = Path(file).stem
    if stem in ("", ".", ".."):
        raise UsageError(
            f"{file}: its name without the end is no name for a folder; rename it, or say where with --out"
        )
    return stem


def orders_of_config(config: Path | None) -> tuple[Order, ...]:
    """
    The orders of the configuration file that is named, or else found here or above.

    Raises `UsageError` when there are none, `InputError` for a file that is wrong.
    """
    from mvnetgen.project.read_config import read_config  # noqa: PLC0415 - slow to load, and not needed when files are named

    here = Path.cwd()
    path = config or find_config(here)
    file = read_config(path, shown_path(path, here)) if path else None
    if file is None or not file.config.generate:
        raise UsageError(f"there is nothing to generate: name a FILE, or list what there is as `generate` in {NAME}")

    def beside(name: str) -> Path:
        return Path(shown_path(file.directory / name, here))

    return tuple(_order(each, beside(each.file), beside) for each in file.config.generate)


def _order(wanted: Generation, file: Path, beside: Callable[[str], Path]) -> Order:
    wishes = Wishes(
        targets=tuple(dict.fromkeys(Target(each) for each in wanted.targets)),
        layout=Layout(wanted.layout),
        rules=Placement(wanted.rules),
        api_version=wanted.api_version,
        templates=beside(wanted.templates) if wanted.templates else None,
        name=wanted.name,
        location=wanted.location,
        resource_group=wanted.resource_group,
        subscription=wanted.subscription,
        client_endpoint=wanted.client_endpoint,
    )
    return Order(file.as_posix(), beside(wanted.out or _stem(wanted.file)), wishes)


def check_folders(orders: Iterable[Order]) -> None:
    """
    Raises `UsageError` when two orders would be written to one folder, or one into that of another, also through links.

    Each takes away what is not its own: the second would undo the first.
    """
    taken: dict[Path, tuple[Order, Path]] = {}
    for order in orders:
        for folder in order.folders.values():
            real = Path(os.path.realpath(folder))
            for other, (twin, shown) in taken.items():
                if other == real:
                    raise UsageError(
                        f"{twin.file} and {order.file} would be written to the same folder, {folder.as_posix()}"
                    )
                if other in real.parents or real in other.parents:
                    inner, outer = (folder, shown) if other in real.parents else (shown, folder)
                    raise UsageError(
                        f"{inner.as_posix()} lies inside of {outer.as_posix()}: {twin.file} and {order.file} need folders of "
                        "their own"
                    )
            taken[real] = (order, folder)
