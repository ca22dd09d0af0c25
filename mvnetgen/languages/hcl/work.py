"""How much an evaluation may cost, and the two ways in which it stops: `Refused` and `TooMuchWork`."""

from __future__ import annotations

from mvnetgen.text.document import Cause

STEPS = 1_000_000
"""Steps of one budget: a few seconds, and many times what a large real module needs."""

LONGEST_TEXT = 4 * 1024 * 1024
"""Characters of one text."""

LARGEST_COLLECTION = 100_000
"""Elements of one collection."""


class Refused(Exception):  # noqa: N818 - not an error of ours: Terraform would refuse the expression
    """Terraform would refuse to evaluate this. The message completes "… cannot be known: "."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class NotKnown(Exception):  # noqa: N818 - control flow: an outside fact is missing
    """The answer depends on something outside of the files, or is too costly. The message is the reason."""

    def __init__(self, message: str, kind: Cause = Cause.FUNCTION) -> None:
        super().__init__(message)
        self.message = message
        self.kind = kind


class TooMuchWork(Exception):  # noqa: N818 - control flow
    """The budget is used up."""

    message = "evaluating it takes too much work"


class Work:
    """A budget of steps, shared by everything that one question evaluates."""

    __slots__ = ("steps",)

    def __init__(self, steps: int = STEPS) -> None:
        self.steps = steps

    def charge(self, steps: int = 1) -> None:
        """Use some of the budget. Raises `TooMuchWork` when it is gone."""
        self.steps -= steps
        if self.steps < 0:
            raise TooMuchWork

    def text(self, value: str) -> str:
        """A text that was just made, paid for. Raises `TooMuchWork` when it is too long."""
        self.room(len(value))
        return value

    def room(self, length: int) -> None:
        """Pay for a text of a length before it is made. Raises `TooMuchWork` when it would be too long."""
        if length > LONGEST_TEXT:
            raise TooMuchWork
        self.charge(1 + length // 64)

    def elements(self, count: int) -> None:
        """Pay for a collection before it is made. Raises `TooMuchWork` when it would be too large."""
        if count > LARGEST_COLLECTION:
            raise TooMuchWork
        self.charge(1 + count)
