"""
Worlds: one answer to each question that the files leave open.

``var.enabled ? a : b`` is a question when nobody says what ``enabled`` is. It is never guessed: `worlds` evaluates
once with each answer, and the same question has the same answer wherever it is asked.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeVar

from mvnetgen.languages.hcl.value import marked, sensitive_texts, unknown
from mvnetgen.languages.hcl.work import Work
from mvnetgen.text.document import Cause, Node
from mvnetgen.text.source import Span

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Question:
    """A condition that is not known: ``var.mode == "Disabled"``, or ``azurerm_x.y.enabled``."""

    text: str
    """The same for the same condition, wherever and however it is written."""
    subject: str = ""
    """Of an equality with a constant: what is compared. It cannot equal two constants at once."""

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Mistake:
    """Something that Terraform would refuse and that no value can carry: a cycle, a missing module directory."""

    message: str
    span: Span


class Referent(Protocol):
    """What an address stands for: a resource, one of its instances, a module call."""

    def step(self, path: tuple[str | int, ...], step: str | int, span: Span) -> Node:
        """The value of the attribute (or instance) `step` after a path of attributes, used at a span."""

    def elements(self) -> tuple[Node, ...] | None:
        """What ``[*]`` walks through; None when it is not known."""


class World:
    """Decisions on open questions, and the state of one evaluation under them."""

    __slots__ = (
        "asked",
        "decisions",
        "exhausted",
        "hidden",
        "looping",
        "mistakes",
        "opened",
        "referents",
        "refusals",
        "scopes",
        "secret_texts",
        "secrets",
        "settled",
        "touched",
        "unseen",
        "work",
    )

    def __init__(
        self,
        decisions: Mapping[Question, bool] | None = None,
        work: Work | None = None,
        opened: frozenset[str] = frozenset(),
    ) -> None:
        self.decisions = dict(decisions or {})
        self.settled = {question.subject for question, yes in self.decisions.items() if yes and question.subject}
        """What is known to equal one constant, so that it equals no other."""
        self.opened = opened
        """Variables, by their addresses without keys, whose defaults do not count: they may be given."""
        self.work = work or Work()
        self.asked: list[Question] = []
        """The questions that were asked and have no answer here."""
        self.refusals = 0
        """How often Terraform would have refused; `try` compares before and after."""
        self.mistakes: list[Mistake] = []
        self.referents: dict[str, Referent] = {}
        self.scopes: dict[tuple[str, ...], object] = {}
        self.looping = 0
        """How many loops there are around what is evaluated: elements written in one have no budget of their own."""
        self.exhausted: dict[Span, str] = {}
        """The values that cost more than their budget, by where they stand, each with the reason."""
        self.unseen: set[Span] = set()
        """Those among them that keep resources from being seen."""
        self.secrets = False
        """Whether anything was marked sensitive."""
        self.touched = 0
        """How often a sensitive value was met; compared before and after, as `refusals` is."""
        self.secret_texts: set[str] = set()
        """The sensitive values that were met, and all that was computed from them: nothing that is said may hold one."""
        self.hidden: set[Span] = set()
        """Where sensitive values are written: lines that nobody may show."""

    def ask(self, question: Question) -> bool | None:
        """The answer in this world; None (and a note of the question) when it has none."""
        answer = self.decisions.get(question)
        if answer is None:
            if question.subject in self.settled:
                return False
            self.asked.append(question)
        return answer

    def touch(self, node: Node) -> None:
        """Note a sensitive value."""
        self.secrets = True
        self.touched += 1
        texts = sensitive_texts(node)
        self.work.charge(len(texts))
        self.secret_texts |= texts

    def conceal(self, node: Node) -> Node:
        """A value that its author calls sensitive: marked, and its place noted."""
        if isinstance(node.value, str):  # not a text that remembers what it was made of
            node = Node(str(node.value), node.span, node.key, node.origin)
        node = marked(node)
        waiting = [node]
        while waiting:
            each = waiting.pop()
            self.hidden.update(span for span in (each.span, each.origin) if span)
            if isinstance(each.value, Mapping):
                self.work.charge(len(each.value))
                waiting += each.value.values()
            elif isinstance(each.value, tuple):
                self.work.charge(len(each.value))
                waiting += each.value
        self.touch(node)
        return node

    def exhaust(self, reason: str, span: Span) -> Node:
        """A value that costs more than its budget: unknown, and noted."""
        self.exhausted[span] = reason
        return unknown(reason, span, Cause.BUDGET)

    def mistake(self, message: str, span: Span) -> None:
        """Note something that Terraform would refuse, once."""
        found = Mistake(message, span)
        if found not in self.mistakes:
            self.mistakes.append(found)


def worlds(run: Callable[[World], T], limit: int = 16, work: Work | None = None) -> list[tuple[World, T]]:
    """
    What `run` returns in each world, for at most `limit` worlds, which together leave out nothing.

    The first open question is answered with yes and with no, and so on, breadth first. When the limit is reached, or the
    budget of work that all worlds share does not allow more, the questions that are still open stay so: what depends on
    them is unknown. `run` must return a finished result: what it evaluates later does not count.
    """
    shared = work or Work()

    def visit(decisions: Mapping[Question, bool]) -> tuple[World, T]:
        world = World(decisions, shared)
        return world, run(world)

    before, values = shared.left, shared.shared
    waiting = deque([visit({})])
    cost, values = before - shared.left, values - shared.shared
    done: list[tuple[World, T]] = []
    while waiting and len(waiting) + len(done) < limit and shared.left > 4 * cost and shared.shared > 2 * values:
        world, result = waiting.popleft()
        if world.asked:
            question = world.asked[0]
            waiting.append(visit({**world.decisions, question: True}))
            waiting.append(visit({**world.decisions, question: False}))
        else:
            done.append((world, result))
    return [*done, *waiting]
