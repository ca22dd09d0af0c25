"""
Which directories are modules that declare or call anything of Azure Machine Learning, found by bytes before anything is
parsed; and the YAML files that look like workspaces, found in the same walk.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from mvnetgen.text.errors import InputError
from mvnetgen.text.source import LARGEST_FILE, Span, too_large

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

MARKS = (
    b"microsoft.machinelearningservices/workspaces",
    b"azurerm_machine_learning_",
    b"azurerm_ai_foundry",
    b"avm-res-machinelearningservices-workspace",
)
"""What a module that matters contains, in lower case."""

YAML_MARKS = (b"managed_network", b"workspace.schema.json")
"""What the YAML of a workspace contains: the key, or the end of its ``$schema``."""

NEVER = frozenset({".git", ".terraform", ".terragrunt-cache", ".hg", ".svn"})
"""Directories that hold copies or no sources."""

CODE = (".tf", ".tofu", ".tf.json", ".tofu.json")
VALUES = (".tfvars", ".tfvars.json")
YAML = (".yml", ".yaml")
READ = (*YAML, ".tf", ".tofu", ".tfvars", ".json")

LOCAL_SOURCE = re.compile(rb"""(?<![\w-])"?source"?[ \t]*[=:][ \t]*"(\.\.?/[^"$\n]*|\.\.?)\"""")
"""A module call by a path, in HCL or JSON."""


@dataclass(frozen=True, slots=True)
class Module:
    """A directory as Terraform reads it."""

    path: Path
    files: tuple[Path, ...]
    """In the order in which Terraform merges them: by name, overrides last."""
    values: tuple[Path, ...] = ()
    """The value files that Terraform loads by itself, the later one winning."""
    calls: tuple[Path, ...] = ()
    """Directories that it calls as modules, existing or not."""
    called_by: tuple[Path, ...] = ()
    """Directories of the same walk that call it. Where there are any, it is judged at its calls."""


@dataclass(frozen=True, slots=True)
class Found:
    """What there is to judge."""

    modules: tuple[Module, ...] = ()
    """Those that declare something relevant or call, however indirectly, a module that does; sorted by path."""
    yaml: tuple[Path, ...] = ()
    """Files that may be workspaces, and all that were named; sorted."""
    named: frozenset[Path] = frozenset()
    """The files that were named one by one: they are judged whatever is in them."""
    problems: tuple[InputError, ...] = ()
    """Paths that cannot be read, or that nothing can be done with."""
    looked_at: int = 0
    """How many files were read."""


@dataclass(slots=True)
class Directory:
    """A directory while it is looked at."""

    path: str
    names: list[str] = field(default_factory=list)
    """The files of Terraform's that it holds."""
    relevant: bool = False
    sources: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Ignored:
    """A ``.gitignore``, and those of the directories above it. Paths are absolute, with slashes."""

    directory: str
    spec: GitIgnoreSpec
    above: Ignored | None

    def covers(self, path: str) -> bool:
        """Whether a path is ignored; that of a directory ends with a slash. The nearest pattern that matches decides."""
        at: Ignored | None = self
        while at is not None:
            decided = at.spec.check_file(path[len(at.directory) :]).include
            if decided is not None:
                return decided
            at = at.above
        return False


def find(paths: Sequence[Path], exclude: Iterable[str] = ()) -> Found:
    """
    Everything to judge below some paths: files or directories.

    A named file of Terraform's stands for its directory. `exclude` are patterns as in a ``.gitignore``, against paths
    as they are shown. Symlinked directories are not entered, so nothing loops. Never raises for what is on the disk.
    """
    walk = Walk(tuple(exclude))
    for path in paths:
        walk.add(path)
    return walk.found()


def module_at(path: Path) -> Module:
    """The module in one directory, relevant or not: for the modules that others call. Its callers are not known."""
    directory = look(path.as_posix(), [])
    return module(directory, ())


