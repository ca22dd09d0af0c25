"""Which tree a path is read from: the disk, bounded by the repository around it, or a revision of git."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from mvnetgen.project.config import repository_root
from mvnetgen.text.tree import Disk, Tree


def tree_at(path: str, revision: str = "") -> Tree:
    """
    The tree in which a path (of the working directory) lies: the commit `revision`, or the disk.

    What is read from the disk stays inside of the repository around the path, or the working directory when there is none.
    """
    if revision:
        return _revision(revision)
    return Disk(str(repository_root(Path(path).absolute()) or Path.cwd()))


@cache
def _revision(commit: str) -> Tree:
    from mvnetgen.text.revision import Revision  # noqa: PLC0415 - starts processes, and is asked for seldom

    return Revision(commit)
