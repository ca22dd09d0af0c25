"""
Matching in time proportional to text and expression, as RE2 does it: all alternatives advance side by side.

Python's own `re` backtracks, and an expression such as ``(a+)+$`` would stop everything.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from mvnetgen.languages.hcl.functions.re2_classes import Test, is_word
from mvnetgen.languages.hcl.functions.re2_parse import Parser, Pattern
from mvnetgen.languages.hcl.work import NotKnown, Work
from mvnetgen.text.document import Cause

LARGEST_PROGRAM = 5000
STEPS_A_CHARGE = 4
"""Instructions that are followed for one step of a budget."""
LETTERS_A_CHARGE = 64
"""Captured positions that are copied for one step of a budget."""
LONGEST_EXPRESSION = 10_000

Captures = tuple[int, ...]
"""Start and end of the match and of each group; -1 for a group that took no part."""

Thread = tuple[int, Captures]
"""An instruction, and what was captured on the way to it."""


class Step(NamedTuple):
    """One instruction: take a character, fork, note a position, test a position, or match."""

    kind: str
    test: Test | None = None
    what: str = ""
    to: int = 0
    other: int = 0


class Threads(NamedTuple):
    """The threads at one position."""

    found: dict[int, Captures]
    """By the instruction that takes the next character: what was captured on the way to it, the preferred ones first."""
    seen: set[int]
    """The instructions that some thread has reached: whoever comes first is preferred."""


class Expression(NamedTuple):
    """A regular expression, ready to be matched."""

    steps: tuple[Step, ...]
    names: tuple[str | None, ...]


@lru_cache(maxsize=128)
def compiled(text: str) -> Expression:
    """An expression. Raises `Refused` for what RE2 does not take, `NotKnown` for what is too large."""
    if len(text) > LONGEST_EXPRESSION:
        raise NotKnown("a regular expression that is too long", Cause.BUDGET)
    parsed = Parser(text).parse()
    steps: list[Step] = []
    _compile(Pattern("group", (parsed.pattern,), group=0), steps)
    steps.append(Step("match"))
    return Expression(tuple(steps), parsed.names)


def _compile(pattern: Pattern, steps: list[Step]) -> None:
    if len(steps) > LARGEST_PROGRAM:
        raise NotKnown("a regular expression that is too large", Cause.BUDGET)
    match pattern.kind:
        case "char":
            steps.append(Step("char", pattern.test))
        case "assert":
            steps.append(Step("assert", what=pattern.what))
        case "all":
            for part in pattern.parts:
                _compile(part, steps)
        case "any":
            _compile_any(pattern.parts, steps)
        case "group":
            steps.append(Step("save", to=pattern.group * 2))
            _compile(pattern.parts[0], steps)
            steps.append(Step("save", to=pattern.group * 2 + 1))
        case "repeat":
            _compile_repeat(pattern, steps)


def _compile_any(parts: tuple[Pattern, ...], steps: list[Step]) -> None:
    ends: list[int] = []
    for part in parts[:-1]:
        fork = len(steps)
        steps.append(Step("fork"))
        _compile(part, steps)
        ends.append(len(steps))
        steps.append(Step("jump"))
        steps[fork] = Step("fork", to=fork + 1, other=len(steps))
    _compile(parts[-1], steps)
    for end in ends:
        steps[end] = Step("jump", to=len(steps))


def _compile_repeat(pattern: Pattern, steps: list[Step]) -> None:
    """As Go does it: ``x*`` is ``(x+)?`` when x can be empty, and ``x{2,}`` is ``xx+``."""
    (part,) = pattern.parts
    if pattern.most is None:
        if pattern.least or _can_be_empty(part):
            optional = None if pattern.least else len(steps)
            if optional is not None:
                steps.append(Step("fork"))
            for _ in range(pattern.least - 1):
                _compile(part, steps)
            start = len(steps)
            _compile(part, steps)
            again = _fork(len(steps), len(steps) + 1, pattern.greedy)
            steps.append(again._replace(to=start) if pattern.greedy else again._replace(other=start))
            if optional is not None:
                steps[optional] = _fork(optional, len(steps), pattern.greedy)
            return
        fork = len(steps)
        steps.append(Step("fork"))
        _compile(part, steps)
        steps.append(Step("jump", to=fork))
        steps[fork] = _fork(fork, len(steps), pattern.greedy)
        return
    for _ in range(pattern.least):
        _compile(part, steps)
    forks: list[int] = []
    for _ in range(pattern.most - pattern.least):
        forks.append(len(steps))
        steps.append(Step("fork"))
        _compile(part, steps)
    for fork in forks:
        steps[fork] = _fork(fork, len(steps), pattern.greedy)


def _can_be_empty(pattern: Pattern) -> bool:
    if pattern.kind == "char":
        return False
    if pattern.kind in {"empty", "assert"} or (pattern.kind == "repeat" and pattern.least == 0):
        return True
    return (any if pattern.kind == "any" else all)(_can_be_empty(part) for part in pattern.parts)


def _fork(fork: int, after: int, greedy: bool) -> Step:
    return Step("fork", to=fork + 1, other=after) if greedy else Step("fork", to=after, other=fork + 1)


def search(expression: Expression, text: str, start: int, work: Work) -> Captures | None:
    """The first match from a position on, as RE2 and Perl choose it; None when there is none."""
    steps = expression.steps
    nothing: Captures = (-1,) * (2 * len(expression.names) + 2)
    threads = Threads({}, set())
    best: Captures | None = None
    for position in range(start, len(text) + 1):
        if best is None:
            _follow(steps, (0, nothing), position, text, threads)
        if not threads.found and best is not None:
            break
        copied = len(threads.found) * len(nothing)
        work.charge(1 + len(threads.seen) // STEPS_A_CHARGE + copied // LETTERS_A_CHARGE)
        character = text[position : position + 1]
        following = Threads({}, set())
        for at, captures in threads.found.items():
            step = steps[at]
            if step.kind == "match":
                best = captures
                break
            if character and step.test and step.test(character):
                _follow(steps, (at + 1, captures), position + 1, text, following)
        threads = following
    return best


def _follow(steps: tuple[Step, ...], first: Thread, position: int, text: str, threads: Threads) -> None:
    """Add the threads that an instruction leads to without taking a character, in the order of preference."""
    waiting = [first]
    while waiting:
        at, captures = waiting.pop()
        if at in threads.seen:
            continue
        threads.seen.add(at)
        step = steps[at]
        if step.kind == "jump":
            waiting.append((step.to, captures))
        elif step.kind == "fork":
            waiting.append((step.other, captures))
            waiting.append((step.to, captures))
        elif step.kind == "save":
            waiting.append((at + 1, (*captures[: step.to], position, *captures[step.to + 1 :])))
        elif step.kind == "assert":
            if _holds(step.what, text, position):
                waiting.append((at + 1, captures))
        else:
            threads.found[at] = captures


def _holds(what: str, text: str, position: int) -> bool:
    if what == "\\A":
        return position == 0
    if what == "\\z":
        return position == len(text)
    if what == "^":
        return position == 0 or text[position - 1] == "\n"
    if what == "$":
        return position == len(text) or text[position] == "\n"
    before = position > 0 and is_word(text[position - 1])
    after = position < len(text) and is_word(text[position])
    return (before != after) == (what == "\\b")


def matches(expression: Expression, text: str, work: Work) -> Iterator[Captures]:
    """All matches that do not overlap; an empty one right after another match is left out."""
    position, previous = 0, -1
    while position <= len(text):
        found = search(expression, text, position, work)
        if found is None:
            return
        work.charge(8)
        accepted = True
        if found[1] == position:
            accepted = found[0] != previous
            position += 1
        else:
            position = found[1]
        previous = found[1]
        if accepted:
            yield found