class Walk:
    """One search over several paths: each directory is looked at once."""

    def __init__(self, exclude: tuple[str, ...] = ()) -> None:
        self.directories: dict[str, Directory] = {}
        self.seen: set[str] = set()
        self.asked: set[str] = set()
        """Those that lie below a named path; others are looked at because they are called."""
        self.yaml: set[Path] = set()
        self.named: set[Path] = set()
        self.problems: list[InputError] = []
        self.read = 0
        self.exclude = ignore_spec(exclude) if exclude else None

    def add(self, path: Path) -> None:
        """Look at a named path."""
        shown = path.as_posix()
        if path.is_dir():
            self.tree(normal(shown), ignored_above(absolute(shown)))
        elif not path.exists():
            self.problems.append(InputError("does not exist", Span.point(shown)))
        elif shown.endswith(YAML):
            self.yaml.add(path)
            self.named.add(path)
        elif shown.endswith(CODE + VALUES):
            self.named.add(path)
            folder = normal(path.parent.as_posix())
            self.asked.add(absolute(folder))
            self.single(folder)
        else:
            self.problems.append(InputError("is no file that mvnetgen reads: YAML or Terraform", Span.point(shown)))

    def tree(self, top: str, ignored: Ignored | None) -> None:
        """Look at a directory and all below it."""
        waiting = [(top, absolute(top), ignored)]
        while waiting:
            path, identity, above = waiting.pop()
            if identity in self.seen:
                continue
            self.seen.add(identity)
            inner: list[str] = []
            files: list[str] = []
            try:
                with os.scandir(path) as entries:
                    for entry in entries:
                        name = entry.name
                        if name.endswith(READ) and not name.startswith(".") and not _is_folder(entry):
                            files.append(name)
                        elif name == ".gitignore":
                            above = gitignore(identity, above)
                        elif name not in NEVER and entry.is_dir(follow_symlinks=False):
                            inner.append(name)
            except OSError as error:
                self.problems.append(unreadable(path, error))
                continue
            prefix = "" if path == "." else path.rstrip("/") + "/"
            root = identity.rstrip("/") + "/"
            if files:
                self.files(path, prefix, root, sorted(files), above)
            entered = (each for each in inner if not self.skipped(f"{prefix}{each}/", f"{root}{each}/", above))
            waiting += [(prefix + each, root + each, above) for each in sorted(entered, reverse=True)]

    def single(self, path: str) -> None:
        """Look at one directory, for a file in it that was named or a module that is called."""
        identity = absolute(path)
        if identity not in self.directories:
            self.directories[identity] = look(path, self.problems)

    def files(self, path: str, prefix: str, root: str, names: list[str], ignored: Ignored | None) -> None:
        """Look into the files of a directory. Patterns are asked only about what would matter: they are slow."""
        directory = Directory(path)
        for name in names:
            if name.endswith(YAML):
                data = self.bytes(prefix + name)
                if any(mark in data for mark in YAML_MARKS) and not self.skipped(prefix + name, root + name, ignored):
                    self.yaml.add(Path(prefix + name))
                continue
            if not name.endswith(CODE + VALUES):
                continue
            directory.names.append(name)
            if name.endswith(CODE):
                data = self.bytes(prefix + name)
                relevant, sources = inspect(data)
                if len(data) > LARGEST_FILE and not self.skipped(prefix + name, root + name, ignored):
                    self.problems.append(too_large(prefix + name))
                if (relevant or sources) and not self.skipped(prefix + name, root + name, ignored):
                    directory.relevant |= relevant
                    directory.sources |= sources
        if directory.relevant or directory.sources:
            directory.names = [
                name for name in directory.names if not self.skipped(prefix + name, root + name, ignored)
            ]
            self.directories.setdefault(root.rstrip("/"), directory)
            self.asked.add(root.rstrip("/"))

    def bytes(self, path: str) -> bytes:
        """The content of a file; empty, and a problem, when it cannot be read."""
        self.read += 1
        try:
            return content(path)
        except OSError as error:
            self.problems.append(unreadable(path, error))
            return b""

    def skipped(self, shown: str, path: str, ignored: Ignored | None) -> bool:
        """Whether a file or directory is left out, by the configuration or by a ``.gitignore``."""
        if self.exclude is not None and self.exclude.match_file(shown):
            return True
        return ignored is not None and ignored.covers(path)

    def found(self) -> Found:
        """Everything that was found, with who calls whom."""
        calls = self.calls()
        callers: dict[str, set[str]] = {}
        for caller, callees in calls.items():
            for callee in callees:
                callers.setdefault(callee, set()).add(caller)
        relevant = {identity for identity, directory in self.directories.items() if directory.relevant}
        waiting = list(relevant)
        while waiting:
            for caller in callers.get(waiting.pop(), ()):
                if caller not in relevant:
                    relevant.add(caller)
                    waiting.append(caller)
        shown = {identity: directory.path for identity, directory in self.directories.items()}
        modules = []
        for identity in relevant & self.asked:
            called_by = {Path(shown[caller]) for caller in callers.get(identity, ()) if caller != identity}
            modules.append(module(self.directories[identity], tuple(sorted(called_by))))
        return Found(
            tuple(sorted(modules, key=lambda each: each.path)),
            tuple(sorted(self.yaml)),
            frozenset(self.named),
            tuple(self.problems),
            self.read,
        )

    def calls(self) -> dict[str, set[str]]:
        """Who calls whom; directories outside of the walk that are called are looked at on the way."""
        calls: dict[str, set[str]] = {}
        waiting = list(self.directories)
        while waiting:
            identity = waiting.pop()
            directory = self.directories[identity]
            calls[identity] = set()
            for source in directory.sources:
                path = normal(f"{directory.path}/{source}")
                callee = absolute(path)
                if callee not in self.directories:
                    if callee in self.seen or not os.path.isdir(path):  # noqa: PTH112
                        continue
                    self.single(path)
                    waiting.append(callee)
                calls[identity].add(callee)
        return calls


