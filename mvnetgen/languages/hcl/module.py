"""
A module: the declarations of a directory, what its caller hands over, and its place in the tree of calls.

A module by itself is only a description. `ModuleScope` is the module in one world: there its variables, locals, resources
and calls have values, which are evaluated when somebody asks for them, and once.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from mvnetgen.languages.hcl.constraint import read_type
from mvnetgen.languages.hcl.conversion import TEXT, Type
from mvnetgen.languages.hcl.declarations import Declarations, declare
from mvnetgen.languages.hcl.evaluate import evaluate
from mvnetgen.languages.hcl.folder import module_folder
from mvnetgen.languages.hcl.scope import Folder, Scope
from mvnetgen.languages.hcl.syntax import Body, Expression, File, SyntaxProblem
from mvnetgen.text.document import Node
from mvnetgen.text.errors import InputError
from mvnetgen.text.tree import Tree

Read = Callable[[Path], File]


@dataclass(frozen=True, slots=True)
class Pending:
    """An argument of a module call, to be evaluated in the caller."""

    expression: Expression
    scope: Scope


class Library:
    """The modules of one repository: each directory is read once."""

    def __init__(self, read: Read, tree: Tree) -> None:
        """`read` parses one file of the tree and may raise `InputError`: the file then hides what it declares."""
        self.read = read
        self.tree = tree
        self.known: dict[Path, Declarations] = {}
        self.files: dict[Path, tuple[File, ...]] = {}

    def declarations(self, directory: Path, paths: Iterable[Path] | None = None) -> Declarations:
        """What a directory declares; `paths` are its files in Terraform's order, when they are known."""
        found = self.known.get(directory)
        if found is None:
            self.files[directory] = tuple(
                [self._file(path) for path in paths or module_folder(directory, self.tree).files]
            )
            found = self.known[directory] = declare(self.files[directory])
        return found

    def _file(self, path: Path) -> File:
        try:
            return self.read(path)
        except InputError as error:
            return File(path.as_posix(), Body(), problems=(SyntaxProblem(error.message, error.span),))


@dataclass(frozen=True)
class Module:
    """A module directory, as one call (or the user) sees it."""

    directory: Path
    declarations: Declarations
    folder: Folder
    library: Library
    inputs: Mapping[str, Node | Pending] = field(default_factory=dict)
    path: tuple[str, ...] = ()
    """``("module", 'net["a"]')`` for each level; empty for the root module."""
    certain: bool = True
    """Whether the call that leads here certainly exists."""
    above: tuple[Path, ...] = ()
    """The directories of the callers, to notice a module that calls itself."""

    @property
    def complete(self) -> bool:
        """Whether everything that it declares could be parsed."""
        return self.declarations.complete

    def address(self, name: str) -> str:
        """A name in this module as an address in the whole tree."""
        return ".".join((*self.path, name))


def load_module(
    directory: Path,
    library: Library,
    *,
    files: Iterable[Path] | None = None,
    inputs: Mapping[str, Node] | None = None,
) -> Module:
    """
    The root module of a directory.

    `inputs` are values of variables, merged in Terraform's order. Functions read files of the library's tree, and local
    modules are looked for there.
    """
    declarations = library.declarations(directory, files)
    return Module(directory, declarations, Folder(directory, library.tree), library, inputs or {})


def read_values(files: Iterable[File]) -> dict[str, Node]:
    """The values in ``.tfvars`` files, the later file winning. They are constants: a reference is unknown."""
    values: dict[str, Node] = {}
    for file in files:
        for attribute in file.body.attributes:
            values[attribute.name] = evaluate(attribute.value, Scope())
    return values


def constraint_of(module: Module, name: str) -> Type | None:
    """The type constraint of a variable; None when it has none or is not declared."""
    block = module.declarations.of("variable").get((name,))
    attribute = block.body.attribute("type") if block else None
    return read_type(attribute.value, Scope()) if attribute else None


def takes_text(module: Module, name: str) -> bool:
    """Whether ``--var name=value`` is a text as it stands; otherwise the value is an expression."""
    constraint = constraint_of(module, name)
    return constraint is None or constraint.kind in {TEXT.kind, "number", "bool"}


def child_directory(module: Module, source: str) -> Path | None:
    """The directory of a local module call; None for any other source, and for one outside of the repository."""
    directory = _local_directory(module, source)
    return Path(directory) if directory and module.library.tree.is_folder(directory) else None


def is_missing(module: Module, source: str) -> bool:
    """Whether a call is of a local module, in the repository, that is not there."""
    directory = _local_directory(module, source)
    return bool(directory) and not module.library.tree.is_folder(directory)


def _local_directory(module: Module, source: str) -> str:
    """Where a local module is, or should be; empty for any other source, and outside of the repository."""
    if not source.startswith(("./", "../")) and source not in {".", ".."}:
        return ""
    directory = posixpath.normpath((module.directory / source).as_posix())
    return directory if module.library.tree.contains(directory) else ""
