"""
Where files are read from: the disk, a revision of git (`revision`), unsaved buffers over another tree, or memory.

Everything that reads files goes through a `Tree`. A path is a text as findings show it, with ``/``: relative to the
working directory, or absolute. A tree that is `Watched` remembers what it was asked, which is what a result depends on.
"""

from __future__ import annotations

import os
import posixpath
import stat
from collections.abc import Mapping
from typing import Protocol

from mvnetgen.text.errors import InputError
from mvnetgen.text.source import LARGEST_FILE, Span

_FLAGS = os.O_RDONLY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class Tree(Protocol):
    """Files and folders by their paths. What leads out of the repository by a link is not read."""

    def read(self, path: str, most: int = LARGEST_FILE) -> bytes:
        """
        The bytes of a file; of one that is too large one more than `most`.

        Raises `InputError` with the path for what cannot be read: missing, a folder, a device, a link that leads out of
        the repository.
        """

    def list(self, path: str, endings: tuple[str, ...] = ("",)) -> list[str]:
        """
        The names in a folder that have one of the endings, sorted. The name of a folder ends with a slash, and a link to
        one is none. Raises `InputError`.
        """

    def exists(self, path: str) -> bool:
        """Whether there is a file or folder that may be read."""

    def is_folder(self, path: str) -> bool:
        """Whether there is a folder that may be read; a link to one is one."""

    def contains(self, path: str) -> bool:
        """Whether a path lies in the repository, links followed: what a configuration names itself must."""

    def identity(self, path: str) -> str:
        """One text for all paths that name one place: the path from the top of the tree. Links are not followed."""


class Disk:
    """The disk. `root` is the repository: what lies in it must not lead out of it."""

    def __init__(self, root: str | None = None) -> None:
        """A tree whose files lie below the absolute path `root`; without one, any file may be read."""
        self.root = self.identity(root) if root else None
        self._real = os.path.realpath(root).replace(os.sep, "/") if root else None
        self._inside: set[str] = set()
        """Folders that lie where they seem to."""
        self._links: set[str] = set()
        """Links in these folders."""

    def read(self, path: str, most: int = LARGEST_FILE) -> bytes:
        """The bytes of a file."""
        self._refuse_what_leads_out(path)
        try:
            handle = os.open(path, _FLAGS)
        except OSError as error:
            raise unreadable(path, error) from error
        except ValueError as error:  # a NUL byte in the path
            raise InputError("cannot be read: not a valid path", Span.point(path)) from error
        try:
            found = os.fstat(handle)
            if not stat.S_ISREG(found.st_mode) and not path.startswith("/dev/"):
                what = "a directory" if stat.S_ISDIR(found.st_mode) else "a FIFO, a device or a socket"
                raise InputError(f"is {what}, and one file is needed here", Span.point(path))
            if stat.S_ISREG(found.st_mode):
                return os.read(handle, min(found.st_size, most + 1))
            os.set_blocking(handle, True)  # a shell's <(…) is a FIFO below /dev
            return _all_of(handle, most)
        except OSError as error:
            raise unreadable(path, error) from error
        finally:
            os.close(handle)

    def list(self, path: str, endings: tuple[str, ...] = ("",)) -> list[str]:
        """The names in a folder."""
        self._refuse_what_leads_out(path)
        inside = self.root is not None and self.identity(path)
        names = []
        try:
            with os.scandir(path or ".") as entries:
                for entry in entries:
                    name = entry.name + "/" if entry.is_dir(follow_symlinks=False) else entry.name
                    if name.endswith(endings):
                        names.append(name)
                    if inside and entry.is_symlink():
                        self._links.add(f"{inside.rstrip('/')}/{entry.name}")
        except (OSError, ValueError) as error:
            raise unreadable(path, error) from error
        if inside and inside not in self._links:
            self._inside.add(inside)
        return sorted(names)

    def exists(self, path: str) -> bool:
        """Whether there is a file or folder."""
        try:
            return os.path.exists(path) and not self._leads_out(path)  # noqa: PTH110
        except ValueError:
            return False

    def is_folder(self, path: str) -> bool:
        """Whether there is a folder."""
        try:
            return os.path.isdir(path or ".") and not self._leads_out(path)  # noqa: PTH112
        except ValueError:
            return False

    def contains(self, path: str) -> bool:
        """Whether a path lies below the root, links followed."""
        try:
            return self.root is None or (_below(self.identity(path), self.root) and not self._leads_out(path))
        except ValueError:
            return False

    def identity(self, path: str) -> str:
        """The absolute path."""
        return os.path.abspath(path).replace(os.sep, "/")  # noqa: PTH100  the tree is walked with strings

    def _refuse_what_leads_out(self, path: str) -> None:
        if self._leads_out(path):
            message = "is a link that leads out of the repository, and is not followed; put the file itself here"
            raise InputError(message, Span.point(path))

    def _leads_out(self, path: str) -> bool:
        if self.root is None or self._real is None:
            return False
        whole = self.identity(path)
        if whole not in self._links and whole.rpartition("/")[0] in self._inside:
            return False
        if not _below(whole, self.root):
            return False  # outside by its name: somebody named it
        return not _below(os.path.realpath(path or ".").replace(os.sep, "/"), self._real)


