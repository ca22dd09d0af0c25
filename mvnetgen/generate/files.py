"""Generated files on disk: all of a generation or none, and never over what somebody else wrote."""

from __future__ import annotations

import contextlib
import difflib
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from mvnetgen.text.errors import OutputError
from mvnetgen.text.output import discard, put, stage, staged_pattern
from mvnetgen.text.source import is_generated

PATTERNS = ("*.tf", "*.tfvars", "README.md", "*.bicep", "*.bicepparam", "modules/*.bicep")
"""Where a generation may have left files that the next one no longer has."""


@dataclass(frozen=True)
class Change:
    """A file that is not on disk as it was generated."""

    path: Path
    before: str | None
    """None: it does not exist. Empty for what is no text."""
    after: str | None
    """None: the generation no longer has it."""
    raw: bytes | None = None
    """The bytes of `before`, to be put back as they were."""
    left_over: bool = False
    """A temporary file of a generation that was cut short."""

    def diff(self) -> str:
        """What would change, as a unified diff."""
        name = self.path.as_posix()
        lines = difflib.unified_diff(
            (self.before or "").splitlines(keepends=True),
            (self.after or "").splitlines(keepends=True),
            name if self.before is not None else "/dev/null",
            name if self.after is not None else "/dev/null",
        )
        return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def changes(folder: Path, files: Mapping[str, str]) -> list[Change]:
    """
    What has to change in a folder for it to hold the generated files, and no others of ours.

    Line ends do not count: git on Windows makes them anew at every checkout.

    Raises `OutputError` for what cannot be read, and for what stands in the place of a file and is none: a folder, a link,
    a FIFO, a device.
    """
    for name in files:
        _check_place(folder, name)
    wanted = {folder / name: text for name, text in files.items()}
    found = [_change(path, text) for path, text in wanted.items()]
    stale = [_change(path, None) for path in _generated(folder) if path not in wanted]
    cut_short = [Change(path, None, None, left_over=True) for path in _left_over(folder)]
    return [*(each for each in [*found, *stale] if each.after not in _readings(each.before)), *cut_short]


def _check_place(folder: Path, name: str) -> None:
    """Raises `OutputError` unless a file can stand there, and only there."""
    path = folder
    *above, last = Path(name).parts
    for step in above:
        path /= step
        kind = _kind(path)
        if kind not in (None, "a directory"):
            raise OutputError(f"{path.as_posix()}: not a directory but {kind}")
    kind = _kind(path / last)
    if kind not in (None, "a file"):
        raise OutputError(f"{(path / last).as_posix()}: is {kind}, and a file is to be written there")


_KINDS = (
    (stat.S_ISREG, "a file"),
    (stat.S_ISDIR, "a directory"),
    (stat.S_ISLNK, "a link"),
    (stat.S_ISFIFO, "a FIFO"),
    (stat.S_ISSOCK, "a socket"),
)


def _kind(path: Path) -> str | None:
    """What stands at a path, links not followed; None when nothing does."""
    try:
        mode = path.lstat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError) as error:
        raise OutputError(f"{path.as_posix()}: {getattr(error, 'strerror', None) or error}") from error
    return next((name for test, name in _KINDS if test(mode)), "a device")


def _change(path: Path, after: str | None) -> Change:
    raw = _read(path)
    return Change(path, None if raw is None else _text(raw), after, raw)


def _readings(text: str | None) -> tuple[str | None, ...]:
    return (text,) if text is None else (text, text.replace("\r\n", "\n"))


def ours(folder: Path) -> dict[str, str]:
    """The texts of what an earlier generation wrote to a folder, by name. Raises `OutputError` for what cannot be read."""
    return {path.relative_to(folder).as_posix(): _text(_read(path) or b"") for path in _generated(folder)}


def _generated(folder: Path) -> Iterator[Path]:
    """The files in a folder that an earlier generation wrote."""
    for pattern in PATTERNS:
        for path in sorted(folder.glob(pattern)):
            if _kind(path) == "a file" and is_generated(_text(_read(path) or b"")):
                yield path


def _left_over(folder: Path) -> Iterator[Path]:
    """What a generation that was killed has staged and not put in its place."""
    for pattern in PATTERNS:
        above, _, name = pattern.rpartition("/")
        for path in sorted((folder / above).glob(staged_pattern(name))):
            if _kind(path) == "a file":
                yield path


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise OutputError(_sentence(path, error)) from error


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return ""  # whatever it is, we have not written it


def apply(wanted: list[Change], *, force: bool = False) -> None:
    """
    Makes every change, or none.

    Raises `OutputError` when a file would be overwritten that mvnetgen did not write (unless `force`), and when the disk
    refuses; what was done until then is undone.
    """
    foreign = [each.path for each in wanted if each.raw is not None and not is_generated(each.before)]
    if foreign and not force:
        names = ", ".join(path.as_posix() for path in foreign)
        raise OutputError(f"{names}: not written by mvnetgen, so not overwritten; --force does it")
    done: list[Change] = []
    made: list[Path] = []
    staged: list[tuple[Change, Path]] = []
    try:
        for change in wanted:
            if change.after is not None:
                made += _make_folder(change.path.parent)
                staged.append((change, stage(change.path, change.after.encode("utf-8"))))
        for change, temporary in staged:
            put(temporary, change.path)
            done.append(change)
        for change in wanted:
            if change.after is None:
                change.path.unlink()
                done.append(change)
    except OSError as error:
        _undo(done, [temporary for _, temporary in staged], made)
        raise OutputError(_sentence(Path(error.filename or wanted[0].path), error)) from error


def _make_folder(folder: Path) -> list[Path]:
    """Makes a folder and its parents; the ones that were not there, outermost first."""
    missing: list[Path] = []
    while not folder.exists():
        missing.insert(0, folder)
        folder = folder.parent
    for each in missing:
        each.mkdir()
    return missing


def _undo(done: list[Change], temporaries: list[Path], made: list[Path]) -> None:
    for change in reversed(done):
        with contextlib.suppress(OSError):
            if change.raw is not None:
                change.path.write_bytes(change.raw)
            elif not change.left_over:
                change.path.unlink()
    for temporary in temporaries:
        discard(temporary)
    for folder in reversed(made):
        with contextlib.suppress(OSError):
            folder.rmdir()


def _sentence(path: Path, error: OSError) -> str:
    return f"{path.as_posix()}: {(error.strerror or type(error).__name__).lower()}"
