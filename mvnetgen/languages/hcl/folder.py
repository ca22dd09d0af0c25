"""A folder as Terraform reads it: which of its files are the configuration, in which order, and which hold values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from mvnetgen.text.errors import InputError
from mvnetgen.text.tree import Tree

CODE = (".tf", ".tofu", ".tf.json", ".tofu.json")
VALUES = (".tfvars", ".tfvars.json")


@dataclass(frozen=True, slots=True)
class ModuleFolder:
    """A folder of Terraform files, and the modules that it calls by their paths."""

    path: Path
    files: tuple[Path, ...]
    """In the order in which Terraform merges them: by name, overrides last."""
    values: tuple[Path, ...] = ()
    """The value files that Terraform loads by itself, the later one winning."""
    calls: tuple[Path, ...] = ()
    """Folders that it calls as modules, existing or not."""
    called_by: tuple[Path, ...] = ()
    """Folders of the same search that call it. Where there are any, it is judged at its calls."""


def module_folder(path: Path, tree: Tree) -> ModuleFolder:
    """The module in one folder, as far as the names in it tell. A folder that cannot be read is an empty one."""
    try:
        names = [name for name in tree.list(path.as_posix(), CODE + VALUES) if not name.startswith(".")]
    except InputError:
        names = []
    return folder_of(path, names)


def folder_of(
    path: Path, names: Iterable[str], calls: Iterable[Path] = (), called_by: Iterable[Path] = ()
) -> ModuleFolder:
    """The module of a folder that holds files of some names."""
    found = list(names)
    files = tuple(path / name for name in in_merge_order(found))
    values = tuple(path / name for name in automatic_values(found))
    return ModuleFolder(path, files, values, tuple(sorted(calls)), tuple(sorted(called_by)))


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
