"""From the paths that a user names to units of judgement: YAML files, and Terraform modules with all that they call."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from mvnetgen.languages.hcl.files import CODE, VALUES, YAML_MARKS, Module, content, find, ignore_spec
from mvnetgen.project.config import repository_root
from mvnetgen.text.errors import InputError
from mvnetgen.text.source import Span

TERRAFORM_SUFFIXES = CODE + VALUES


class UnitKind(StrEnum):
    """What is judged as one."""

    YAML = "yaml"
    MODULE = "module"


@dataclass(frozen=True, slots=True)
class Unit:
    """A YAML file, or a Terraform module: what can be judged without looking at any other unit."""

    shown: str
    """The path as findings show it: relative to the working directory, with ``/``."""
    path: Path
    kind: UnitKind
    named: bool = False
    """Whether the user named it, rather than a folder above it."""
    text: str | None = None
    """Its content, when that came through stdin."""
    module: Module | None = None
    weight: int = 0
    """Bytes to read."""


@dataclass(frozen=True, slots=True)
class Discovery:
    """What there is to judge."""

    units: tuple[Unit, ...] = ()
    unreadable: tuple[InputError, ...] = ()
    excluded: tuple[str, ...] = ()
    """Paths that the user named and `exclude` left out."""


@dataclass(frozen=True)
class Exclusion:
    """Patterns in the way of ``.gitignore``, relative to a folder."""

    patterns: tuple[str, ...]
    folder: Path

    def covers(self, path: Path, *, folder: bool = False) -> bool:
        """Whether a file (or a folder with all that is in it) is left out."""
        if not self.patterns:
            return False
        relative = shown_path(path, self.folder.absolute())
        if relative == "." or relative.startswith("../"):
            return False
        return ignore_spec(self.patterns).match_file(relative + ("/" if folder else ""))


def shown_path(path: Path, here: Path) -> str:
    """A path as findings show it: relative to the (absolute) working directory, with ``/``."""
    try:
        return os.path.relpath(path, here).replace(os.sep, "/")
    except ValueError:  # another drive
        return path.as_posix()


def discover(
    paths: Iterable[Path], exclusions: Iterable[Exclusion] = (), *, only_workspaces: bool = False
) -> Discovery:
    """
    The units that the paths stand for, each once, sorted by their paths.

    `only_workspaces`: a YAML file that is named is judged only if it would be when it was found in a folder.

    A folder stands for the workspace files and the modules below it, a Terraform file for the module it lies in, and
    when others in the repository call that module, for those. A module that another one calls is judged there, with the
    values that it gets.
    """
    here = Path.cwd()
    rules = [rule for rule in exclusions if rule.patterns]
    wanted, excluded, problems = [], [], []
    for path in paths:
        try:
            shown = shown_path(path, here)
            is_folder = path.is_dir()
        except (OSError, ValueError):  # a NUL byte, a name that is too long
            problems.append(InputError("is no valid path", Span.point(path.as_posix())))
            continue
        if any(rule.covers(path, folder=is_folder) for rule in rules):
            excluded.append(shown)
        else:
            wanted.append(Path(shown))
    from_here = [pattern for rule in rules if rule.folder.absolute() == here for pattern in rule.patterns]
    found = find(wanted, from_here)
    units = [
        Unit(
            shown_path(path, here), path, UnitKind.YAML, path in found.named and not only_workspaces, weight=_size(path)
        )
        for path in found.yaml
        if not any(rule.covers(path) for rule in rules) and (not only_workspaces or _may_be_workspace(path))
    ]
    modules = [_from_here(module, here) for module in found.modules]
    named = {Path(shown_path(path.parent, here)) for path in found.named if path.name.endswith(TERRAFORM_SUFFIXES)}
    if any(module.path in named for module in modules):
        modules = _with_callers(modules, named, here, rules)
    units += [
        Unit(module.path.as_posix(), module.path, UnitKind.MODULE, module=module, weight=_weight(module))
        for module in _entry_points(modules)
        if not any(rule.covers(module.path, folder=True) for rule in rules)
    ]
    units.sort(key=lambda unit: (unit.shown, unit.kind))
    return Discovery(tuple(units), (*problems, *found.problems), tuple(excluded))


def _from_here(module: Module, here: Path) -> Module:
    """The module with its paths as findings show them, from whatever folder the walk started."""

    def moved(paths: Iterable[Path]) -> tuple[Path, ...]:
        return tuple(Path(shown_path(path, here)) for path in paths)

    return Module(
        Path(shown_path(module.path, here)),
        moved(module.files),
        moved(module.values),
        moved(module.calls),
        moved(module.called_by),
    )


def _with_callers(
    modules: Iterable[Module], named: Iterable[Path], here: Path, exclusions: Iterable[Exclusion]
) -> list[Module]:
    """
    The modules, and those of the repository that call one of the `named`, however indirectly.

    By itself a module that others call would be judged by the defaults of its variables, which nobody may use.
    """
    root = repository_root(here)
    if root is None:
        return list(modules)
    others = (_from_here(module, here) for module in find([Path(shown_path(root, here))]).modules)
    everywhere = {
        module.path: module
        for module in others
        if not any(rule.covers(module.path, folder=True) for rule in exclusions)
    }
    found = {module.path: module for module in modules}
    waiting = [path for path in named if path in found]
    seen: set[Path] = set()
    while waiting:
        path = waiting.pop()
        if path in everywhere and path not in seen:
            seen.add(path)
            callers = tuple(caller for caller in everywhere[path].called_by if caller in everywhere)
            found[path] = replace(found.get(path, everywhere[path]), called_by=callers)
            waiting += callers
    return list(found.values())


def _entry_points(modules: Iterable[Module]) -> list[Module]:
    """The modules that nobody calls; of those that call each other in a circle, the first."""
    by_path = {module.path: module for module in modules}
    entries: list[Module] = []
    reached: set[Path] = set()
    for module in sorted(by_path.values(), key=lambda each: (bool(each.called_by), each.path)):
        if module.path in reached:
            continue
        entries.append(module)
        waiting = [module.path]
        while waiting:
            path = waiting.pop()
            if path not in reached and path in by_path:
                reached.add(path)
                waiting += by_path[path].calls
    return entries


def _may_be_workspace(path: Path) -> bool:
    """Whether the bytes of a YAML file hold what a workspace must hold; a file that cannot be read may be one."""
    try:
        data = content(path.as_posix())
    except OSError:
        return True
    return any(mark in data for mark in YAML_MARKS)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _weight(module: Module) -> int:
    return sum(_size(path) for path in (*module.files, *module.values))
