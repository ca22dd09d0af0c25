"""A whole comparison: two versions of a project, what changes between them, and what the rules say about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from mvnetgen.change.changes import Changed, changes
from mvnetgen.change.pairs import Found
from mvnetgen.egress.build import Network, networks
from mvnetgen.formats.input import Input
from mvnetgen.lint.changes import judge_changes
from mvnetgen.lint.engine import Settings as Engine
from mvnetgen.lint.finding import Result
from mvnetgen.lint.judgement import result_of
from mvnetgen.lint.session import Session, Settings, judge
from mvnetgen.lint.settings import InputResult, InputSettings
from mvnetgen.project.versions import Part, Versions
from mvnetgen.rules.index import RULES_BY_NAME
from mvnetgen.text.source import Source
from mvnetgen.text.tree import Tree


@dataclass(frozen=True)
class Comparison:
    """What was found in a change, and the change itself."""

    session: Session
    changed: tuple[Changed, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    """By fingerprint: the workspace that a finding is about."""
    unchanged: int = 0
    """Workspaces of files that the change does not touch."""

    @property
    def result(self) -> Result:
        """The result of the session."""
        return self.session.result


def compare_versions(
    versions: Versions, settings: Settings, tree: Tree, *, cost_threshold: float | None = None
) -> Comparison:
    """What changes between two versions. `tree` is where the new one lies."""
    old, new = (_found((*parts, *versions.same), versions.same) for parts in (versions.old, versions.new))
    changed = tuple(changes(old, new, cost_threshold))
    contents = [part.contents for part in (*versions.new, *versions.same)]
    before = [part.contents for part in versions.old]
    sources: dict[str, Source] = {}
    for each in (*before, *contents):
        sources |= each.sources
    names: dict[str, str] = {}

    def one_by_one(_: Sequence[Input], how: InputSettings) -> Iterator[InputResult]:
        engine = Engine(tuple(RULES_BY_NAME[name] for name in how.rules), how.severities, how.policy, how.below)
        findings, of = judge_changes(changed, engine, sources.get)
        names.update(of)
        yield result_of(findings, contents, before)

    asked = replace(settings, change=True)
    session = judge([], asked, tree, one_by_one=one_by_one, unreadable=versions.unreadable)
    same = sum(len(estate.declarations) for part in versions.same for _, estate in part.contents.worlds[:1])
    return Comparison(session, changed, names, same)


def _found(parts: Iterable[Part], same: Sequence[Part]) -> list[Found]:
    """The workspaces of some parts; those of parts that are the same in both versions help to understand the others only."""
    listed = list(parts)
    untouched = {part.source for part in same}
    found = []
    for part, network in _networks(listed):
        if part.source not in untouched:
            found.append(Found(network, part.source))
    return found


def _networks(parts: Sequence[Part]) -> Iterator[tuple[Part, Network]]:
    by_estate = {id(estate): part for part in parts for _, estate in part.contents.worlds}
    for network in networks([part.contents.worlds for part in parts]):
        yield by_estate[id(network.variants[0].estate)], network
