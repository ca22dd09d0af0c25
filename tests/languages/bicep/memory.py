"""Files in memory or below a folder, as an evaluation reads them."""

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Memory:
    """Files by their paths."""

    files: Mapping[str, str | bytes]

    def read(self, path: str) -> bytes:
        if path not in self.files:
            raise FileNotFoundError(path)
        content = self.files[path]
        return content if isinstance(content, bytes) else content.encode()

    def exists(self, path: str) -> bool:
        return path in self.files

    def list(self, path: str) -> tuple[str, ...]:
        return tuple(posixpath.basename(each) for each in self.files if posixpath.dirname(each) == path)


@dataclass(frozen=True)
class Folder:
    """The files below a folder, and none outside of it."""

    root: Path

    def _inside(self, path: str) -> Path:
        found = (self.root / path).resolve()
        if not found.is_relative_to(self.root.resolve()):
            raise FileNotFoundError(path)
        return found

    def read(self, path: str) -> bytes:
        return self._inside(path).read_bytes()

    def exists(self, path: str) -> bool:
        return self._inside(path).is_file()

    def list(self, path: str) -> tuple[str, ...]:
        return tuple(each.name for each in self._inside(path).iterdir() if each.is_file())
