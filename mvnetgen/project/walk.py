"""
Which directories are modules that declare or call anything of Azure Machine Learning, found by bytes before anything is
parsed; and the YAML files that look like workspaces, found in the same walk.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from mvnetgen.formats.input import WORKSPACE_FILES
from mvnetgen.languages.hcl.folder import CODE, VALUES, ModuleFolder, folder_of
from mvnetgen.project.templates import Templates, is_candidate, look
from mvnetgen.text.document import shown as _said
from mvnetgen.text.errors import InputError, MissingError
from mvnetgen.text.gitignore import Ignored, gitignore, ignore_spec, ignored_above
from mvnetgen.text.nearest import nearest
from mvnetgen.text.source import LARGEST_FILE, Span, too_large
from mvnetgen.text.tree import Memory, Tree

MARKS = (
    b"microsoft.machinelearningservices/workspaces",
    b"azurerm_machine_learning_",
    b"azurerm_ai_foundry",
    b"avm-res-machinelearningservices-workspace",
)
"""What a module that matters contains, in lower case."""

YAML_MARKS = (b"managed_network", b"workspace.schema.json", b"eatureStore.schema.json")
"""What the YAML of a workspace or feature store contains: the key, or the end of its ``$schema``."""

NEVER = frozenset({".git", ".terraform", ".terragrunt-cache", ".hg", ".svn"})
"""Directories that hold copies or no sources."""

YAML = (".yml", ".yaml")
READ = (*YAML, ".tf", ".tofu", ".tfvars", ".json", ".bicep", ".bicepparam", ".jsonc")

LOCAL_SOURCE = re.compile(rb"""(?<![\w-])"?source"?[ \t]*[=:][ \t]*"(\.\.?/[^"$\n]*|\.\.?)\"""")
"""A module call by a path, in HCL or JSON."""


@dataclass(frozen=True, slots=True)
class Found:
    """What there is to judge."""

    modules: tuple[ModuleFolder, ...] = ()
    """Those that declare something relevant or call, however indirectly, a module that does; sorted by path."""
    yaml: tuple[Path, ...] = ()
    """Files that may be workspaces, and all that were named; sorted."""
    data: tuple[Path, ...] = ()
    """Named files of no name that says what they are; sorted."""
    named: frozenset[Path] = frozenset()
    """The files that were named one by one: they are judged whatever is in them."""
    problems: tuple[InputError, ...] = ()
    """Paths that cannot be read, or that nothing can be done with."""
    looked_at: int = 0
    """How many files were read."""
    templates: Templates = field(default_factory=lambda: Templates(Memory({})))
    """Bicep files, ARM templates and their parameter files."""
    roots: int = 0
    """How many directories hold Terraform that none of the others calls, whatever is in them."""


@dataclass(slots=True)
class Directory:
    """A directory while it is looked at."""

    path: str
    names: list[str] = field(default_factory=list)
    """The files of Terraform's that it holds."""
    relevant: bool = False
    sources: set[str] = field(default_factory=set)


def find(paths: Sequence[Path], exclude: Iterable[str] = (), *, tree: Tree) -> Found:
    """
    Everything to judge below some paths: files or directories.

    A named file of Terraform's stands for its directory. `exclude` are patterns as in a ``.gitignore``, against paths
    as they are shown. Symlinked directories are not entered, so nothing loops. Never raises for what is there.
    """
    walk = Walk(tree, tuple(exclude))
    for path in paths:
        walk.add(path)
    return walk.found()


