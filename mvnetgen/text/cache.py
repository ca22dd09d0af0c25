"""
What is worth keeping between two runs, by content: files as they were parsed, modules as they were judged.

A cache is a folder of the user's own. Everything in it may vanish or be damaged at any time: that costs time, never a
result. Nothing here raises for a full disk, a read-only home or a torn file.
"""

from __future__ import annotations

import hashlib
import os
import stat
import tempfile
import time
from pathlib import Path

BYTES = 64 * 1024 * 1024
"""How large the folder of a cache may grow before the entries used longest ago go."""

SWEEP_EVERY = 64
"""One write of so many, chosen by the name of the entry, looks at the size of the folder: a look costs as much as a run."""

SEAL = 16
"""Bytes of the checksum before each entry."""


def cache_directory() -> Path | None:
    """
    The folder for caches: ``MVNETGEN_CACHE_DIR``, else where the platform keeps caches; made when missing.

    None when there is none that can be made or trusted, or ``MVNETGEN_CACHE_DIR`` is set and empty.
    """
    named = os.environ.get("MVNETGEN_CACHE_DIR")
    if named is not None and not named:
        return None
    try:
        path = Path(named) if named else _platform_directory()
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except (OSError, RuntimeError):  # no home directory
        return None
    return path if is_own(path) else None


def _platform_directory() -> Path:
    import platformdirs  # noqa: PLC0415 - not needed when the folder is named

    return platformdirs.user_cache_path("mvnetgen", appauthor=False)


def is_own(path: Path) -> bool:
    """Whether a folder is the user's and nobody else can write into it: what they say is believed."""
    if not hasattr(os, "geteuid"):
        return True  # Windows: the folder of caches lies in the user's profile
    try:
        found = path.stat()
    except OSError:
        return False
    return found.st_uid == os.geteuid() and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


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

    keeps = True

    def __init__(self, directory: Path, version: str, limit: int = BYTES) -> None:
        """
        A cache in a folder; `version` names what wrote it, and entries of other versions are not seen.

        `limit` is in bytes and holds for all versions together.
        """
        self.directory = directory
        self.version = version.encode()
        self.limit = limit

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
        path = self.path(key)
        if write_checked(path, data) and int(path.name[:4], 16) % SWEEP_EVERY == 0:
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

    keeps = False

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
    return Cache(folder, version) if is_own(folder) else NullCache()
