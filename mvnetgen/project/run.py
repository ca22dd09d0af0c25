"""A whole run over the files of a project: paths to inputs, and inputs through the door of `lint.session`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from mvnetgen.formats.input import Input
from mvnetgen.lint.finding import Result
from mvnetgen.lint.session import Session, Settings, judge
from mvnetgen.lint.settings import InputResult, InputSettings
from mvnetgen.project.discovery import Discovery, Exclusion, discover
from mvnetgen.project.pool import judge_inputs
from mvnetgen.project.spots import spot_of
from mvnetgen.project.trees import tree_at

Progress = Callable[[int, int], None]
"""Told after each input: how many are judged, of how many."""


@dataclass(frozen=True)
class Request:
    """What a user asks to be judged, and how; all paths as the working directory sees them."""

    paths: tuple[Path, ...] = ()
    stdin: Input | None = None
    only_workspaces: bool = False
    """A named YAML file that is no workspace is left out, as one in a folder is."""
    exclusions: tuple[Exclusion, ...] = ()
    settings: Settings = field(default_factory=Settings)
    jobs: int = 0
    cache: bool = True


@dataclass(frozen=True)
class Run:
    """A session, and what the search for its inputs left out."""

    session: Session
    excluded: tuple[str, ...] = ()

    @property
    def result(self) -> Result:
        """The result of the session."""
        return self.session.result


def find_inputs(request: Request) -> Discovery:
    """What a run would judge: paths on the disk, and those of revisions. Raises `UsageError` for one that is not here."""
    spots = [spot_of(path.as_posix()) for path in request.paths]
    here = [Path(spot.paths[0]) for spot in spots if not spot.commit]
    parts = [discover(here, request.exclusions, only_workspaces=request.only_workspaces)] if here else []
    parts += [
        discover([Path(path) for path in spot.paths], request.exclusions, revision=spot.commit, label=spot.label)
        for spot in spots
        if spot.commit
    ]
    return Discovery(
        (*(each for part in parts for each in part.inputs), *([request.stdin] if request.stdin else [])),
        tuple(error for part in parts for error in part.unreadable),
        tuple(path for part in parts for path in part.excluded),
    )


def lint(request: Request, progress: Progress | None = None) -> Run:
    """Judges everything that is asked for. What cannot be read stands in the result; the rest is judged all the same."""
    found = find_inputs(request)

    def one_by_one(inputs: Sequence[Input], settings: InputSettings) -> Iterator[InputResult]:
        for number, result in enumerate(judge_inputs(inputs, settings, request.jobs, cache=request.cache), 1):
            yield result
            if progress:
                progress(number, len(inputs))

    session = judge(found.inputs, request.settings, tree_at("."), one_by_one=one_by_one, unreadable=found.unreadable)
    return Run(session, found.excluded)