class Walk:
    """One search over several paths: each directory is looked at once."""

    def __init__(self, tree: Tree, exclude: tuple[str, ...] = ()) -> None:
        self.tree = tree
        self.directories: dict[str, Directory] = {}
        self.seen: set[str] = set()
        self.asked: set[str] = set()
        """Those that lie below a named path; others are looked at because they are called."""
        self.code: set[str] = set()
        """Directories with Terraform in them."""
        self.yaml: set[Path] = set()
        self.data: set[Path] = set()
        self.named: set[Path] = set()
        self.problems: list[InputError] = []
        self.read = 0
        self.exclude = ignore_spec(exclude) if exclude else None
        self.templates = Templates(tree)

    def add(self, path: Path) -> None:
        """Look at a named path."""
        shown = path.as_posix()
        if self.tree.is_folder(shown):
            top = posixpath.normpath(shown)
            self.below(top, ignored_above(top, self.tree))
        elif not self.tree.exists(shown):
            self.problems.append(
                MissingError(f"there is no file or folder `{_said(shown)}`{self._meant(path)}", Span.point(shown))
            )
        elif shown.endswith(YAML):
            self.yaml.add(path)
            self.named.add(path)
        elif shown.endswith(CODE + VALUES):
            self.named.add(path)
            folder = posixpath.normpath(path.parent.as_posix())
            self.asked.add(self.tree.identity(folder))
            self.single(folder)
        elif is_candidate(shown) and self.template(posixpath.normpath(shown)):
            self.named.add(path)
        else:
            self.data.add(path)

    def _meant(self, path: Path) -> str:
        """The name beside a missing one that was most likely meant."""
        folder = path.parent.as_posix()
        try:
            names = [name.rstrip("/") for name in self.tree.list(folder)]
        except InputError:
            return f", nor a folder `{_said(folder)}`"
        guess = nearest(path.name, names)
        return f"; did you mean `{_said((path.parent / guess).as_posix())}`?" if guess else ""

    def below(self, top: str, ignored: Ignored | None) -> None:
        """Look at a directory and all below it."""
        waiting = [(top, self.tree.identity(top), ignored)]
        while waiting:
            path, identity, above = waiting.pop()
            if identity in self.seen:
                continue
            self.seen.add(identity)
            try:
                names = self.tree.list(path, (*READ, "/", ".gitignore"))
            except InputError as error:
                self.problems.append(error)
                continue
            if ".gitignore" in names:
                above = gitignore(path, self.tree, above)
            inner = [name for name in names if name.endswith("/") and name[:-1] not in NEVER]
            files = [name for name in names if name.endswith(READ) and not name.startswith(".")]
            prefix = "" if path == "." else path.rstrip("/") + "/"
            root = identity.rstrip("/") + "/"
            if files:
                self.files(path, prefix, root, files, above)
            entered = (each for each in inner if not self.skipped(f"{prefix}{each}", f"{root}{each}", above))
            waiting += [(prefix + each[:-1], root + each[:-1], above) for each in sorted(entered, reverse=True)]

    def single(self, path: str) -> None:
        """Look at one directory, for a file in it that was named or a module that is called."""
        identity = self.tree.identity(path)
        if identity not in self.directories:
            self.directories[identity] = self.look(path)

    def files(self, path: str, prefix: str, root: str, names: list[str], ignored: Ignored | None) -> None:
        """Look into the files of a directory. Patterns are asked only about what would matter: they are slow."""
        directory = Directory(path)
        for name in names:
            if name.endswith(YAML):
                data = self.bytes(prefix + name)
                if (name in WORKSPACE_FILES or any(mark in data for mark in YAML_MARKS)) and not self.skipped(
                    prefix + name, root + name, ignored
                ):
                    self.yaml.add(Path(prefix + name))
                continue
            if is_candidate(name):
                self.template(prefix + name, root + name, ignored)
                continue
            if not name.endswith(CODE + VALUES):
                continue
            directory.names.append(name)
            if name.endswith(CODE):
                self.code.add(root.rstrip("/"))
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

    def template(self, path: str, whole: str = "", ignored: Ignored | None = None) -> bool:
        """Look into what may be a template; whether it is one, or a parameter file."""
        found = look(path, self.bytes(path))
        if found is None or (whole and self.skipped(path, whole, ignored)):
            return False
        self.templates.add(found)
        if found.size > LARGEST_FILE:
            self.problems.append(too_large(path))
        return True

    def bytes(self, path: str) -> bytes:
        """The content of a file; empty, and a problem, when it cannot be read."""
        self.read += 1
        try:
            return self.tree.read(path)
        except InputError as error:
            self.problems.append(error)
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
            modules.append(module(self.directories[identity], called_by))
        return Found(
            tuple(sorted(modules, key=lambda each: each.path)),
            tuple(sorted(self.yaml)),
            tuple(sorted(self.data)),
            frozenset(self.named),
            tuple(self.problems),
            self.read,
            self.templates,
            len((self.code | self.asked) - callers.keys()),
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
                path = posixpath.normpath(f"{directory.path}/{source}")
                callee = self.tree.identity(path)
                if callee not in self.directories:
                    if callee in self.seen or not self.tree.is_folder(path):
                        continue
                    self.single(path)
                    waiting.append(callee)
                calls[identity].add(callee)
        return calls

    def look(self, path: str) -> Directory:
        """One directory, without what is below it, and without asking ``.gitignore``: somebody named or calls it."""
        directory = Directory(path)
        try:
            names = self.tree.list(path, CODE + VALUES)
        except InputError as error:
            self.problems.append(error)
            return directory
        for name in names:
            if name.startswith("."):
                continue
            directory.names.append(name)
            if name.endswith(CODE):
                data = self.bytes(f"{path}/{name}")
                if len(data) > LARGEST_FILE:
                    self.problems.append(too_large(f"{path}/{name}"))
                relevant, sources = inspect(data)
                directory.relevant |= relevant
                directory.sources |= sources
        return directory


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


def module(directory: Directory, called_by: Iterable[Path]) -> ModuleFolder:
    """A directory with its files in Terraform's order."""
    calls = (Path(posixpath.normpath(f"{directory.path}/{source}")) for source in directory.sources)
    return folder_of(Path(directory.path), directory.names, set(calls), called_by)
