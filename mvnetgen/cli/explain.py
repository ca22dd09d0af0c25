"""``mvnetgen explain``."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import click

from mvnetgen.cli.terminal import put, style_of
from mvnetgen.formats.shape import nearest, shown
from mvnetgen.lint.finding import DOCUMENTATION
from mvnetgen.report.style import Style
from mvnetgen.rules.index import GROUPS, RULES, RULES_BY_NAME
from mvnetgen.rules.rule import Rule
from mvnetgen.text.errors import UsageError


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
    """The documentation for a terminal: headings without their marks, examples set off instead of fenced."""
    severity = style.paint(rule.severity.value, rule.severity.value)
    yield f"{style.paint(rule.name, 'bold')} ({severity}, group {rule.group}, since {rule.since})"
    yield ""
    example = False
    for line in rule.documentation.splitlines():
        if line.startswith("```"):
            example = not example
        elif line.startswith("## "):
            yield style.paint(line.removeprefix("## "), "bold")
        else:
            yield f"    {line}" if example and line else line
    yield ""
    url = f"{DOCUMENTATION}{rule.name}/"
    yield f"More: {style.link(url, url)}"
