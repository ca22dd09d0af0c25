"""
The door to judging: inputs and settings in, a result out.

Command line, generate, scenario, hooks and the editor all come through `judge`. It decides which rules run, lets ignore
comments and the baseline take their findings away, and counts what was looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from mvnetgen.formats.contents import ReadSettings
from mvnetgen.formats.input import Input
from mvnetgen.lint.baseline import Entry, apply_baseline
from mvnetgen.lint.catalogue import ALL, catalogue, group_named, is_rule_or_group, no_such_rule
from mvnetgen.lint.finding import Finding, Result, Summary, from_top, numbered
from mvnetgen.lint.grouping import said_once
from mvnetgen.lint.ignores import META, apply_ignores
from mvnetgen.lint.settings import InputResult, InputSettings
from mvnetgen.rules.rule import Severity
from mvnetgen.text.errors import InputError, UsageError
from mvnetgen.text.source import Source, is_generated
from mvnetgen.text.tree import Tree

if TYPE_CHECKING:
    from mvnetgen.model.policy import Policy


@dataclass(frozen=True)
class Settings:
    """How a user wants to be judged: the configuration, and what the command line puts over it."""

    select: tuple[str, ...] = (ALL,)
    ignore: tuple[str, ...] = ()
    named: frozenset[str] = frozenset()
    """Rules that the user selected by name, which `ignore` therefore does not take away."""
    enforce: tuple[str, ...] = ()
    """Rules or groups that run whatever else is said, and whose findings neither comment nor baseline takes away."""
    severities: Mapping[str, Severity] = field(default_factory=dict)
    fail_on: Severity = Severity.WARNING
    policy: Policy | None = None
    strict_ignores: bool = False
    no_ignores: bool = False
    """Judge as if there were no ignore comments."""
    baseline: tuple[Entry, ...] = ()
    reading: ReadSettings = field(default_factory=ReadSettings)
    below: str = ""
    """The working directory as seen from the top of the repository; empty at the top."""
    change: bool = False
    """Whether two versions are compared: the rules of that group run then, and no others."""
    today: date = field(default_factory=date.today)

    @property
    def chosen(self) -> frozenset[str]:
        """The names of the rules that are asked for. Raises `UsageError` for a name that is neither a rule nor a group."""
        return frozenset(chosen_rules(self.select, self.ignore, self.named)) | self.enforced

    @property
    def enforced(self) -> frozenset[str]:
        """The names of the rules that are enforced."""
        return frozenset(chosen_rules(self.enforce))

    @property
    def for_inputs(self) -> InputSettings:
        """What judging one input needs of them."""
        chosen = self.chosen
        # Whether a comment is of use cannot be told from the comment alone: all rules run for that question.
        judging = frozenset(catalogue()) if chosen and chosen <= META else chosen
        rules = tuple(
            name for name, entry in catalogue().items() if name in judging and entry.needs_change is self.change
        )
        return InputSettings(rules, self.severities, self.policy, self.below, self.reading)


@dataclass(frozen=True)
class Session:
    """A result, and what only the keeper of a baseline asks for."""

    result: Result
    stale: tuple[Entry, ...] = ()
    untouched: tuple[Entry, ...] = ()
    """Entries whose file or rule was not judged this time."""


Judge = Callable[[Sequence[Input], InputSettings], Iterator[InputResult]]
"""What judges inputs one by one, in their order: in this process, in several, or from what an earlier run kept."""


def judge(
    inputs: Iterable[Input],
    settings: Settings,
    tree: Tree,
    *,
    one_by_one: Judge | None = None,
    unreadable: Iterable[InputError] = (),
) -> Session:
    """
    What is found in some inputs.

    `tree` is where their files lie; `one_by_one` replaces the way in which each input is judged; `unreadable` is what
    the search for inputs could not read, and belongs to the result. What cannot be read stands in the result, and the
    rest is judged all the same. Raises `UsageError` for rules that do not exist.
    """
    wanted = settings.for_inputs
    found = tuple(inputs)
    results = list(one_by_one(found, wanted) if one_by_one else judged_here(found, wanted, tree))
    return _concluded(settings, wanted, results, tuple(unreadable), tree)


def judged_here(inputs: Iterable[Input], settings: InputSettings, tree: Tree) -> Iterator[InputResult]:
    """Each input judged in this process, one after the other."""
    from mvnetgen.lint.judgement import judge_input  # noqa: PLC0415 - with the rules: not for what is known already

    for each in inputs:
        yield judge_input(each, tree, settings)


def chosen_rules(
    select: Iterable[str], ignore: Iterable[str] = (), named: frozenset[str] = frozenset()
) -> tuple[str, ...]:
    """The names of the rules by names and groups. Raises `UsageError` for a name that is neither."""
    wanted = _names(select) - (_names(ignore) - named)
    return tuple(name for name in catalogue() if name in wanted)


def _names(words: Iterable[str]) -> set[str]:
    names: set[str] = set()
    for word in words:
        if not is_rule_or_group(word):
            raise UsageError(no_such_rule(word))
        if word == ALL:
            names |= catalogue().keys()
        elif word in catalogue():
            names.add(word)
        else:
            names |= {name for name, entry in catalogue().items() if entry.group == group_named(word)}
    return names


def _concluded(
    settings: Settings,
    judging: InputSettings,
    results: Sequence[InputResult],
    unreadable: tuple[InputError, ...],
    tree: Tree,
) -> Session:
    chosen = settings.chosen
    sources: dict[str, Source] = {}
    for each in results:
        sources |= each.sources
    files = sorted({path for result in results for path in result.files})
    errors = [*unreadable, *(error for result in results for error in result.unreadable)]
    ran = frozenset(name for name in judging.rules if settings.policy or not catalogue()[name].takes_policy)
    judged = apply_ignores(
        _distinct(results),
        [ignore for result in results for ignore in result.ignores if not settings.no_ignores],
        today=settings.today,
        ran=ran,
        severities={name: settings.severities.get(name, catalogue()[name].severity) for name in META & chosen},
        strict=settings.strict_ignores,
        enforced=settings.enforced,
        unfinished=_unfinished(results) | {path for path, source in sources.items() if is_generated(source.text)},
        below=settings.below,
    )
    wanted = [finding for finding in judged.findings if finding.rule in chosen]
    by_comment = [finding for finding in judged.suppressed if finding.rule in chosen]
    looked_at = _looked_at(files, chosen & ran, settings.below, tree)
    open_to_it = [finding for finding in wanted if finding.rule not in settings.enforced]
    enforced = [finding for finding in wanted if finding.rule in settings.enforced]
    known = apply_baseline(open_to_it, settings.baseline, looked_at)
    suppressed = sorted([*by_comment, *known.suppressed], key=lambda finding: finding.order)
    result = Result(
        findings=tuple(sorted((*known.findings, *enforced), key=lambda finding: finding.order)),
        suppressed=tuple(suppressed),
        summary=Summary(
            files=len(files),
            workspaces=sum(each.workspaces for each in results),
            outbound_rules=sum(each.outbound_rules for each in results),
            unknown_values=sum(each.unknown_values for each in results),
            suppressed=len(suppressed),
            not_read=tuple(dict.fromkeys(name for each in results for name in each.not_read)),
        ),
        unreadable=tuple(
            sorted({(error.span, error.message): error for error in errors}.values(), key=lambda error: error.span)
        ),
        sources=sources,
        stale_baseline=tuple(str(entry) for entry in known.stale),
        files=tuple(files),
        below=settings.below,
        fail_on=settings.fail_on,
        notes=tuple(dict.fromkeys(note for each in results for note in each.notes)),
    )
    untouched = tuple(entry for entry in settings.baseline if not looked_at(entry))
    return Session(result, known.stale, untouched)


def _unfinished(results: Iterable[InputResult]) -> frozenset[str]:
    """Files in which a comment may be of use although it matches nothing that was found."""
    found: set[str] = set()
    for each in results:
        found.update(each.files if each.unreadable else ())
        found.update(ignore.span.path for ignore in each.ignores if each.in_part)
    return frozenset(found)


def _distinct(results: Iterable[InputResult]) -> list[Finding]:
    """The findings of all inputs: what is found for several instances of a block, or in several inputs, counts once."""
    found = (finding for result in results for finding in result.findings)
    return numbered(said_once(sorted(found, key=lambda finding: finding.order)))


def _looked_at(files: Iterable[str], rules: frozenset[str], below: str, tree: Tree) -> Callable[[Entry], bool]:
    """Whether the file and the rule of an entry were judged; what is gone from the repository counts as judged."""
    judged = {from_top(path, below) for path in files}
    up = "../" * (below.count("/") + 1) if below else ""

    def answer(entry: Entry) -> bool:
        gone = entry.rule not in catalogue() or not tree.exists(up + entry.path)
        return gone or (entry.path in judged and entry.rule in rules)

    return answer
