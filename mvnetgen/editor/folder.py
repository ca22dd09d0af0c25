"""
A folder of the editor: its documents, unsaved ones as they are typed, and what is judged for each of them.

A document is judged with all that is read together with it. What was judged is kept until a file changes that it asked for.
"""

from __future__ import annotations

import contextlib
import hashlib
import posixpath
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from mvnetgen.egress.build import Network, networks
from mvnetgen.egress.row import Egress
from mvnetgen.egress.summary import summary
from mvnetgen.formats.contents import Contents
from mvnetgen.formats.input import Input
from mvnetgen.lint.finding import Finding, Result
from mvnetgen.lint.judgement import read_and_judge
from mvnetgen.lint.session import Settings, judge
from mvnetgen.lint.settings import InputResult, InputSettings
from mvnetgen.model.estate import Estate
from mvnetgen.project.config import shown_path
from mvnetgen.project.discovery import Discovery, Exclusion, discover
from mvnetgen.project.trees import tree_at
from mvnetgen.text.errors import InputError
from mvnetgen.text.source import Source, decode
from mvnetgen.text.tree import Overlay, Tree
from mvnetgen.text.watched import Watched

_OUTLINE = re.compile(
    rb"(?im)^.*(?:\bsource\b|\busing\b|\bmodule\b|\bresource\b|schema|managed_network|loadJson|loadYaml|loadText).*$"
)
"""The lines of a file that decide which files are read together."""

SettingsOf = Callable[[], tuple[Settings, tuple[Exclusion, ...]]]
"""The settings in force in the working directory."""


@dataclass(frozen=True)
class Unit:
    """An input as it was read and judged last."""

    result: InputResult
    contents: Contents | None
    """What was read last, perhaps before the last keys made it unreadable."""
    asked: frozenset[str]
    """The files and folders that it depends on."""

    @cached_property
    def networks(self) -> tuple[Network, ...]:
        """The networks that it declares."""
        return networks([self.contents.worlds]) if self.contents else ()

    @property
    def estates(self) -> tuple[Estate, ...]:
        """What it declares, in each of its worlds."""
        return tuple(estate for _, estate in self.contents.worlds) if self.contents else ()


@dataclass(frozen=True)
class View:
    """What is known of a document and of what is read together with it. Paths are as the folder sees them."""

    path: str
    source: Source
    result: Result
    units: tuple[Unit, ...] = ()
    sources: Mapping[str, Source] = field(default_factory=dict)
    """The texts that findings point into, as they are in the editor or on the disk."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings of the document itself."""
        return tuple(each for each in self.result.findings if each.span.path == self.path)

    @cached_property
    def egress(self) -> tuple[Egress, ...]:
        """The networks that are declared, each in one piece."""
        return tuple(summary(network) for unit in self.units for network in unit.networks)

    @property
    def files(self) -> frozenset[str]:
        """Every file that was judged."""
        return frozenset(self.result.files) | {self.path}


class Folder:
    """One folder in which the editor works; everything in it happens as if it were the working directory."""

    def __init__(self, path: Path, settings_of: SettingsOf, buffers: Mapping[str, bytes]) -> None:
        """`buffers` are the open documents of the editor by their absolute paths, and may change."""
        self.path = path
        self.buffers = buffers
        self._settings_of = settings_of
        self._settings: tuple[Settings, tuple[Exclusion, ...]] | None = None
        self._good: tuple[Settings, tuple[Exclusion, ...]] = Settings(), ()
        """The last settings that could be read."""
        self._wrong: tuple[InputError, ...] = ()
        """What is wrong with those that could not."""
        self._found: dict[str, Discovery] = {}
        self._units: dict[Input, Unit] = {}
        self._views: dict[str, View] = {}
        self._results: dict[tuple[Input, ...], Result] = {}
        """What was concluded from units that have not changed since."""
        self._outlines: dict[str, bytes] = {}

    def settings(self) -> tuple[Settings, tuple[Exclusion, ...]]:
        """The settings in force; while their file is wrong, the last ones that could be read."""
        if self._settings is None:
            try:
                with contextlib.chdir(self.path):
                    self._good, self._wrong = self._settings_of(), ()
            except InputError as error:
                self._wrong = (error,)
            self._settings = self._good
        return self._settings

    def typed(self, path: str) -> None:
        """Notes that the buffer of an absolute path has changed."""
        self._forget()
        self._drop({path})
        outline = hashlib.blake2b(b"\0".join(_OUTLINE.findall(self.buffers.get(path, b"")))).digest()
        if self._outlines.get(path) != outline:
            self._outlines[path] = outline
            self._found.clear()

    def changed(self, paths: Sequence[str], *, configuration: bool = False) -> None:
        """Notes that files came, went or changed on the disk. Which files are read together is looked up anew."""
        self._forget()
        self._found.clear()
        self._drop({each for path in paths for each in (path, posixpath.dirname(path))})
        if configuration:
            self._settings = None
            self._units.clear()

    def _forget(self) -> None:
        self._views.clear()
        self._results.clear()

    def _drop(self, paths: set[str]) -> None:
        for each in [each for each, unit in self._units.items() if not paths.isdisjoint(unit.asked)]:
            unit = self._units[each]
            self._units[each] = Unit(unit.result, unit.contents, frozenset())  # for the last that could be read

    def view(self, path: str) -> View:
        """What there is to show for a document of an absolute path. Raises `MvnetgenError` when that cannot be told."""
        if path not in self._views:
            settings, exclusions = self.settings()
            with contextlib.chdir(self.path):
                self._views[path] = self._looked_at(path, settings, exclusions)
        return self._views[path]

    def _looked_at(self, path: str, settings: Settings, exclusions: tuple[Exclusion, ...]) -> View:
        shown = shown_path(Path(path), self.path)
        tree = Overlay(tree_at("."), self.buffers)
        if path not in self._found:
            self._found[path] = discover([Path(shown)], exclusions, only_workspaces=True, tree=tree)
        found = self._found[path]

        def one_by_one(inputs: Sequence[Input], judging: InputSettings) -> Iterator[InputResult]:
            for each in inputs:
                yield self._unit(each, judging, tree).result

        if found.inputs not in self._results:
            unreadable = (*found.unreadable, *self._wrong)
            judged = judge(found.inputs, settings, tree, one_by_one=one_by_one, unreadable=unreadable)
            self._results[found.inputs] = judged.result
        result = self._results[found.inputs]
        pointed = {each.span.path for each in result.findings} | {each.span.path for each in result.unreadable}
        pointed |= {other.span.path for each in result.findings for other in each.related}
        pointed |= {edit.span.path for each in result.findings if each.fix for edit in each.fix.edits}
        units = tuple(self._units[each] for each in found.inputs)
        return View(shown, _source(shown, tree), result, units, {each: _source(each, tree) for each in pointed})

    def _unit(self, each: Input, judging: InputSettings, tree: Tree) -> Unit:
        last = self._units.get(each)
        if last is not None and last.asked:
            return last
        watched = Watched(tree)
        result, contents = read_and_judge(each, watched, judging)
        readable = contents is not None and bool(contents.worlds)
        asked = frozenset(tree.identity(question.partition(":")[2]) for question in watched.seen)
        unit = Unit(result, contents if readable or last is None else last.contents, asked | {tree.identity(each.path)})
        self._units[each] = unit
        return unit


def _source(path: str, tree: Tree) -> Source:
    try:
        return decode(tree.read(path), path)
    except InputError:
        return Source(path, "")
