"""
Two versions of what a project declares: a file, a folder, or either in a revision of git.

What a change does not touch is read once: the new version remembers what its files were asked, and where the old one gives
the same answers, it says the same.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from mvnetgen.formats.contents import Contents, ReadSettings, read_input
from mvnetgen.formats.data import LARGEST
from mvnetgen.formats.input import Input, InputKind
from mvnetgen.formats.labelled import labelled, labelled_error
from mvnetgen.project.discovery import Exclusion, discover
from mvnetgen.project.spots import Spot
from mvnetgen.project.trees import tree_at
from mvnetgen.text.errors import InputError
from mvnetgen.text.source import Span
from mvnetgen.text.watched import Watched, unchanged


@dataclass(frozen=True)
class Part:
    """One input of a version, as it was read."""

    input: Input
    source: str
    """Its path as seen from the top of the version: the same for the same thing in both."""
    contents: Contents
    asked: Watched


@dataclass(frozen=True)
class Versions:
    """What both versions declare."""

    old: tuple[Part, ...]
    new: tuple[Part, ...]
    same: tuple[Part, ...]
    """Of the new version: those that say the same in the old one."""
    unreadable: tuple[InputError, ...] = ()


def read_versions(old: Spot, new: Spot, settings: ReadSettings, exclusions: Iterable[Exclusion] = ()) -> Versions:
    """Reads both versions. What cannot be read stands in `unreadable`, and the rest is compared all the same."""
    rules = tuple(exclusions)
    broken: list[InputError] = []
    there = _inputs(old, rules, broken)
    here = _inputs(new, rules, broken)
    for source in there.keys() - here.keys():
        if there[source].kind is InputKind.YAML:  # it may be a workspace that no longer looks like one
            path = _path(new, source, there[source])
            if new.tree.exists(path) and not new.tree.is_folder(path):
                here[source] = Input(path, InputKind.YAML, named=True, revision=new.commit, label=new.label)
    read = [part for source, each in here.items() if (part := _read(each, source, settings, broken)) is not None]
    same = [part for part in read if part.source in there and _says_the_same(part, there[part.source], old)]
    known = {part.source for part in same}
    before = [
        part
        for source, each in there.items()
        if source not in known and (part := _read(each, source, settings, broken)) is not None
    ]
    return Versions(
        tuple(before),
        tuple(part for part in read if part.source not in known),
        tuple(same),
        tuple(sorted({(error.span, error.message): error for error in broken}.values(), key=lambda error: error.span)),
    )


def is_plan(text: str) -> bool:
    """Whether a path is that of a plan, which is two versions in one file."""
    if not Path(text).is_file() or text.endswith((".tf", ".yml", ".yaml", ".bicep", ".bicepparam")):
        return False
    from mvnetgen.formats.plan.document import Kind, kind_of  # noqa: PLC0415 - only when one file is named

    return kind_of(tree_at(text).read(text, LARGEST)) is Kind.PLAN


def plan_versions(path: str) -> Versions:
    """What a plan found, and what it makes of it. Raises `InputError` when it cannot be read."""
    from mvnetgen.formats.plan.contents import read_contents  # noqa: PLC0415 - the same

    tree = Watched(tree_at(path))
    contents, former = read_contents(tree.read(path, LARGEST), path, tree, before=True)
    each = Input(path, InputKind.DATA, named=True)
    new = Part(each, "", contents, tree)
    old = Part(each, "", replace(contents, worlds=(("", former),) if former is not None else ()), tree)
    return Versions((old,), (new,), (), contents.unreadable)


def _inputs(spot: Spot, exclusions: Sequence[Exclusion], broken: list[InputError]) -> dict[str, Input]:
    """The inputs of a version by their paths as seen from its top."""
    found = discover([Path(path) for path in spot.paths], exclusions, revision=spot.commit, label=spot.label)
    broken += [labelled_error(error, spot.label) for error in found.unreadable]
    return {f"{each.kind}:{_from_top(spot, each.path)}": each for each in found.inputs}


def _from_top(spot: Spot, path: str) -> str:
    """A path as seen from the only path of a version; of several paths, or of a file, as it is named."""
    if len(spot.paths) > 1:
        return path
    top = spot.paths[0]
    if not spot.tree.is_folder(top):
        return ""
    return posixpath.relpath(path, posixpath.normpath(top))


def _path(spot: Spot, source: str, twin: Input) -> str:
    """Where an input of the other version would lie in this one."""
    below = source.partition(":")[2]
    if len(spot.paths) > 1:
        return twin.path
    return posixpath.normpath(posixpath.join(spot.paths[0], below)) if below else spot.paths[0]


def _read(each: Input, source: str, settings: ReadSettings, broken: list[InputError]) -> Part | None:
    tree = Watched(tree_at(each.path, each.revision))
    try:
        contents = read_input(each, tree, settings)
    except InputError as error:
        broken.append(labelled_error(error, each.label))
        return None
    except RecursionError:
        broken.append(labelled_error(InputError("is nested too deep", Span.point(each.path)), each.label))
        return None
    if contents is None:
        return None
    part = Part(each, source, labelled(contents, each.label), tree)
    broken += part.contents.unreadable
    return part


def _says_the_same(part: Part, twin: Input, old: Spot) -> bool:
    """Whether the old version gives the same answers to everything that the new one was asked."""
    if part.input.kind is not twin.kind or part.contents.unreadable or not part.asked.steady:
        return False
    if part.input.path == twin.path:
        return unchanged(part.asked.seen, old.tree)
    if part.input.kind is InputKind.YAML:
        return unchanged({f"read:{twin.path}": next(iter(part.asked.seen.values()))}, old.tree)
    return False
