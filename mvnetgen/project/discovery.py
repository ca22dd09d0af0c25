"""From the paths that a user names to inputs: YAML files, and Terraform modules with all that they call."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from mvnetgen.formats.input import Input, InputKind
from mvnetgen.languages.hcl.folder import CODE, VALUES, ModuleFolder
from mvnetgen.project.config import repository_root, shown_path
from mvnetgen.project.templates import Templates, is_candidate
from mvnetgen.project.trees import tree_at
from mvnetgen.project.walk import YAML_MARKS, find
from mvnetgen.text.errors import InputError
from mvnetgen.text.gitignore import ignore_spec
from mvnetgen.text.source import Span
from mvnetgen.text.tree import Tree

TERRAFORM_SUFFIXES = CODE + VALUES


@dataclass(frozen=True, slots=True)
class Discovery:
    """What there is to judge."""

    inputs: tuple[Input, ...] = ()
    unreadable: tuple[InputError, ...] = ()
    excluded: tuple[str, ...] = ()
    """Paths that the user named and `exclude` left out."""


@dataclass(frozen=True)
class Exclusion:
    """Patterns in the way of ``.gitignore``, relative to a folder."""

    patterns: tuple[str, ...]
    folder: Path

    def covers(self, path: Path, *, folder: bool = False) -> bool:
        """Whether a file (or a folder with all that is in it) is left out."""
        if not self.patterns:
            return False
        relative = shown_path(path, self.folder.absolute())
        if relative == "." or relative.startswith("../"):
            return False
        return ignore_spec(self.patterns).match_file(relative + ("/" if folder else ""))


def discover(
    paths: Iterable[Path],
    exclusions: Iterable[Exclusion] = (),
    *,
    only_workspaces: bool = False,
    revision: str = "",
    label: str = "",
    tree: Tree | None = None,
) -> Discovery:
    """
    The inputs that the paths stand for, each once, sorted by their paths.

    `only_workspaces`: a YAML file that is named is judged only if it would be when it was found in a folder. `revision` is
    the commit that the files are read from instead of the disk, and `label` what stands before their paths in findings.
    `tree` is where files are looked for instead of either: the disk under unsaved buffers.

    A folder stands for the workspace files and the modules below it, a Terraform file for the module it lies in, and
    when others in the repository call that module, for those. A module that another one calls is judged there, with the
    values that it gets.
    """
    here = Path.cwd()
    tree = tree or tree_at(".", revision)
    rules = [rule for rule in exclusions if rule.patterns]
    wanted, excluded, problems = [], [], []
    for path in paths:
        try:
            shown = shown_path(path, here)
            is_folder = tree.is_folder(shown)
        except (OSError, ValueError):  # a NUL byte, a name that is too long
            problems.append(InputError("is no valid path", Span.point(path.as_posix())))
            continue
        if any(rule.covers(path, folder=is_folder) for rule in rules):
            excluded.append(shown)
        else:
            wanted.append(Path(shown))
    from_here = [pattern for rule in rules if rule.folder.absolute() == here for pattern in rule.patterns]
    found = find(wanted, from_here, tree=tree)
    inputs = [
        Input(shown_path(path, here), InputKind.YAML, path in found.named and not only_workspaces, weight=_size(path))
        for path in found.yaml
        if not any(rule.covers(path) for rule in rules) and (not only_workspaces or _may_be_workspace(path, tree))
    ]
    inputs += [
        Input(shown_path(path, here), InputKind.DATA, not only_workspaces, weight=_size(path)) for path in found.data
    ]
    modules = [_from_here(module, here) for module in found.modules]
    named = {Path(shown_path(path.parent, here)) for path in found.named if path.name.endswith(TERRAFORM_SUFFIXES)}
    whole = _is_whole_repository(paths, here)
    if not whole:
        named |= {module.path for module in _entry_points(modules)}  # others of the repository may call them
    if any(module.path in named for module in modules):
        modules = _with_callers(modules, named, here, rules, tree)
    alone = found.roots == 1 and whole
    inputs += [
        Input(module.path.as_posix(), InputKind.MODULE, module=module, alone=alone, weight=_weight(module))
        for module in _entry_points(modules)
        if not any(rule.covers(module.path, folder=True) for rule in rules)
    ]
    named_templates = [path for path in found.named if is_candidate(path.name)]
    if not whole:
        named_templates += [Path(each.path) for each in found.templates.entries() if not each.parameters]
    deployed = _deployed(found.templates, named_templates, here, tree, problems)
    if only_workspaces:
        deployed = [each for each in deployed if found.templates.relevant(each.path)]
    inputs += [each for each in deployed if not any(rule.covers(Path(each.path)) for rule in rules)]
    inputs.sort(key=lambda each: (each.path, each.kind, each.parameters))
    if revision:
        inputs = [replace(each, revision=revision, label=label) for each in inputs]
    return Discovery(tuple(inputs), (*problems, *found.problems), tuple(excluded))


def _is_whole_repository(paths: Iterable[Path], here: Path) -> bool:
    """Whether one of the paths is the repository, or a folder above it."""
    root = repository_root(here)
    return root is not None and any(root.is_relative_to((here / path).resolve()) for path in paths)


def _deployed(
    templates: Templates, named: Iterable[Path], here: Path, tree: Tree, problems: list[InputError]
) -> list[Input]:
    """
    The entries among templates. A template that is named and that others of the repository call stands for these calls.
    """
    found = templates.moved(lambda path: shown_path(Path(path), here))
    wanted = sorted({shown_path(path, here) for path in named} & found.own)
    entries = {each: None for each in found.entries() if each.path not in wanted and each.parameters not in wanted}
    root = repository_root(here) if wanted else None
    everywhere = found
    if root is not None:
        walked = find([Path(shown_path(root, here))], tree=tree).templates
        everywhere = walked.moved(lambda path: shown_path(Path(path), here))
        for path in wanted:
            everywhere.add(found.files[path])
    for path in wanted:
        meant = everywhere.meant(path)
        entries.update(dict.fromkeys(meant))
        if not meant:
            message = "is a parameter file, and no template of its name lies beside it"
            problems.append(InputError(message, Span.point(path)))
    return list(entries)


def _from_here(module: ModuleFolder, here: Path) -> ModuleFolder:
    """The module with its paths as findings show them, from whatever folder the walk started."""

    def moved(paths: Iterable[Path]) -> tuple[Path, ...]:
        return tuple(Path(shown_path(path, here)) for path in paths)

    return ModuleFolder(
        Path(shown_path(module.path, here)),
        moved(module.files),
        moved(module.values),
        moved(module.calls),
        moved(module.called_by),
    )


def _with_callers(
    modules: Iterable[ModuleFolder], named: Iterable[Path], here: Path, exclusions: Iterable[Exclusion], tree: Tree
) -> list[ModuleFolder]:
    """
    The modules, and those of the repository that call one of the `named`, however indirectly.

    By itself a module that others call would be judged by the defaults of its variables, which nobody may use.
    """
    root = repository_root(here)
    if root is None:
        return list(modules)
    others = (_from_here(module, here) for module in find([Path(shown_path(root, here))], tree=tree).modules)
    everywhere = {
        module.path: module
        for module in others
        if not any(rule.covers(module.path, folder=True) for rule in exclusions)
    }
    found = {module.path: module for module in modules}
    waiting = [path for path in named if path in found]
    seen: set[Path] = set()
    while waiting:
        path = waiting.pop()
        if path in everywhere and path not in seen:
            seen.add(path)
            callers = tuple(caller for caller in everywhere[path].called_by if caller in everywhere)
            found[path] = replace(found.get(path, everywhere[path]), called_by=callers)
            waiting += callers
    return list(found.values())


def _entry_points(modules: Iterable[ModuleFolder]) -> list[ModuleFolder]:
    """The modules that nobody calls; of those that call each other in a circle, the first."""
    by_path = {module.path: module for module in modules}
    entries: list[ModuleFolder] = []
    reached: set[Path] = set()
    for module in sorted(by_path.values(), key=lambda each: (bool(each.called_by), each.path)):
        if module.path in reached:
            continue
        entries.append(module)
        waiting = [module.path]
        while waiting:
            path = waiting.pop()
            if path not in reached and path in by_path:
                reached.add(path)
                waiting += by_path[path].calls
    return entries


def _may_be_workspace(path: Path, tree: Tree) -> bool:
    """Whether the bytes of a YAML file hold what a workspace must hold; a file that cannot be read may be one."""
    try:
        data = tree.read(path.as_posix())
    except InputError:
        return True
    return any(mark in data for mark in YAML_MARKS)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _weight(module: ModuleFolder) -> int:
    return sum(_size(path) for path in (*module.files, *module.values))
