"""Where a version of the files lies: on the disk, or in a revision of git."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from mvnetgen.project.trees import tree_at
from mvnetgen.text.revision import find_commit, merge_base
from mvnetgen.text.tree import Tree

SHORT = 7
"""Letters of a commit's id in the label of its paths."""


@dataclass(frozen=True)
class Spot:
    """Where a version lies: paths of the working directory, on the disk or in a commit."""

    paths: tuple[str, ...]
    commit: str = ""
    label: str = ""
    """What stands before its paths in findings: ``main@a1b2c3d:``."""

    @property
    def tree(self) -> Tree:
        """Where its files are read from."""
        return tree_at(self.paths[0], self.commit)


def spot_of(text: str) -> Spot:
    """
    What a user names: a path that is there, or ``REV:PATH``. Raises `UsageError` for a revision that is not here.
    """
    name, colon, path = text.partition(":")
    if not colon or len(name) < 2 or Path(text).exists():
        return Spot((text,))
    return at_revision(name, (path or ".",))


def at_revision(name: str, paths: tuple[str, ...]) -> Spot:
    """Paths in a revision. Raises `UsageError` when it is not here, with the ``git fetch`` that brings it."""
    commit = find_commit(name)
    shown = commit[:SHORT] if name == commit else f"{name}@{commit[:SHORT]}"
    return Spot(paths, commit, f"{shown}:")


def against_merge_base(target: str, paths: tuple[str, ...]) -> Spot:
    """
    The paths where this branch left the target branch: the merge base of `HEAD` and `target`.

    Raises `UsageError` when git does not have it, with the command that brings it.
    """
    commit = merge_base(target)
    return Spot(paths, commit, f"{target}@{commit[:SHORT]}:")