def look(path: str, problems: list[InputError]) -> Directory:
    """One directory, without what is below it, and without asking ``.gitignore``: somebody named or calls it."""
    directory = Directory(path)
    try:
        with os.scandir(path) as entries:
            names = sorted(entry.name for entry in entries if not _is_folder(entry))
    except OSError as error:
        problems.append(unreadable(path, error))
        return directory
    for name in names:
        if name.startswith(".") or not name.endswith(CODE + VALUES):
            continue
        directory.names.append(name)
        if name.endswith(CODE):
            try:
                data = content(f"{path}/{name}")
            except OSError as error:
                problems.append(unreadable(f"{path}/{name}", error))
                continue
            if len(data) > LARGEST_FILE:
                problems.append(too_large(f"{path}/{name}"))
            relevant, sources = inspect(data)
            directory.relevant |= relevant
            directory.sources |= sources
    return directory


def _is_folder(entry: os.DirEntry[str]) -> bool:
    """Whether a folder is named like a file: Terraform leaves it out."""
    return entry.is_dir(follow_symlinks=False)


def inspect(data: bytes) -> tuple[bool, set[str]]:
    """Whether a file of Terraform's holds something relevant, and the local modules that it seems to call."""
    lower = data.lower()
    relevant = False
    for mark in MARKS:
        if mark in lower:
            relevant = True
            break
    if b"module" not in data:
        return relevant, set()
    return relevant, {found.decode("utf-8", "replace") for found in LOCAL_SOURCE.findall(data)}


def content(path: str) -> bytes:
    """The bytes of a file; of one that is too large one more than `LARGEST_FILE`."""
    handle = os.open(
        path, os.O_RDONLY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    )
    try:
        size = os.fstat(handle).st_size
        return os.read(handle, min(size, LARGEST_FILE + 1))
    finally:
        os.close(handle)


def unreadable(path: str, error: OSError) -> InputError:
    """What to say about a file or directory that the system does not let us read."""
    return InputError(f"cannot be read: {(error.strerror or type(error).__name__).lower()}", Span.point(path))


def module(directory: Directory, called_by: tuple[Path, ...]) -> Module:
    """A directory with its files in Terraform's order."""
    path = Path(directory.path)
    calls = {Path(normal(f"{directory.path}/{source}")) for source in directory.sources}
    files = tuple(path / name for name in in_merge_order(directory.names))
    values = tuple(path / name for name in automatic_values(directory.names))
    return Module(path, files, values, tuple(sorted(calls)), called_by)


def in_merge_order(names: Iterable[str]) -> list[str]:
    """
    The configuration files among some names, as Terraform merges them.

    By name; ``override`` and ``*_override`` after all others; a ``.tofu`` file hides the ``.tf`` file of its name.
    """
    found = {name for name in names if name.endswith(CODE)}
    hidden = {name.replace(".tofu", ".tf") for name in found if name.endswith((".tofu", ".tofu.json"))}
    return sorted(found - hidden, key=lambda name: (overrides(name), name))


def overrides(name: str) -> bool:
    """Whether a file changes what others declare."""
    stem = name.removesuffix(".json").rpartition(".")[0]
    return stem == "override" or stem.endswith("_override")


def automatic_values(names: Iterable[str]) -> list[str]:
    """The value files among some names that Terraform loads by itself, in its order."""
    found = set(names)
    first = [name for name in ("terraform.tfvars", "terraform.tfvars.json") if name in found]
    return first + sorted(name for name in found if name.endswith((".auto.tfvars", ".auto.tfvars.json")))


def ignore_spec(lines: Iterable[str]) -> GitIgnoreSpec:
    """Patterns as git reads them."""
    from pathspec import GitIgnoreSpec  # noqa: PLC0415 - needed here alone, and slow to load

    return GitIgnoreSpec.from_lines(lines)


def gitignore(directory: str, above: Ignored | None) -> Ignored | None:
    """What holds in a directory with a ``.gitignore``; one that cannot be read changes nothing."""
    root = directory.rstrip("/") + "/"
    try:
        with open(f"{root}.gitignore", encoding="utf-8", errors="replace") as file:  # noqa: PTH123
            return Ignored(root, ignore_spec(file), above)
    except (OSError, ValueError):
        return above


def ignored_above(directory: str) -> Ignored | None:
    """What the ``.gitignore`` files above a directory say about it, up to the root of its repository."""
    parents: list[str] = []
    at = Path(directory)
    while not (at / ".git").exists():
        if at == at.parent:
            return None
        at = at.parent
        parents.append(at.as_posix())
    ignored: Ignored | None = None
    for parent in reversed(parents):
        ignored = gitignore(parent, ignored)
    return ignored


def absolute(path: str) -> str:
    """A path from the root, with slashes."""
    return os.path.abspath(path).replace(os.sep, "/")  # noqa: PTH100  the tree is walked with strings


def normal(path: str) -> str:
    """A path without the steps that lead nowhere, with slashes."""
    return os.path.normpath(path).replace(os.sep, "/")
