"""What this installation is: results that an earlier one left in the cache must not be taken for its own."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from mvnetgen import __version__

READERS = ("hcl2", "lark", "yaml")
"""Packages that read for us: what they make of a file may change with them."""


@cache
def installation() -> str:
    """
    Changes whenever anything does that a result depends on: our code and tables, the packages that read for us, Python.

    Files are told apart by size and time, not content, and other packages by their first file: nothing is imported.
    """
    digest = hashlib.blake2b(f"{__version__}\0{sys.version}\0{Path(__file__).parent.parent}".encode(), digest_size=16)
    for name, state in sorted(_files(str(Path(__file__).parent.parent))):
        digest.update(f"\0{name}\0{state.st_size}\0{state.st_mtime_ns}".encode("utf-8", "surrogateescape"))
    for package in READERS:
        digest.update(f"\0{package}\0{_origin(package)}".encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def _files(folder: str) -> Iterator[tuple[str, os.stat_result]]:
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.endswith((".py", ".csv")):
                    yield entry.path, entry.stat()
                elif entry.name != "__pycache__" and entry.is_dir():
                    yield from _files(entry.path)
    except OSError:  # in an archive: the version has to do
        return


def _origin(package: str) -> str:
    try:
        found = importlib.util.find_spec(package)
        state = os.stat(found.origin) if found and found.origin else None  # noqa: PTH116  a text, not worth a Path
    except (ImportError, ValueError, OSError):
        return ""
    return f"{found.origin}\0{state.st_size}\0{state.st_mtime_ns}" if found and state else ""
