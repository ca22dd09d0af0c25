"""A Terraform module, with the local modules that it calls, as estates: one for each world that its conditions leave open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from mvnetgen.formats.assembly import Assembly
from mvnetgen.formats.contents import Contents, ReadSettings, Remarks
from mvnetgen.formats.input import Input
from mvnetgen.formats.terraform.dormant import switched_off
from mvnetgen.formats.terraform.history import history
from mvnetgen.formats.terraform.survey import Surveyor, module_prefix
from mvnetgen.languages.hcl.evaluate import evaluate
from mvnetgen.languages.hcl.folder import ModuleFolder, module_folder
from mvnetgen.languages.hcl.module import Library, Module, load_module, read_values, takes_text
from mvnetgen.languages.hcl.parse import parse, parse_expression, parse_values
from mvnetgen.languages.hcl.provider import LOCK_FILE
from mvnetgen.languages.hcl.scope import Scope
from mvnetgen.languages.hcl.secrets import secrets_in_broken, written_secrets
from mvnetgen.languages.hcl.statements import statement_ends
from mvnetgen.languages.hcl.syntax import Body, File
from mvnetgen.languages.hcl.tree import modules
from mvnetgen.languages.hcl.work import Work
from mvnetgen.languages.hcl.world import World, worlds
from mvnetgen.model.estate import EXHAUSTED, Estate, Misread, Place
from mvnetgen.text.document import Cause, Node, Unknown
from mvnetgen.text.errors import InputError, UsageError
from mvnetgen.text.source import Route, Source, Span, decode
from mvnetgen.text.tree import Tree

MOST_WORLDS = 16
"""Combinations of undecided conditions that are judged one by one."""

LARGEST_SHARED = 16 * 1024
"""Characters of a file whose tree is kept for the next module that calls its own: a tree takes some 20 times its text."""


@lru_cache(maxsize=64)
def _shared(source: Source, *, values: bool) -> File:
    """Modules that many call would otherwise be parsed for each of their callers."""
    return parse_values(source) if values else parse(source)


class _Reader:
    """Reads and parses each file once."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.sources: dict[str, Source] = {}
        self.files: dict[str, File] = {}
        self.broken: list[InputError] = []

    def read(self, path: Path) -> File:
        """A file of the configuration."""
        return self._file(path, values=False)

    def values(self, path: Path) -> File:
        """A file of variable values."""
        return self._file(path, values=True)

    def _file(self, path: Path, *, values: bool) -> File:
        shown = path.as_posix()
        try:
            source = decode(self.tree.read(shown), shown)
        except InputError as error:
            self.broken.append(error)
            raise
        self.sources[shown] = source
        parsed = _shared if len(source.text) < LARGEST_SHARED else _shared.__wrapped__
        found = parsed(source, values=values)
        self.files[shown] = found
        self.broken += [InputError(problem.message, problem.span) for problem in found.problems]
        return found

    def lock(self, directory: Path) -> File | None:
        """The file in which Terraform keeps the versions of the providers; None when there is none that can be read."""
        path = (directory / LOCK_FILE).as_posix()
        try:
            return parse(decode(self.tree.read(path), path)) if self.tree.exists(path) else None
        except InputError:
            return None


def read_input(each: Input, tree: Tree, settings: ReadSettings) -> Contents:
    """What a module says, with the local modules that it calls. See `read_module` for what is raised."""
    found = each.module or module_folder(Path(each.path), tree)
    contents = read_module(found, tree, var_files=settings.var_files, variables=settings.variables)
    if not each.alone:
        return contents
    worlds = tuple((conditions, replace(estate, sees_roots=True)) for conditions, estate in contents.worlds)
    return replace(contents, worlds=worlds)


def read_module(
    found: ModuleFolder, tree: Tree, *, var_files: Iterable[str] = (), variables: Iterable[str] = ()
) -> Contents:
    """
    The estates of a module directory.

    Functions read files of the `tree`, and local modules are looked for there. `var_files` and `variables`
    (``name=value``) are those of Terraform's command line, and win over the value files that Terraform loads by itself.
    A file that cannot be parsed stands in `unreadable`, and what it hides is unknown. Raises `UsageError` for a variable
    without a name, and `InputError` for a `var_files` entry that cannot be read.
    """
    reader = _Reader(tree)
    library = Library(reader.read, tree)
    values = [file for file in (_readable(reader, path) for path in found.values) if file is not None]
    values += [reader.values(Path(path)) for path in var_files]
    module = load_module(found.path, library, files=found.files, inputs=read_values(values))
    given = {name: _value(module, name, text) for name, text in (_pair(each) for each in variables)}
    module = replace(module, inputs={**module.inputs, **given})
    lock = reader.lock(found.path)
    estates = worlds(lambda world: _estate(module, world, library, lock), MOST_WORLDS, Work())
    dormant = _dormant(module, [world for world, _ in estates], library, lock)
    described = tuple((_conditions(world), estate) for world, estate in estates)
    unseen = {error for world, estate in estates for error in _unseen(world, estate)}
    secrets = {*written_secrets(reader.files.values()), *secrets_in_broken(reader.files, reader.sources)}
    secrets = secrets.union(*(world.hidden for world, _ in (*estates, *([dormant] if dormant else ()))))

    def remarks(path: str) -> Remarks:
        file = reader.files.get(path)
        return Remarks(tuple(each.span for each in file.comments), statement_ends(file)) if file else Remarks()

    unreadable = (*dict.fromkeys(reader.broken), *(InputError(message, span) for span, message in sorted(unseen)))
    return Contents(
        described, reader.sources, unreadable, remarks, frozenset(secrets), dormant=dormant[1] if dormant else None
    )


