"""What an input says, read once: estates with their places, and the texts that they came from."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from mvnetgen.azure.clouds import PUBLIC, Cloud
from mvnetgen.formats.input import Input, InputKind
from mvnetgen.text.errors import InputError
from mvnetgen.text.source import Source, Span, decode
from mvnetgen.text.tree import Tree

if TYPE_CHECKING:
    from mvnetgen.model.estate import Estate


@dataclass(frozen=True)
class ReadSettings:
    """What a user says beside the files."""

    name: str | None = None
    """The name of a workspace whose file has none."""
    overrides: Mapping[str, str] = field(default_factory=dict)
    """What stands over a workspace file, as the options of `az ml` do: ``name``, ``location``, ``resource_group``."""
    var_files: tuple[str, ...] = ()
    """Relative to the working directory."""
    variables: tuple[str, ...] = ()
    """``name=value``, as for Terraform's -var."""
    cloud: Cloud = PUBLIC
    """What a template that asks for ``environment()`` is told about."""


@dataclass(frozen=True)
class Remarks:
    """The comments of a file, and what they can be about."""

    comments: tuple[Span, ...] = ()
    ends: Mapping[int, int] = field(default_factory=dict)
    """By the first line of each entry, item, block or attribute: its last line."""


def no_remarks(_: str) -> Remarks:
    """For a format without comments."""
    return Remarks()


@dataclass(frozen=True)
class Contents:
    """What an input says."""

    worlds: tuple[tuple[str, Estate], ...] = ()
    """One estate for each way in which conditions that nobody can decide may fall out, with these conditions in words."""
    sources: Mapping[str, Source] = field(default_factory=dict)
    """Every text that was read, by its path."""
    unreadable: tuple[InputError, ...] = ()
    """What could not be read or parsed; the rest is there all the same."""
    remarks: Callable[[str], Remarks] = no_remarks
    """The comments of a file, by its path; looked for when somebody asks."""
    hidden: frozenset[Span] = frozenset()
    """Where sensitive values are written: lines that no report may show."""
    closed: tuple[str, ...] = ()
    """Where what was read must not be shown, such as a plan: its files; `sources` are then only what they lead to."""
    notes: tuple[str, ...] = ()
    """What a reader has to know beside what is found, such as that a plan is not whole."""
    dormant: Estate | None = None
    """What is declared and not made, because the default of a variable switches it off; see `Estate.only`."""


class _Reader(Protocol):
    def read_input(self, each: Input, tree: Tree, settings: ReadSettings) -> Contents | None: ...


_READERS: Mapping[InputKind, str] = {
    InputKind.YAML: "mvnetgen.formats.az_ml.read",
    InputKind.MODULE: "mvnetgen.formats.terraform.read",
    InputKind.DEPLOYMENT: "mvnetgen.formats.deployment.read",
    InputKind.DATA: "mvnetgen.formats.data",
}
"""Who reads what: a module with a function `read_input`. Loaded when it is needed: Terraform alone does not pay for YAML."""


def read_input(each: Input, tree: Tree, settings: ReadSettings) -> Contents | None:
    """
    What an input says; None when it turns out to be nothing of ours, which only an input that nobody named can be.

    Raises `InputError` when nothing of it can be read.
    """
    reader: _Reader = importlib.import_module(_READERS[each.kind])
    return reader.read_input(each, tree, settings)


def source_of(each: Input, tree: Tree) -> Source:
    """The text of an input that is one file. Raises `InputError`."""
    return decode(tree.read(each.path) if each.data is None else each.data, each.path)
