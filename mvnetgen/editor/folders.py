"""The folders of a window, and which of them a document belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from mvnetgen.editor.folder import Folder, SettingsOf
from mvnetgen.project.config import NAMES, repository_root


class Folders:
    """Folders that are made when a document of theirs is opened."""

    def __init__(self, settings_of: SettingsOf) -> None:
        self.roots: set[Path] = set()
        """What the window shows."""
        self.buffers: dict[str, bytes] = {}
        """The open documents by their absolute paths."""
        self._settings_of = settings_of
        self._folders: dict[Path, Folder] = {}

    def __iter__(self) -> Iterator[Folder]:
        return iter(self._folders.values())

    def of(self, path: str) -> Folder:
        """The folder of a document: the nearest above it with a configuration, else the one that the window shows."""
        here = self._above(Path(path).parent)
        if here not in self._folders:
            self._folders[here] = Folder(here, self._settings_of, self.buffers)
        return self._folders[here]

    def _above(self, start: Path) -> Path:
        shown = [root for root in self.roots if start.is_relative_to(root)]
        top = max(shown, key=lambda root: len(root.parts), default=repository_root(start) or start)
        for folder in (start, *start.parents):
            if folder == top or any((folder / name).is_file() for name in NAMES):
                return folder
        return top

    def open(self, path: str, text: str) -> None:
        """Notes that a document was opened."""
        self.buffers[path] = text.encode("utf-8", "surrogatepass")
        for folder in self:
            folder.changed([path])

    def type(self, path: str, text: str) -> None:
        """Notes that a document was edited."""
        self.buffers[path] = text.encode("utf-8", "surrogatepass")
        for folder in self:
            folder.typed(path)

    def close(self, path: str) -> None:
        """Notes that a document was closed: what is on the disk counts again."""
        self.buffers.pop(path, None)
        for folder in self:
            folder.changed([path])

    def changed(self, paths: list[str]) -> None:
        """Notes that files came, went or changed on the disk."""
        names = {Path(path).name for path in paths}
        configuration = any(name.startswith(".mvnetgen") for name in names)
        if configuration:
            self._folders.clear()  # a new file may divide what was one folder
        for folder in self:
            folder.changed(paths, configuration=configuration)