def _dormant(
    module: Module, judged: Iterable[World], library: Library, lock: File | None
) -> tuple[World, Estate] | None:
    """The estate in which what the defaults of variables switch off may exist; None when nothing is off."""
    blocks, variables = switched_off(module, judged)
    if not blocks:
        return None
    world = World(opened=variables)
    return world, replace(_estate(module, world, library, lock), only=blocks)


def _readable(reader: _Reader, path: Path) -> File | None:
    try:
        return reader.values(path)
    except InputError:
        return None


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name.strip():
        raise UsageError(f"`--var {text}` needs the form name=value")
    return name.strip(), value


def _value(module: Module, name: str, text: str) -> Node:
    place = Span.point(f"--var {name}")
    if takes_text(module, name):
        return Node(text, place)
    return evaluate(parse_expression(text, place), Scope())


def _estate(module: Module, world: World, library: Library, lock: File | None) -> Estate:
    estate = Assembly(Surveyor(module, world, lock).survey()).estate()
    if not estate.declarations:
        return estate
    bodies = [file for files in library.files.values() for file in files]
    blocks = (
        (module_prefix(scope.module), block)
        for scope in modules(module, world)
        for file in library.files.get(scope.module.directory, ())
        for block in file.body.blocks
        if block.type in {"moved", "removed", "import"}
    )
    variables = tuple(block.span for file in bodies for block in file.body.blocks_of("variable"))
    misread = (*estate.misread, *_duplicates(bodies, estate), *_mistakes(world))
    estate.spans.secrets |= world.secret_texts
    return replace(
        estate,
        misread=misread,
        variables=variables,
        unknowns=_with_exhausted(world, estate),
        history=history(blocks),
    )


def _duplicates(files: Iterable[File], estate: Estate) -> list[Misread]:
    """Keys written twice inside a resource that is judged."""
    judged = [
        place.span
        for route, place in estate.spans.items()
        if len(route) == 2 or route[2:4] == ("managed_network", "outbound_rules")
    ]
    paths = {span.path for span in judged}
    found = []
    for file in files:
        for name, second, first in file.duplicates if file.path in paths else ():
            address = _address_around(second, file.body, estate)
            if address is None:
                continue
            message = f"`{name}` is written twice; the first one is lost"
            related = ((Place(first), "the first one"),)
            found.append(
                Misread("duplicate-key", message, Place(second, address=address), (), "keep one of them", related)
            )
    return found


def _address_around(span: Span, body: Body, estate: Estate) -> str | None:
    """The address of the judged resource around a place."""
    for block in body.blocks:
        if block.span.line <= span.line <= block.span.end_line:
            for place in estate.spans.values():
                if place.span == block.header:
                    return place.address
    return None


def _mistakes(world: World) -> list[Misread]:
    """What Terraform would refuse and no value can carry, such as a local that refers to itself."""
    return [
        Misread("unresolved-value", f"{each.message}; what depends on it was not judged", Place(each.span), ())
        for each in world.mistakes
    ]


_WHOLE = frozenset({"managed_network", "outbound_rules", "isolation_mode"})
"""Last steps of routes without whose values a workspace is as good as not seen."""


def _unseen(world: World, estate: Estate) -> Iterator[tuple[Span, str]]:
    """What is not judged because it costs too much to know: places and reasons."""
    spans = set(world.unseen)
    for route, unknown in estate.unknowns:
        if unknown.span in world.exhausted and (route[-1] in _WHOLE or _is_body(route)):
            spans.add(unknown.span)
    for span in spans:
        yield span, f"not everything could be judged: {world.exhausted[span]}"


def _is_body(route: Route) -> bool:
    return len(route) < 3 and route[0] == "workspaces"


def _with_exhausted(world: World, estate: Estate) -> tuple[tuple[Route, Unknown], ...]:
    """The unknown values, with those that cost too much to know wherever they stand."""
    unknowns = list(estate.unknowns)
    for number, (span, reason) in enumerate(world.exhausted.items()):
        if span not in world.unseen:
            estate.spans[EXHAUSTED, number] = Place(span)
            unknowns.append(((EXHAUSTED, number), Unknown(reason, span, kind=Cause.BUDGET)))
    return tuple(unknowns)


def _conditions(world: World) -> str:
    """The decisions of a world in words: ```var.private` is true and `var.hub` is false``."""
    return " and ".join(f"`{question}` is {'true' if yes else 'false'}" for question, yes in world.decisions.items())
