"""
What a judgement looked at on the disk, so that a later run can tell whether the same one would come out again.

A file counts by its content, a folder by the names in it. What was missing counts as well: it may be there the next time.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable, Mapping
from pathlib import Path

from mvnetgen.text.source import LARGEST_FILE

State = bytes
Seen = Mapping[tuple[str, str], State]
"""By what was asked (a key of `ASKED`) and the path: the answer."""

MISSING: State = b"missing"
IN_MODULES = (".tf", ".tofu", ".tfvars", ".json")
"""Names in a folder that can change what its module means."""

_FLAGS = os.O_RDONLY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class Footprint:
    """Everything that one judgement looked at."""

    def __init__(self) -> None:
        self.seen: dict[tuple[str, str], State] = {}
        self.whole = True
        """Whether this is all: False when the state of something cannot be told."""

    def read(self, path: Path, data: bytes) -> None:
        """Note a file that was read, wherever it lies."""
        self._note("file", str(path), state_of_content(data))

    def file(self, path: Path) -> None:
        """Note a file before it is read, or asked for, when it also matters where it really lies."""
        self._note("file in its place", str(path), state_of_placed_file(str(path)))

    def folder(self, path: Path) -> None:
        """Note a folder before the names in it are read, or it is asked for; where it really lies matters too."""
        self._note("folder", str(path), state_of_folder(str(path)))

    def beyond(self) -> None:
        """Note that something was looked at whose state cannot be told."""
        self.whole = False

    def _note(self, asked: str, path: str, state: State | None) -> None:
        if state is None or self.seen.setdefault((asked, path), state) != state:
            self.whole = False


def unchanged(seen: Seen) -> bool:
    """Whether everything still is in the state in which it was seen."""
    return all(ASKED[asked](path) == state for (asked, path), state in seen.items())


def state_of_content(data: bytes) -> State:
    """The state of a file with this content."""
    return hashlib.blake2b(data, digest_size=20).digest()


def state_of_file(path: str) -> State | None:
    """The state of a file; None when it cannot be told."""
    try:
        handle = os.open(path, _FLAGS)
    except (FileNotFoundError, NotADirectoryError):
        return MISSING
    except (OSError, ValueError):
        return None
    try:
        found = os.fstat(handle)
        if stat.S_ISDIR(found.st_mode):
            return b"directory"
        if not stat.S_ISREG(found.st_mode):
            return None
        return state_of_content(os.read(handle, min(found.st_size, LARGEST_FILE) + 1))
    except OSError:
        return None
    finally:
        os.close(handle)


def state_of_placed_file(path: str) -> State | None:
    """The state of a file, with where it really lies."""
    state = state_of_file(path)
    return None if state is None else _place(path) + state


def state_of_folder(path: str) -> State | None:
    """The names of the files in a folder, with where it really lies; None when that cannot be told."""
    try:
        names = sorted(name for name in os.listdir(path) if name.endswith(IN_MODULES))  # noqa: PTH208  names are enough
    except (FileNotFoundError, NotADirectoryError):
        return MISSING
    except (OSError, ValueError):
        return None
    return _place(path) + state_of_content("\0".join(names).encode("utf-8", "surrogateescape"))


def _place(path: str) -> bytes:
    return state_of_content(os.path.realpath(path).encode("utf-8", "surrogateescape"))


ASKED: Mapping[str, Callable[[str], State | None]] = {
    "file": state_of_file,
    "file in its place": state_of_placed_file,
    "folder": state_of_folder,
}
