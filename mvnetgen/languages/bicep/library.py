"""The files of one repository, as an evaluation reads them: each once, and it is remembered which."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field

from mvnetgen.languages.arm_json.deploy import Files
from mvnetgen.languages.bicep.declarations import Declarations, declare
from mvnetgen.languages.bicep.parse import parse
from mvnetgen.languages.bicep.text import decode
from mvnetgen.text.errors import MvnetgenError
from mvnetgen.text.source import Span
from mvnetgen.text.tree import Tree

LARGEST = 16 * 1024 * 1024
"""Bytes of a file that is read."""


def beside(path: str, relative: str) -> str:
    """A path that is written in a file, from where that file's own path starts."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), relative))


@dataclass
class Library:
    """What was read of a tree."""

    tree: Tree
    cache: Tree | None = None
    """The folder into which the compiler restores modules of registries (``~/.bicep``), when it may be looked at."""
    files: dict[str, Declarations | None] = field(default_factory=dict)
    contents: dict[str, bytes | None] = field(default_factory=dict)
    twice: dict[str, list[tuple[str, Span, Span]]] = field(default_factory=dict)
    """By path the keys that stand twice in an object of a file that is loaded."""

    def __post_init__(self) -> None:
        self.templates = Files(self.tree)
        """The templates in JSON."""
        self.restored = Files(self.cache) if self.cache else None
        """Those of registries."""

    def content(self, path: str) -> bytes | None:
        """The bytes of a file; None when it is not there, or too large."""
        if path not in self.contents:
            try:
                found: bytes | None = self.tree.read(path) if self.tree.contains(path) else None
            except MvnetgenError:
                found = None
            self.contents[path] = found if found is None or len(found) <= LARGEST else None
        return self.contents[path]

    def declarations(self, path: str) -> Declarations | None:
        """What a Bicep file declares; None when it is not there."""
        if path not in self.files:
            data = self.content(path)
            self.files[path] = None if data is None else declare(parse(path, decode(data)))
        return self.files[path]

    def names_in(self, path: str) -> tuple[str, ...]:
        """The names of the files in a folder."""
        try:
            names = self.tree.list(path) if self.tree.contains(path) else []
            return tuple(name for name in names if not name.endswith("/"))
        except MvnetgenError:
            return ()

    @property
    def read(self) -> tuple[str, ...]:
        """The paths of everything that was there."""
        found = [path for path, data in self.contents.items() if data is not None]
        return tuple(dict.fromkeys([*found, *(each.path for each in self.templates.readings)]))
