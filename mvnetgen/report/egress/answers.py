"""Whether hosts are reached, for a terminal: a line for each, and below a refusal the smallest change."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from mvnetgen.egress.reach import Answer, Verdict
from mvnetgen.report.egress.words import money, place_text
from mvnetgen.report.style import PLAIN, Style, clean

if TYPE_CHECKING:
    from mvnetgen.egress.change import Change

WIDEST = 100
_COLOURS = {Verdict.ALLOWED: "help", Verdict.REFUSED: "error", Verdict.DEPENDS: "warning"}


def answers_text(given: Sequence[tuple[Answer, Change | None]], style: Style = PLAIN, *, several: bool = False) -> str:
    """A line or more for each answer; with `several` networks each says which one it is."""
    names = [_name(answer, several=several) for answer, _ in given]
    width = min(max(map(len, names), default=0), 48)
    lines: list[str] = []
    said: set[str] = set()
    for (answer, change), name in zip(given, names, strict=True):
        lines += _lines(answer, name, width, style)
        if change is not None and change.snippet not in said:
            said.add(change.snippet)
            lines += _change(change, style)
    return "".join(f"{line}\n" for line in lines)


def _name(answer: Answer, *, several: bool) -> str:
    return clean(answer.question.shown) + (f" ({clean(answer.workspace)})" if several else "")


def _lines(answer: Answer, name: str, width: int, style: Style) -> Iterator[str]:
    verdict = style.paint(answer.verdict, _COLOURS[answer.verdict]) + " " * (7 - len(answer.verdict))
    where = place_text(answer.place)
    reason = answer.message + (f" ({where})" if where else "")
    if answer.code is not None:
        reason = f"{answer.code}: {reason}"
    if answer.part:
        reason += f"; of it {answer.part} is refused"
    lead = f"{name:<{width}}  "
    room = max(min(style.width, WIDEST) - width - 11, 30)
    first, *more = textwrap.wrap(clean(reason), room, break_on_hyphens=False, break_long_words=False) or [""]
    yield f"{lead}{verdict}  {first}".rstrip()
    yield from (" " * (width + 11) + line for line in more)
    question = answer.question
    if question.path:
        why = f", {question.why}" if question.why else ""
        yield f"   needed by {clean(question.path)}" + (f":{question.line}" if question.line else "") + clean(why)
    if question.note:
        yield f"   {clean(question.note)}"


def _change(change: Change, style: Style) -> Iterator[str]:
    cost = f"{money(change.month)} {change.currency} a month" if change.month else "at no cost"
    yield f"   {style.paint('smallest change', 'help')}, {cost}: {change.what}"
    for also in change.also:
        yield f"     and {also}"
    yield f"     {clean(change.path)}" + (f", after line {change.line}" if change.line else "")
    yield from (f"       {line}".rstrip() for line in change.snippet.split("\n"))
