"""Text to a file: all of it or none."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from pathlib import Path

from mvnetgen.errors import OutputError


def write_file(path: Path, text: str) -> None:
    """
    Writes text in UTF-8, line ends as they are; the file is the old one or the new one at every moment.

    Follows a symbolic link, keeps the mode of a file that was there, and writes straight into what is no regular file
    (``/dev/stdout``). Raises `OutputError` when it cannot be written: no permission, no space, no such folder.
    """
    data = text.encode("utf-8", "backslashreplace")
    try:
        target = path.resolve()
        mode = target.stat().st_mode if target.exists() else None
        if mode is not None and not stat.S_ISREG(mode):
            with path.open("wb") as stream:
                stream.write(data)
            return
        _replace(target, data, mode)
    except (OSError, RuntimeError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise OutputError(f"{path.as_posix()}: cannot be written: {reason.lower()}") from error


def _replace(target: Path, data: bytes, mode: int | None) -> None:
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        if mode is None:
            mask = os.umask(0)
            os.umask(mask)
            mode = 0o666 & ~mask
        Path(name).chmod(stat.S_IMODE(mode))
        Path(name).replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
