"""
Judges many units: not those that an earlier run has judged, one after the other when that is quicker, and on several
cores otherwise. Results come in the order of units.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator, Sequence

from mvnetgen.discover import Unit
from mvnetgen.results import Results
from mvnetgen.unit import UnitResult, UnitSettings

WORTH_A_POOL = 120_000
"""Bytes to read beyond which starting processes pays: Terraform needs about 4 s a megabyte, a process 0.3 s to start."""


def judge_units(units: Sequence[Unit], settings: UnitSettings, jobs: int = 0) -> Iterator[UnitResult]:
    """The results, each as soon as it and all before it are there. `jobs` 0 means one process for each core."""
    results = Results(settings)
    known = [results.find(unit) for unit in units]
    judged = _judge([unit for unit, result in zip(units, known, strict=True) if result is None], settings, jobs)
    for result in known:
        yield result if result is not None else next(judged)


def _judge(units: Sequence[Unit], settings: UnitSettings, jobs: int) -> Iterator[UnitResult]:
    if not units:
        return
    # when everything is known from earlier, neither the rules nor the parsers are loaded
    from mvnetgen.judge_unit import judge_unit  # noqa: PLC0415

    workers = min(jobs or _cores(), len(units))
    if workers < 2 or (not jobs and sum(unit.weight for unit in units) < WORTH_A_POOL):
        yield from (judge_unit(unit, settings) for unit in units)
        return
    import multiprocessing  # noqa: PLC0415 - for several processes only, and slow to load
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 - the same

    # fork costs nothing, but is only safe where no thread may hold a lock
    forks = sys.platform == "linux" and threading.active_count() == 1
    context = multiprocessing.get_context("fork" if forks else "spawn")
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        waiting = [pool.submit(judge_unit, unit, settings) for unit in units]
        try:
            for each in waiting:
                yield each.result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) or 1
    return os.cpu_count() or 1
