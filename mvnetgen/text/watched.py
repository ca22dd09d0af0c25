"""A tree that remembers what it was asked: whoever asks the same again and gets the same answers comes to the same result."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from contextlib import suppress

from mvnetgen.text.errors import InputError
from mvnetgen.text.source import LARGEST_FILE
from mvnetgen.text.tree import Tree

Seen = Mapping[str, str]
"""By question and path (``read:infra/main.tf``): the digest of the answer."""


class Watched:
    """Another tree, and everything that it was asked."""

    def __init__(self, tree: Tree) -> None:
        """Watches over a tree from now on."""
        self.tree = tree
        self.seen: dict[str, str] = {}
        self.steady = True
        """False when two answers to one question differed: nothing can be said of a later one."""

    def read(self, path: str, most: int = LARGEST_FILE) -> bytes:
        """The bytes of a file. What may be large is not asked for a second time: reading it is half of the work."""
        if most > LARGEST_FILE:
            self.steady = False
            return self.tree.read(path, most)
        try:
            data = self.tree.read(path)
        except InputError as error:
            self._note("read", path, _failed(error))
            raise
        self._note("read", path, digest(data))
        return data

    def list(self, path: str, endings: tuple[str, ...] = ("",)) -> list[str]:
        """The names in a folder."""
        question = f"list {' '.join(endings)}"
        try:
            names = self.tree.list(path, endings)
        except InputError as error:
            self._note(question, path, _failed(error))
            raise
        self._note(question, path, digest("\0".join(names).encode("utf-8", "surrogateescape")))
        return names

    def exists(self, path: str) -> bool:
        """Whether there is a file or folder."""
        found = self.tree.exists(path)
        self._note("exists", path, str(found))
        return found

    def is_folder(self, path: str) -> bool:
        """Whether there is a folder."""
        found = self.tree.is_folder(path)
        self._note("is_folder", path, str(found))
        return found

    def contains(self, path: str) -> bool:
        """Whether a path lies in the repository."""
        found = self.tree.contains(path)
        self._note("contains", path, str(found))
        return found

    def identity(self, path: str) -> str:
        """That of the tree."""
        return self.tree.identity(path)

    def _note(self, question: str, path: str, answer: str) -> None:
        if self.seen.setdefault(f"{question}:{path}", answer) != answer:
            self.steady = False


def unchanged(seen: Seen, tree: Tree) -> bool:
    """Whether a tree gives the same answers again."""
    for asked, answer in seen.items():
        question, _, path = asked.partition(":")
        again = Watched(tree)
        with suppress(InputError):
            _ask(again, question, path)
        if again.seen.get(asked) != answer:
            return False
    return True


def _ask(tree: Watched, question: str, path: str) -> None:
    match question:
        case "read":
            tree.read(path)
        case "exists":
            tree.exists(path)
        case "contains":
            tree.contains(path)
        case "is_folder":
            tree.is_folder(path)
        case _:
            tree.list(path, tuple(question.removeprefix("list ").split(" ")))


def digest(data: bytes) -> str:
    """A short text that differs for different bytes."""
    return hashlib.blake2b(data, digest_size=20).hexdigest()


def _failed(error: InputError) -> str:
    return f"error: {error.message}"
