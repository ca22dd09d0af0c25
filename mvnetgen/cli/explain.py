"""``mvnetgen explain``."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Iterator

import click

from mvnetgen.cli.terminal import put, style_of
from mvnetgen.formats.shape import nearest, shown
from mvnetgen.lint.finding import DOCUMENTATION
from mvnetgen.report.style import Style
from mvnetgen.rules.examples import example_of
from mvnetgen.rules.index import GROUPS, RULES, RULES_BY_NAME
from mvnetgen.rules.rule import Rule
from mvnetgen.text.errors import UsageError

WIDEST = 80
"""Columns: longer lines are hard to read."""


def _complete(ctx: click.Context, parameter: click.Parameter, begun: str) -> list[str]:  # noqa: ARG001
    return [rule.name for rule in RULES if rule.name.startswith(begun)]


@click.command()
@click.argument("rule", shell_complete=_complete)
def explain(rule: str) -> None:
    """Explain one rule: what it finds, why it matters, how to mend it."""
    known = RULES_BY_NAME.get(rule)
    if known is None:
        raise UsageError(f"`{shown(rule)}` is no rule; {_proposal(rule)}")
    put("".join(f"{line}\n" for line in _lines(known, style_of(sys.stdout))))


def _proposal(word: str) -> str:
    if word in GROUPS:
        names = ", ".join(f"`{rule.name}`" for rule in RULES if rule.group == word)
        return f"it is a group, and its rules are {names}"
    guess = nearest(word, RULES_BY_NAME)
    return f"did you mean `{guess}`?" if guess else "`mvnetgen rules` lists them"


def _lines(rule: Rule, style: Style) -> Iterator[str]:
    """The documentation for a terminal: headings without their marks, examples set off, whole words in each line."""
    width = min(style.width, WIDEST)
    severity = style.paint(rule.severity.value, rule.severity.value)
    yield f"{style.paint(rule.name, 'bold')} ({severity}, group {rule.group}, since {rule.since})"
    yield f"Applies to: {', '.join(rule.owners)}"
    yield ""
    yield from _documentation(rule.documentation, style, width)
    for title, case in (("Bad", "bad"), ("Good", "good")):
        example = example_of(rule.name, case)
        if example:
            yield ""
            yield style.paint(title, "bold")
            yield ""
            yield from (f"    {line}" if line else "" for line in example.rstrip().splitlines())
    yield ""
    url = f"{DOCUMENTATION}{rule.name}/"
    yield f"More: {style.link(url, url)}"


def _documentation(text: str, style: Style, width: int) -> Iterator[str]:
    paragraph: list[str] = []
    example = False
    for line in [*text.splitlines(), ""]:
        plain = not (example or not line or line.startswith(("```", "## ", "- ", "  ", "|")))
        if plain:
            paragraph.append(line)
            continue
        if line.startswith("  ") and not example and paragraph:
            paragraph.append(line.strip())  # of an item
            continue
        yield from _wrapped(" ".join(paragraph), width)
        paragraph = []
        if line.startswith("```"):
            example = not example
        elif example:
            yield f"    {line}" if line else line
        elif line.startswith("## "):
            yield style.paint(line.removeprefix("## "), "bold")
        elif line.startswith("- "):
            paragraph = [line]
        else:
            yield line


def _wrapped(text: str, width: int) -> Iterator[str]:
    inner = "  " if text.startswith("- ") else ""
    yield from textwrap.wrap(text, width, subsequent_indent=inner, break_long_words=False, break_on_hyphens=False)
