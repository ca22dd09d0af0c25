"""
Fixes of a whole run, made in memory until nothing changes any more: what is written then, or shown, is the end of it.

Edits that overlap are made one after the other. A file that could not be read after its edits keeps its former text.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from mvnetgen.formats.input import Input
from mvnetgen.lint.add_ignores import ignoring
from mvnetgen.lint.finding import Result
from mvnetgen.lint.ignores import META
from mvnetgen.lint.session import judge
from mvnetgen.lint.settings import InputResult, InputSettings
from mvnetgen.project.pool import judge_inputs
from mvnetgen.project.run import Progress, Request, Run, find_inputs
from mvnetgen.project.trees import tree_at
from mvnetgen.text.edit import Edit, spliced
from mvnetgen.text.output import write_file
from mvnetgen.text.tree import Overlay, Tree

MOST_ROUNDS = 20
"""After so many rounds what is left stays: fixes that undo each other never end."""


@dataclass(frozen=True)
class Fixed:
    """What became of a run."""

    run: Run
    """What is left."""
    before: Mapping[str, str]
    """The texts of the files that change, by their paths, with line ends and byte order marks."""
    after: Mapping[str, str]
    made: int = 0
    """How many fixes were made."""

    def write(self) -> None:
        """Writes the files, each as a whole. Raises `OutputError`."""
        for path, text in self.after.items():
            write_file(Path(path), text)


@dataclass
class _Rounds:
    """The inputs of a run, and what is known of each."""

    request: Request
    tree: Tree
    buffers: dict[str, bytes] = field(default_factory=dict)
    known: list[InputResult] = field(default_factory=list)
    changed: Collection[str] = ()
    """Files that are not what they were when the results were made."""

    def __post_init__(self) -> None:
        self.now = Overlay(self.tree, self.buffers)

    def one_by_one(self, inputs: Sequence[Input], settings: InputSettings) -> Iterator[InputResult]:
        """Each input judged as the files are now: only those of which a file has changed are judged again."""
        from mvnetgen.lint.judgement import judge_input  # noqa: PLC0415 - with the rules

        if not self.known:
            self.known = list(judge_inputs(inputs, settings, self.request.jobs, cache=self.request.cache))
        for number, each in enumerate(inputs):
            if not set(self.changed).isdisjoint((*self.known[number].files, *self.known[number].sources)):
                self.known[number] = judge_input(each, self.now, settings)
            yield self.known[number]


Choose = Callable[[Result, Callable[[str], bool]], list[tuple[Edit, ...]]]
"""What chooses the changes of a round, each all or nothing; told what was found, and asking which files may change."""


def mending(*, unsafe: bool = False) -> Choose:
    """
    The fixes of findings: the safe ones, and those that want to be looked at when `unsafe`.

    Comments come last: one that ignores nothing may be of use as soon as a value that was wrong is known.
    """

    def choose(result: Result, may_change: Callable[[str], bool]) -> list[tuple[Edit, ...]]:
        fixes = [(each.rule, each.fix) for each in result.findings if each.fix and (each.fix.safe or unsafe)]
        fixes = [each for each in fixes if all(may_change(edit.span.path) for edit in each[1].edits)]
        first = [each for each in fixes if each[0] not in META]
        return [each.edits for _, each in first or fixes]

    return choose


def ignoring_all(reason: str) -> Choose:
    """Comments that ignore what is found and fails the run, for a reason."""

    def choose(result: Result, may_change: Callable[[str], bool]) -> list[tuple[Edit, ...]]:
        failing = [each for each in result.findings if each.severity.rank >= result.fail_on.rank]
        comments = ignoring(failing, reason, result.sources)
        return [(each,) for each in comments if may_change(each.span.path)]

    return choose


def fix(
    request: Request,
    choose: Choose,
    progress: Progress | None = None,
    *,
    rounds: int = MOST_ROUNDS,
    start: Mapping[str, str] | None = None,
) -> Fixed:
    """
    Judges what is asked for and makes the changes that are chosen, in memory, until there are none any more.

    `start` are texts of files that take the place of those on the disk.
    """
    found = find_inputs(request)
    tree = tree_at(".")
    run = _Rounds(request, tree)
    run.buffers.update({path: text.encode() for path, text in (start or {}).items()})
    run.changed = tuple(run.buffers)
    before = {path: tree.read(path).decode() for path in run.buffers}
    given_up: set[str] = set()
    made = 0

    def may_change(path: str) -> bool:
        return path not in given_up and tree.contains(path)

    for number in range(rounds + 1):
        session = judge(found.inputs, request.settings, run.now, one_by_one=run.one_by_one, unreadable=found.unreadable)
        if progress:
            progress(len(found.inputs), len(found.inputs))
        broken = {error.span.path for error in session.result.unreadable} & set(run.changed)
        if broken:
            run.buffers.update({path: before[path].encode() for path in broken})
            given_up.update(broken)
            run.changed = broken
            continue
        edits, count = _apart(choose(session.result, may_change))
        if not edits or number == rounds:
            break
        for path, of_file in edits.items():
            text = run.now.read(path).decode("utf-8")
            before.setdefault(path, text)
            run.buffers[path] = spliced(text, of_file).encode("utf-8")
        run.changed = set(edits)
        made += count
    after = {path: run.buffers[path].decode("utf-8") for path in before}
    changed = {path: text for path, text in after.items() if text != before[path]}
    return Fixed(Run(session, found.excluded), {path: before[path] for path in changed}, changed, made)


def _apart(changes: Iterable[tuple[Edit, ...]]) -> tuple[dict[str, list[Edit]], int]:
    """The edits by file of as many changes as do not overlap with those before them, and how many changes these are."""
    chosen: dict[str, list[Edit]] = {}
    count = 0
    for edits in changes:
        if any(edit.overlaps(other) for edit in edits for other in chosen.get(edit.span.path, ())):
            continue
        for edit in edits:
            chosen.setdefault(edit.span.path, []).append(edit)
        count += 1
    return chosen, count
