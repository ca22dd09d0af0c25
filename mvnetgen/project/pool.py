"""
Judges many units: not those that an earlier run has judged, one after the other when that is quicker, and on several
cores otherwise. Results come in the order of units.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator, Sequence

from mvnetgen.lint.input import UnitResult, UnitSettings
from mvnetgen.project.discovery import Unit, UnitKind
from mvnetgen.project.results import Results

WORTH_A_POOL = 60_000
"""Bytes to read beyond which starting processes pays: some 0.4 s of work, and processes take 0.1 s to start."""

BATCHES = 8
"""Batches of units for each process: so few that handing them over is cheap, so many that all processes end together."""


def judge_units(units: Sequence[Unit], settings: UnitSettings, jobs: int = 0) -> Iterator[UnitResult]:
    """The results, each as soon as it and all before it are there. `jobs` 0 means one process for each core."""
    results = Results(settings)
    known = [results.find(unit) for unit in units]
    judged = _judge(
        [unit for unit, result in zip(units, known, strict=True) if result is None], settings, results, jobs
    )
    for result in known:
        yield result if result is not None else next(judged)


def _judge(units: Sequence[Unit], settings: UnitSettings, results: Results, jobs: int) -> Iterator[UnitResult]:
    if not units:
        return
    # when everything is known from earlier, neither the rules nor the parsers are loaded
    from mvnetgen.lint.judgement import judge_unit  # noqa: PLC0415

    workers = min(jobs or _cores(), len(units))
    if workers < 2 or (not jobs and sum(unit.weight for unit in units) < WORTH_A_POOL):
        yield from (judge_unit(unit, settings, results) for unit in units)
        return
    import multiprocessing  # noqa: PLC0415 - for several processes only, and slow to load
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 - the same

    # fork costs nothing, but is only safe where no thread may hold a lock
    forks = sys.platform == "linux" and threading.active_count() == 1
    if forks and any(unit.kind is UnitKind.MODULE for unit in units):
        import mvnetgen.formats.terraform.read  # noqa: F401, PLC0415 - once, instead of once in each process
    context = multiprocessing.get_context("fork" if forks else "spawn")
    batch = -(-len(units) // (workers * BATCHES))
    with ProcessPoolExecutor(workers, context, _start, (settings,)) as pool:
        try:
            yield from pool.map(_judge_in_process, units, chunksize=batch)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


_in_force: list[tuple[UnitSettings, Results]] = []
"""In a process of a pool: its settings."""


def _start(settings: UnitSettings) -> None:
    _in_force.append((settings, Results(settings)))


def _judge_in_process(unit: Unit) -> UnitResult:
    from mvnetgen.lint.judgement import judge_unit  # noqa: PLC0415

    return judge_unit(unit, *_in_force[-1])


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) or 1
    return os.cpu_count() or 1
