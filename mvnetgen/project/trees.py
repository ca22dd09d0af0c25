"""Which tree a path is read from: the disk, bounded by the repository around it, or a revision of git."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from mvnetgen.project.config import repository_root
from mvnetgen.text.tree import Disk, Tree


def tree_at(path: str, revision: str = "") -> Tree:
    """
    The tree in which a path (of the working directory) lies: the commit `revision`, or the disk.

    What is read from the disk stays inside of the repository around the path; where there is none, of the working directory
    and of what lies between it and the path.
    """
    if revision:
        return _revision(revision)
    return Disk(str(_bounds(Path(os.path.abspath(path)))))  # noqa: PTH100  without steps that lead up and down


@cache
def _revision(commit: str) -> Tree:
    from mvnetgen.text.revision import Revision  # noqa: PLC0415 - starts processes, and is asked for seldom

    return Revision(commit)


def _bounds(path: Path) -> Path:
    """The folder that nothing read for an absolute path may lie outside of."""
    root = repository_root(path)
    if root is not None:
        return root
    shared = Path(os.path.commonpath([Path.cwd(), path]))
    return shared if shared != Path(shared.anchor) else path.parent
