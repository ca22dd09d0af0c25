"""Text to a file: all of it or none."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from pathlib import Path

from mvnetgen.text.errors import OutputError


def write_file(path: Path, text: str) -> None:
    """
    Writes text in UTF-8, line ends as they are; the file is the old one or the new one at every moment.

    Follows a symbolic link, keeps the mode of a file that was there, and writes straight into what is no regular file
    (``/dev/stdout``). Raises `OutputError` when it cannot be written: no permission, no space, no such folder.
    """
    data = text.encode("utf-8", "backslashreplace")
    try:
        target = path.resolve()
        if target.exists() and not target.is_file():
            with path.open("wb") as stream:
                stream.write(data)
            return
        put(stage(target, data, sync=True), target)
    except (OSError, RuntimeError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise OutputError(f"{path.as_posix()}: cannot be written: {reason.lower()}") from error


def stage(target: Path, data: bytes, *, sync: bool = False) -> Path:
    """
    The data in a new file beside the one that it is to become, with its mode; `put` is the one step left.

    `sync` waits for the disk: for what cannot be made again. A file that is not there gets the usual mode. Raises
    `OSError`, and leaves nothing behind then.
    """
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=_STAGED, dir=target.parent)
    staged = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            if sync:
                stream.flush()
                os.fsync(stream.fileno())
        staged.chmod(_mode(target))
    except BaseException:
        discard(staged)
        raise
    return staged


_STAGED = ".new"


def staged_pattern(name: str) -> str:
    """What matches the files that `stage` makes for the files that a pattern matches: such as a killed run leaves behind."""
    return f".{name}.????????{_STAGED}"


def put(staged: Path, target: Path) -> None:
    """A staged file in its place. Raises `OSError`, and removes it then."""
    try:
        staged.replace(target)
    except BaseException:
        discard(staged)
        raise


def discard(staged: Path) -> None:
    """Removes a staged file, if it is still there."""
    with contextlib.suppress(OSError):
        staged.unlink(missing_ok=True)


def _mode(target: Path) -> int:
    """The mode of the file that is replaced, or that of a file made the usual way."""
    try:
        return stat.S_IMODE(target.stat().st_mode)
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
