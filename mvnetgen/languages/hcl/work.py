"""How much an evaluation may cost, and the two ways in which it stops: `Refused` and `TooMuchWork`."""

from __future__ import annotations

from mvnetgen.text.document import Cause

STEPS = 1_000_000
"""Steps of all values of a module together, and of its structure: a few seconds, many times what a real one needs."""

PER_RESOURCE = 500_000
"""Steps of the values of one resource: whatever another one costs, these are left."""

PER_VALUE = 250_000
"""Steps of one value: an argument, an element that is written out, a local, a variable, an output."""

LEAST = 1_000
"""Steps that a value has when all others have used up everything: enough for what is written out."""

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


Outer = tuple[int, int]
"""What is left around a budget that was begun, and what that one was given."""


class Work:
    """
    Budgets of steps. `steps` is what is left of the innermost one; the outermost is for the structure of a module.

    Each value has its own (`begin`, `end`), so that an expensive one costs itself only. Together they may use `shared`; when
    that is gone each still has `LEAST`.
    """

    __slots__ = ("shared", "steps")

    def __init__(self, steps: int = STEPS) -> None:
        self.steps = steps
        self.shared = steps

    @property
    def left(self) -> int:
        """What is left of everything."""
        return self.steps + self.shared

    def begin(self) -> Outer:
        """Begin the budget of a value. The answer is for `end`, which must follow."""
        outer = self.steps
        self.steps = max(min(PER_VALUE, self.shared), LEAST)
        return outer, self.steps

    def end(self, outer: Outer) -> None:
        """End the budget of a value: what is around it pays nothing for it."""
        before, given = outer
        self.shared -= given - max(self.steps, 0)
        self.steps = before

    def reserve(self) -> int:
        """Begin the budget that the values of a resource share. The answer is for `release`."""
        kept = max(self.shared - PER_RESOURCE, 0)
        self.shared -= kept
        return kept

    def release(self, kept: int) -> None:
        """End the budget of a resource."""
        self.shared = max(self.shared, 0) + kept

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
