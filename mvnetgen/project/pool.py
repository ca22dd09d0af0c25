"""
Judges many inputs: not those that an earlier run has judged, one after the other when that is quicker, and on several
cores otherwise. Results come in the order of inputs.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator, Sequence

from mvnetgen.formats.contents import Contents
from mvnetgen.formats.input import Input, InputKind
from mvnetgen.lint.settings import InputResult, InputSettings
from mvnetgen.project.results import Results
from mvnetgen.project.trees import tree_at
from mvnetgen.text.errors import CrashError, InputError
from mvnetgen.text.source import Span
from mvnetgen.text.watched import Watched

WORTH_A_POOL = 60_000
"""Bytes to read beyond which starting processes pays: some 0.4 s of work, and processes take 0.1 s to start."""

BATCHES = 8
"""Batches of inputs for each process: so few that handing them over is cheap, so many that all processes end together."""


def judge_inputs(
    inputs: Sequence[Input], settings: InputSettings, jobs: int = 0, *, cache: bool = True
) -> Iterator[InputResult]:
    """The results, each as soon as it and all before it are there. `jobs` 0 means one process for each core."""
    results = Results(settings, enabled=cache)
    known = [results.find(each) for each in inputs]
    judged = _judge(
        [each for each, result in zip(inputs, known, strict=True) if result is None], settings, results, jobs
    )
    for result in known:
        yield result if result is not None else next(judged)


def _judge(inputs: Sequence[Input], settings: InputSettings, results: Results, jobs: int) -> Iterator[InputResult]:
    if not inputs:
        return
    workers = min(jobs or _cores(), len(inputs))
    if workers < 2 or (not jobs and sum(each.weight for each in inputs) < WORTH_A_POOL):
        yield from (_judge_one(each, settings, results) for each in inputs)
        return
    import multiprocessing  # noqa: PLC0415 - for several processes only, and slow to load
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 - the same
    from concurrent.futures.process import BrokenProcessPool  # noqa: PLC0415 - the same

    # fork costs nothing, but is only safe where no thread may hold a lock
    forks = sys.platform == "linux" and threading.active_count() == 1
    if forks and any(each.kind is InputKind.MODULE for each in inputs):
        import mvnetgen.formats.terraform.read  # noqa: PLC0415 - once, instead of once in each process
        import mvnetgen.lint.judgement  # noqa: F401, PLC0415 - the same
    context = multiprocessing.get_context("fork" if forks else "spawn")
    if not forks:
        os.environ.setdefault("PYTHONSAFEPATH", "1")  # a new process imports nothing from the working directory
    batch = -(-len(inputs) // (workers * BATCHES))
    given = (settings, results.enabled)
    done = 0
    with ProcessPoolExecutor(workers, context, _start, given) as pool:
        try:
            for result in pool.map(_judge_in_process, inputs, chunksize=batch):
                yield result
                done += 1
        except BrokenProcessPool:  # somebody ended a process of ours, perhaps because it took all the memory there is
            pass
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
    for each in inputs[done:]:
        with ProcessPoolExecutor(1, context, _start, given) as alone:
            try:
                yield alone.submit(_judge_in_process, each).result()
            except BrokenProcessPool as error:
                yield InputResult(files=(each.path,), unreadable=(CrashError.of(error, Span.point(each.path)),))


def _judge_one(each: Input, settings: InputSettings, results: Results) -> InputResult:
    """Judges an input, and keeps the result with what it depends on."""
    if each.kind is InputKind.DATA and (nothing := _of_no_workspace(each)) is not None:
        return nothing
    # when everything is known from earlier, neither the rules nor the parsers are loaded
    from mvnetgen.lint.judgement import judge_input  # noqa: PLC0415

    tree = Watched(tree_at(each.path, each.revision))
    result = judge_input(each, tree, settings)
    if not any(isinstance(error, CrashError) for error in result.unreadable):
        results.keep(each, result, tree)
    return result


def _of_no_workspace(each: Input) -> InputResult | None:
    """The result of a plan that says nothing of a workspace; None for anything else."""
    from mvnetgen.formats.data import of_no_workspace  # noqa: PLC0415 - for this kind of input only

    try:
        contents = of_no_workspace(each, tree_at(each.path, each.revision))
    except InputError as error:
        return InputResult(files=(each.path,), unreadable=(error,))
    return None if contents is None else InputResult(files=contents.closed, notes=contents.notes)


def judge_read(each: Input, contents: Contents, tree: Watched, settings: InputSettings) -> InputResult:
    """The result of an input that was read from `tree` already: judged, unless an earlier run has judged the same."""
    results = Results(settings)
    known = results.find(each)
    if known is not None:
        return known
    from mvnetgen.lint.judgement import judge_contents  # noqa: PLC0415 - with the rules, a fifth of the time of a run

    result = judge_contents(contents, settings)
    results.keep(each, result, tree)
    return result


_in_force: list[tuple[InputSettings, Results]] = []
"""In a process of a pool: its settings."""


def _start(settings: InputSettings, cache: bool) -> None:
    _in_force.append((settings, Results(settings, enabled=cache)))


def _judge_in_process(each: Input) -> InputResult:
    return _judge_one(each, *_in_force[-1])


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) or 1
    return os.cpu_count() or 1
