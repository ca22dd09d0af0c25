"""
Files as they are in a revision of git: blobs are read, nothing is checked out, and the user's settings of git do not matter.

Source of the formats: `git help cat-file` (``--batch``) and `git help hash-object`'s description of tree objects.
"""

from __future__ import annotations

import os
import posixpath
import subprocess
from dataclasses import dataclass
from functools import cached_property
from typing import IO

from mvnetgen.text.errors import InputError, UsageError
from mvnetgen.text.source import LARGEST_FILE, Span

_FOLDER, _LINK, _MODULE = "40000", "120000", "160000"
_MOST_LINKS = 16


def run_git(*words: str, folder: str = ".") -> str | None:
    """What a command of git prints, without the last line end; None when it fails. Raises `UsageError` without a git."""
    try:
        done = subprocess.run(  # noqa: S603
            ["git", "--no-replace-objects", *words],  # noqa: S607 - the user's own git
            cwd=folder,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
    except OSError as error:
        raise UsageError("git cannot be started, and a revision is asked for; install git") from error
    return done.stdout.decode("utf-8", "surrogateescape").removesuffix("\n") if done.returncode == 0 else None


def _environment() -> dict[str, str]:
    return {**os.environ, "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}


def find_commit(name: str, folder: str = ".") -> str:
    """
    The id of the commit that a name of git means: ``main``, ``HEAD~2``, ``a1b2c3``.

    Raises `UsageError` when there is none, with the ``git fetch`` that may bring it.
    """
    if name.startswith("-"):
        raise UsageError(f"`{name}` is no name of a revision")
    found = run_git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}", folder=folder)
    if found:
        return found.splitlines()[-1]
    if run_git("rev-parse", "--git-dir", folder=folder) is None:
        raise UsageError(f"`{name}` cannot be looked up: this is no repository of git")
    raise UsageError(f"there is no revision `{name}` here; {how_to_fetch(name, folder)}")


def merge_base(target: str, folder: str = ".") -> str:
    """
    The id of the commit at which the branch of `HEAD` left another one.

    Raises `UsageError` when git does not have it: with the ``git fetch`` that brings the branch, or, in a shallow clone,
    its history.
    """
    commit = find_commit(target, folder)
    found = run_git("merge-base", "HEAD", commit, folder=folder)
    if found:
        return found.splitlines()[0]
    if run_git("rev-parse", "--is-shallow-repository", folder=folder) == "true":
        remote = ((run_git("remote", folder=folder) or "").split() or ["origin"])[0]
        raise UsageError(
            f"where this branch left `{target}` is not in this shallow clone; run `git fetch --unshallow {remote}`"
        )
    raise UsageError(f"this branch and `{target}` have no commit in common")


def how_to_fetch(name: str, folder: str = ".") -> str:
    """The command that brings a revision into the clone, as the end of a sentence."""
    remote, slash, branch = name.partition("/")
    known = (run_git("remote", folder=folder) or "").split()
    if not known:
        return "the repository has no remote that it could come from"
    if not slash or remote not in known:
        remote, branch = known[0], name.removeprefix("refs/heads/")
    depth = " --depth=1" if run_git("rev-parse", "--is-shallow-repository", folder=folder) == "true" else ""
    into = "" if _is_id(branch) else f":refs/remotes/{remote}/{branch}"
    return f"run `git fetch{depth} {remote} {branch}{into}`"


def _is_id(text: str) -> bool:
    return len(text) >= 7 and all(letter in "0123456789abcdef" for letter in text)


@dataclass(frozen=True, slots=True)
class _Entry:
    mode: str
    object: str


class Revision:
    """The files of one commit. Paths are relative to the working directory, as those on the disk are."""

    def __init__(self, commit: str, folder: str = ".") -> None:
        """`commit` is the full id of a commit, `folder` where the working directory stands. Works in bare clones too."""
        self.commit = commit
        self.folder = folder
        self._folders: dict[str, dict[str, _Entry]] = {}
        self._process: subprocess.Popen[bytes] | None = None

    @cached_property
    def prefix(self) -> str:
        """The working directory as seen from the top of the repository; empty at the top."""
        return (run_git("rev-parse", "--show-prefix", folder=self.folder) or "").rstrip("/")

    @cached_property
    def top(self) -> str:
        """The absolute path of the work tree; that of the repository itself in a bare one."""
        found = run_git("rev-parse", "--show-toplevel", folder=self.folder)
        return found or os.path.abspath(self.folder)  # noqa: PTH100

    def read(self, path: str, most: int = LARGEST_FILE) -> bytes:
        """The bytes of a file; links are followed within the revision."""
        _, entry = self._resolved(path)
        if entry.mode in {_FOLDER, _MODULE}:
            raise InputError("is a directory, and one file is needed here", Span.point(path))
        return self._object(entry.object, path)[: most + 1]

    def list(self, path: str, endings: tuple[str, ...] = ("",)) -> list[str]:
        """The names in a folder."""
        inside, entry = self._resolved(path)
        if entry.mode == _MODULE:
            return []
        if entry.mode != _FOLDER:
            raise InputError("is no directory", Span.point(path))
        entries = self._entries(inside, path)
        names = (name + "/" if each.mode in {_FOLDER, _MODULE} else name for name, each in entries.items())
        return sorted(name for name in names if name.endswith(endings))

    def exists(self, path: str) -> bool:
        """Whether there is a file or folder."""
        try:
            self._resolved(path)
        except InputError:
            return False
        return True

    def is_folder(self, path: str) -> bool:
        """Whether there is a folder."""
        try:
            return self._resolved(path)[1].mode == _FOLDER
        except InputError:
            return False

    def contains(self, path: str) -> bool:
        """Whether a path does not lead above the top of the repository."""
        return not self._inside(path).startswith("..")

    def identity(self, path: str) -> str:
        """The path from the top of the repository."""
        return "/" + self._inside(path)

    def _inside(self, path: str) -> str:
        if posixpath.isabs(path):
            path = posixpath.relpath(path, self.top.replace(os.sep, "/"))
            found = posixpath.normpath(path)
        else:
            found = posixpath.normpath(posixpath.join(self.prefix, path))
        return "" if found == "." else found

    def _resolved(self, path: str) -> tuple[str, _Entry]:
        """Where a path really leads in the revision, and what is there."""
        inside = self._inside(path)
        for _ in range(_MOST_LINKS):
            if inside.startswith("../") or inside == "..":
                raise InputError("lies outside of the repository", Span.point(path))
            entry, link = self._walk(inside, path)
            if entry is not None:
                return inside, entry
            inside = link
        raise InputError("is a link that leads to itself", Span.point(path))

    def _walk(self, inside: str, path: str) -> tuple[_Entry | None, str]:
        """The entry at a path from the top, or the path to go on with when a link is on the way."""
        if not inside:
            return _Entry(_FOLDER, ""), ""
        at, steps = "", inside.split("/")
        for number, step in enumerate(steps):
            entry = self._entries(at, path).get(step)
            if entry is None:
                raise InputError("does not exist", Span.point(path))
            at = posixpath.join(at, step)
            rest = "/".join(steps[number + 1 :])
            if entry.mode == _LINK:
                target = self._object(entry.object, path).decode("utf-8", "surrogateescape")
                if posixpath.isabs(target):
                    raise InputError("is a link that leads out of the repository", Span.point(path))
                return None, posixpath.normpath(posixpath.join(posixpath.dirname(at), target, rest))
            if rest and entry.mode != _FOLDER:
                raise InputError("does not exist", Span.point(path))
        return entry, ""

    def _entries(self, inside: str, path: str) -> dict[str, _Entry]:
        found = self._folders.get(inside)
        if found is None:
            data = self._object(f"{self.commit}:{inside}" if inside else f"{self.commit}^{{tree}}", path)
            found = self._folders[inside] = _tree_entries(data, len(self.commit) // 2)
        return found

    def _object(self, name: str, path: str) -> bytes:
        """The content of an object of git."""
        if self._process is None:
            try:
                self._process = subprocess.Popen(
                    ["git", "--no-replace-objects", "cat-file", "--batch"],  # noqa: S607 - the user's own git
                    cwd=self.folder,
                    env=_environment(),
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                )
            except OSError as error:
                raise UsageError("git cannot be started, and a revision is asked for; install git") from error
        process = self._process
        assert process.stdin is not None
        assert process.stdout is not None
        if "\n" in name:
            raise InputError("does not exist", Span.point(path))
        try:
            process.stdin.write(name.encode("utf-8", "surrogateescape") + b"\n")
            process.stdin.flush()
            return _answer(process.stdout, path)
        except OSError as error:
            raise InputError("cannot be read: git ended", Span.point(path)) from error

    def close(self) -> None:
        """Ends the process of git that serves the files."""
        process, self._process = self._process, None
        if process is not None and process.stdin is not None and process.stdout is not None:
            process.stdin.close()
            process.stdout.close()
            process.wait()

    def __del__(self) -> None:
        self.close()


def _answer(stream: IO[bytes], path: str) -> bytes:
    head = stream.readline().split()
    if len(head) != 3:
        raise InputError("is not in this clone of the repository; run `git fetch`", Span.point(path))
    size = int(head[2])
    data = stream.read(size)
    stream.read(1)  # the line end behind each object
    return data


def _tree_entries(data: bytes, width: int) -> dict[str, _Entry]:
    """The entries of a tree object: mode, name, and the id in `width` bytes of each."""
    found: dict[str, _Entry] = {}
    at = 0
    while at < len(data):
        space = data.index(b" ", at)
        end = data.index(b"\0", space)
        name = data[space + 1 : end].decode("utf-8", "surrogateescape")
        found[name] = _Entry(data[at:space].decode("ascii"), data[end + 1 : end + 1 + width].hex())
        at = end + 1 + width
    return found
