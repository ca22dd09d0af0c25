"""Times whole processes from outside, and keeps what was measured in the page about it."""

from __future__ import annotations

import os
import platform
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

PAGE = """\
# Benchmarks

What mvnetgen costs, measured by the scripts in `benchmarks/`, which write their part of this page themselves:

```sh
MVNETGEN_CHECKOV=/path/to/checkov python benchmarks/lint.py --write docs/benchmarks.md
MVNETGEN_SDK_PYTHON=/path/to/python-with-azure-ai-ml python benchmarks/generate.py --write docs/benchmarks.md
```

Seconds are of the whole process, from its start to its end, the median of the runs. CPU is user and system time of the
process and all that it started. Memory is the peak of its largest process. Commands that are compared run in turn.
"""


@dataclass(frozen=True)
class Command:
    """A process to time."""

    words: Sequence[str]
    environment: dict[str, str] | None = None
    before: Callable[[], object] | None = None
    """Done before each run, and not timed."""
    codes: tuple[int, ...] = (0, 1)
    """Exit codes of a run that did its work: linters say 1 when they find something."""


@dataclass(frozen=True)
class Cost:
    """What a command takes: seconds, and bytes of its largest process; medians."""

    wall: float
    cpu: float
    memory: float


def measure(commands: Sequence[Command], runs: int) -> list[Cost]:
    """The costs of several commands that run in turn, after one run each that does not count."""
    taken: list[list[Cost]] = [[] for _ in commands]
    for turn in range(runs + 1):
        for command, costs in zip(commands, taken, strict=True):
            if command.before:
                command.before()
            cost = once(command)
            if turn:
                costs.append(cost)
    return [
        Cost(*(statistics.median(getattr(cost, name) for cost in costs) for name in ("wall", "cpu", "memory")))
        for costs in taken
    ]


def once(command: Command) -> Cost:
    """One run. Raises `RuntimeError` when it fails: a crash is fast."""
    environment = {**os.environ, **(command.environment or {})}
    start = time.perf_counter()
    with subprocess.Popen(
        command.words, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr
        said = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in command.codes:
        raise RuntimeError(f"`{' '.join(command.words)}` ended with {process.returncode}: {said[-500:]}")
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024))


def machine() -> str:
    """Where and when it was measured, in a line."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    load = f", load {os.getloadavg()[0]:.1f} at the start" if hasattr(os, "getloadavg") else ""
    today = datetime.now(UTC).date()
    return f"{today}, {platform.system()}, {cores} cores, Python {platform.python_version()}{load}."


def table(head: Sequence[str], rows: Sequence[Sequence[str]], words: int = 1) -> str:
    """A Markdown table; the first columns are words, the others figures."""
    lines = [head, ["---" if number < words else "---:" for number, _ in enumerate(head)], *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def report(name: str, text: str, page: Path | None) -> None:
    """Prints a part of the page, and puts it into the page in place of what stood there."""
    print(text)
    if page is None:
        return
    before = page.read_text(encoding="utf-8") if page.exists() else PAGE
    part = f"<!-- {name} -->\n\n{text.strip()}\n\n<!-- end of {name} -->\n"
    found = re.search(rf"<!-- {name} -->\n.*?<!-- end of {name} -->\n", before, re.DOTALL)
    after = before.replace(found[0], part) if found else f"{before.rstrip()}\n\n{part}"
    page.write_text(after, encoding="utf-8")


def seconds(value: float) -> str:
    """Seconds as the tables have them."""
    return f"{value:.2f} s"


def megabytes(value: float) -> str:
    """Bytes as the tables have them."""
    return f"{value / 1e6:.0f} MB"


def beside(cost: Cost, ours: Cost) -> str:
    """What another program takes, as a multiple of ours."""
    return f"{cost.wall / ours.wall:.1f} times the seconds, {cost.memory / ours.memory:.1f} times the memory"