def _below(path: str, root: str) -> bool:
    return path == root or path.startswith(root.rstrip("/") + "/")


def _all_of(handle: int, most: int) -> bytes:
    parts, size = [], 0
    while size <= most and (part := os.read(handle, 1 << 20)):
        parts.append(part)
        size += len(part)
    return b"".join(parts)


def unreadable(path: str, error: OSError | ValueError) -> InputError:
    """What to say about a file or folder that the system does not let us read."""
    if isinstance(error, FileNotFoundError):
        what = "is a link to what does not exist" if os.path.islink(path) else "does not exist"  # noqa: PTH114
        return InputError(what, Span.point(path))
    reason = error.strerror if isinstance(error, OSError) and error.strerror else type(error).__name__
    return InputError(f"cannot be read: {reason.lower()}", Span.point(path))


class Memory:
    """Files by their paths, relative to the top. Nothing leads out of it."""

    def __init__(self, files: Mapping[str, bytes | str]) -> None:
        """A tree of some files."""
        self.files = {
            self.identity(path): data.encode() if isinstance(data, str) else data for path, data in files.items()
        }

    def read(self, path: str, most: int = LARGEST_FILE) -> bytes:
        """The bytes of a file."""
        whole = self.identity(path)
        if whole in self.files:
            return self.files[whole][: most + 1]
        what = "is a directory, and one file is needed here" if self.is_folder(path) else "does not exist"
        raise InputError(what, Span.point(path))

    def list(self, path: str, endings: tuple[str, ...] = ("",)) -> list[str]:
        """The names in a folder."""
        if not self.is_folder(path):
            raise InputError("does not exist", Span.point(path))
        top = self.identity(path).rstrip("/") + "/"
        below = (whole[len(top) :].partition("/") for whole in self.files if whole.startswith(top))
        return sorted(name for name in {name + slash for name, slash, _ in below} if name.endswith(endings))

    def exists(self, path: str) -> bool:
        """Whether there is a file or folder."""
        return self.identity(path) in self.files or self.is_folder(path)

    def is_folder(self, path: str) -> bool:
        """Whether there is a folder."""
        top = self.identity(path).rstrip("/") + "/"
        return top == "/" or any(whole.startswith(top) for whole in self.files)

    def contains(self, path: str) -> bool:
        """Whether a path does not lead above the top."""
        return not posixpath.normpath(path).startswith("..")

    def identity(self, path: str) -> str:
        """The path from the top."""
        return posixpath.normpath(f"/{path}").replace("//", "/")


class Overlay:
    """Another tree with some files as they are in unsaved buffers."""

    def __init__(self, below: Tree, buffers: Mapping[str, bytes]) -> None:
        """`buffers` may change: the tree shows what is in it at the time it is asked. By path."""
        self.below = below
        self.buffers = buffers

    def _buffer(self, path: str) -> bytes | None:
        found = self.buffers.get(path)
        if found is None and self.buffers:
            whole = self.identity(path)
            found = next((data for name, data in self.buffers.items() if self.identity(name) == whole), None)
        return found

    def read(self, path: str, most: int = LARGEST_FILE) -> bytes:
        """The bytes of a buffer, or else of a file."""
        found = self._buffer(path)
        return self.below.read(path, most) if found is None else found

    def list(self, path: str, endings: tuple[str, ...] = ("",)) -> list[str]:
        """The names in a folder, those of new buffers among them."""
        top = self.identity(path).rstrip("/") + "/"
        inside = (self.identity(name)[len(top) :] for name in self.buffers if self.identity(name).startswith(top))
        here = {name + slash for name, slash, _ in (each.partition("/") for each in inside)}
        names = {name for name in here if name.endswith(endings)}
        if here and not self.below.is_folder(path):
            return sorted(names)
        return sorted(names.union(self.below.list(path, endings)))

    def exists(self, path: str) -> bool:
        """Whether there is a buffer, file or folder."""
        return self._buffer(path) is not None or self.below.exists(path)

    def is_folder(self, path: str) -> bool:
        """Whether there is a folder."""
        top = self.identity(path).rstrip("/") + "/"
        return self.below.is_folder(path) or any(self.identity(name).startswith(top) for name in self.buffers)

    def contains(self, path: str) -> bool:
        """That of the tree below."""
        return self.below.contains(path)

    def identity(self, path: str) -> str:
        """That of the tree below."""
        return self.below.identity(path)
