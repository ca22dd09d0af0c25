"""
What is worth keeping between two runs, by content: files as they were parsed, modules as they were judged.

A cache is a folder of the user's own. Everything in it may vanish or be damaged at any time: that costs time, never a
result. Nothing here raises for a full disk, a read-only home or a torn file.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import time
from pathlib import Path

import platformdirs

BYTES = 64 * 1024 * 1024
"""How large the folder of a cache may grow before the entries used longest ago go."""

SWEEP_EVERY = 64
"""Entries written between two looks at the size of the folder."""

SEAL = 16
"""Bytes of the checksum before each entry."""


def cache_directory() -> Path | None:
    """
    The folder for caches: ``MVNETGEN_CACHE_DIR``, else where the platform keeps caches; made when missing.

    None when there is none that can be made, or ``MVNETGEN_CACHE_DIR`` is set and empty.
    """
    named = os.environ.get("MVNETGEN_CACHE_DIR")
    if named is not None and not named:
        return None
    try:
        path = Path(named) if named else platformdirs.user_cache_path("mvnetgen", appauthor=False)
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except (OSError, RuntimeError):  # no home directory
        return None
    return path


def seal(data: bytes) -> bytes:
    """The checksum of an entry."""
    return hashlib.blake2b(data, digest_size=SEAL).digest()


def read_checked(path: Path) -> bytes | None:
    """What `write_checked` wrote; None when it is missing or not whole."""
    try:
        content = path.read_bytes()
    except OSError:
        return None
    found, data = content[:SEAL], content[SEAL:]
    return data if found == seal(data) else None


def write_checked(path: Path, data: bytes) -> bool:
    """Write an entry in one step, so that no reader sees half of it. False when it could not be written."""
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    except OSError:
        return False
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(seal(data))
            file.write(data)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        return False
    return True


class Cache:
    """A bounded folder of entries by key."""

    def __init__(self, directory: Path, version: str, limit: int = BYTES) -> None:
        """
        A cache in a folder; `version` names what wrote it, and entries of other versions are not seen.

        `limit` is in bytes and holds for all versions together.
        """
        self.directory = directory
        self.version = version.encode()
        self.limit = limit
        self.written = 0

    def path(self, key: bytes) -> Path:
        """Where the entry of a key is."""
        name = hashlib.blake2b(key, key=hashlib.blake2b(self.version).digest(), digest_size=20).hexdigest()
        return self.directory / f"{name}.entry"

    def get(self, key: bytes) -> bytes | None:
        """The entry of a key, or None."""
        path = self.path(key)
        data = read_checked(path)
        if data is not None:
            try:
                if time.time() - path.stat().st_mtime > 3600:
                    os.utime(path)
            except OSError:
                pass
        return data

    def put(self, key: bytes, data: bytes) -> None:
        """Keep an entry. What is larger than a quarter of the cache is not kept."""
        if len(data) > self.limit // 4:
            return
        if write_checked(self.path(key), data):
            self.written += 1
            if self.written % SWEEP_EVERY == 1:
                self.sweep()

    def sweep(self) -> None:
        """Remove the entries used longest ago until three quarters of the limit are kept; and what a crash left."""
        entries = []
        try:
            with os.scandir(self.directory) as found:
                for entry in found:
                    if entry.name.endswith(".entry"):
                        stat = entry.stat()
                        entries.append((stat.st_mtime, stat.st_size, entry.path))
                    elif entry.name.startswith(".new-") and time.time() - entry.stat().st_mtime > 3600:
                        Path(entry.path).unlink(missing_ok=True)
        except OSError:  # another run sweeps at the same time
            return
        total = sum(size for _, size, _ in entries)
        if total <= self.limit:
            return
        for _, size, path in sorted(entries):
            if total <= self.limit * 3 // 4:
                return
            try:
                Path(path).unlink(missing_ok=True)
            except OSError:
                continue
            total -= size


class NullCache(Cache):
    """Keeps nothing: ``--no-cache``, or no folder to keep it in."""

    def __init__(self) -> None:
        super().__init__(Path(), "")

    def get(self, key: bytes) -> bytes | None:  # noqa: ARG002  it keeps nothing, so it asks nothing
        """Nothing is kept."""
        return None

    def put(self, key: bytes, data: bytes) -> None:
        """Keep nothing."""


def open_cache(name: str, version: str, *, enabled: bool = True) -> Cache:
    """The cache of a name below `cache_directory`, or one that keeps nothing."""
    directory = cache_directory() if enabled else None
    if directory is None:
        return NullCache()
    folder = directory / name
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError:
        return NullCache()
    return Cache(folder, version)
