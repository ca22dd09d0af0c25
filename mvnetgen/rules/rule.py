"""What a rule is: a function that reads the model and yields problems, with a name, a severity and its documentation."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

from mvnetgen.model.fix import Fix
from mvnetgen.text.source import Route


class Severity(StrEnum):
    """How bad a finding is."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for info, 2 for error."""
        return ("info", "warning", "error").index(self.value)


Also = tuple[Route, str] | tuple[Route, str, bool]
"""Another place that a problem is about, and what to see there; True at the end when its key is meant, not its value."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What a rule says about a place in the model."""

    route: Route
    """Relative to the workspace for a rule that judges a workspace or a declaration, from the top for an estate."""
    message: str
    """One sentence, the user's own thing in backticks, no full stop; a `Message` when it has words of the model in it."""
    help: str = ""
    """What to do, in one line."""
    related: tuple[Also, ...] = ()
    """Other places that the problem is about."""
    severity: Severity | None = None
    """
    Another than the rule's own: lower when the facts are less certain here, and the message says "may" then; higher where the
    same thing does more harm.
    """
    on_key: bool = False
    """The key is what is wrong, not the value."""
    of_old: bool = False
    """Of a change: the thing is gone, and `route` is a route of the old version."""
    fix: Fix | None = None
    """What mends it; its routes start where `route` does."""
    before: tuple[Also, ...] = ()
    """Of a change: places in the old version, below the workspace; from the top of the estate for a neighbour."""


Judge = Callable[..., Iterator[Problem]]


@dataclass(frozen=True)
class Rule:
    """One entry of the catalogue."""

    name: str
    group: str
    severity: Severity
    since: str
    judges: str
    """
    What the function takes: ``workspace``, ``declaration``, ``estate``, ``change``, or nothing (``""``: the engine finds it).
    """
    takes_policy: bool
    function: Judge
    documentation: str
    alone: bool = False
    """Whether it looks at one value or one outbound rule at a time, and at nothing beside it."""

    @cached_property
    def summary(self) -> str:
        """The first paragraph of the documentation, as one line without a full stop."""
        return " ".join(self.documentation.split("\n\n")[0].split()).removesuffix(".")

    def section(self, title: str) -> str:
        """The text below ``## title``; empty when there is none."""
        marker = f"## {title}\n"
        _, found, rest = self.documentation.partition(marker)
        return rest.split("\n## ")[0].strip() if found else ""


def rule(severity: Severity, *, since: str, alone: bool = False) -> Callable[[Judge], Rule]:
    """
    Makes a rule of a function.

    The function's name is the rule's name, its folder the group, its docstring the documentation (a summary, then
    ``## Why`` and ``## Fix``). Its first parameter says what it judges: `workspace` (a `Workspace`), `declaration` (a
    workspace and how it was declared) or `estate` (everything declared together). A parameter `policy` gets the
    organization's policy from the configuration; the rule is silent without one. `alone` is for a rule that looks at one
    value or one outbound rule at a time: it also judges what is switched off.
    workspace and how it was declared), `estate` (everything declared together) or `change` (two versions of a workspace). A parameter `policy` gets the
    organization's policy from the configuration; the rule is silent without one.
    """

    def register(function: Judge) -> Rule:
        parameters = list(inspect.signature(function).parameters)
        return Rule(
            name=function.__name__.replace("_", "-"),
            group=function.__module__.split(".")[-2],
            severity=severity,
            since=since,
            judges=parameters[0] if parameters else "",
            takes_policy="policy" in parameters,
            function=function,
            documentation=inspect.cleandoc(function.__doc__ or ""),
            alone=alone,
        )

    return register


def silent(*_: Any) -> Iterator[Problem]:
    """For a rule that the engine itself finds: nothing more to say."""
    return iter(())
