"""Patterns in the way of ``.gitignore``, and the files that hold them."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mvnetgen.text.errors import InputError
from mvnetgen.text.tree import Tree

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec


@dataclass(frozen=True, slots=True)
class Ignored:
    """A ``.gitignore``, and those of the folders above it. Paths are identities of a tree."""

    directory: str
    """With a slash at its end."""
    spec: GitIgnoreSpec
    above: Ignored | None

    def covers(self, path: str) -> bool:
        """Whether a path is ignored; that of a folder ends with a slash. The nearest pattern that matches decides."""
        at: Ignored | None = self
        while at is not None:
            decided = at.spec.check_file(path[len(at.directory) :]).include
            if decided is not None:
                return decided
            at = at.above
        return False


def ignore_spec(lines: Iterable[str]) -> GitIgnoreSpec:
    """Patterns as git reads them."""
    from pathspec import GitIgnoreSpec  # noqa: PLC0415 - needed here alone, and slow to load

    return GitIgnoreSpec.from_lines(lines)


def gitignore(path: str, tree: Tree, above: Ignored | None) -> Ignored | None:
    """What holds in a folder with a ``.gitignore``; one that cannot be read changes nothing."""
    try:
        text = tree.read(f"{path}/.gitignore").decode("utf-8", "replace")
    except InputError:
        return above
    try:
        return Ignored(tree.identity(path).rstrip("/") + "/", ignore_spec(text.splitlines()), above)
    except ValueError:
        return above


def ignored_above(path: str, tree: Tree) -> Ignored | None:
    """What the ``.gitignore`` files above a folder say about it, up to the top of its repository."""
    parents: list[str] = []
    at = path
    while not tree.exists(f"{at}/.git"):
        at = posixpath.normpath(f"{at}/..")
        if not tree.contains(at):
            break
        parents.append(at)
    ignored: Ignored | None = None
    for parent in reversed(parents):
        ignored = gitignore(parent, tree, ignored)
    return ignored
