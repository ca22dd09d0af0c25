"""The language between the brackets of a text: ``[concat('a', parameters('b').c[0])]``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

DEEPEST = 150
"""Calls and brackets within each other."""

_TOKEN = re.compile(
    r"\s*+(?:'(?P<text>(?:[^']|'')*+)'|(?P<number>-?\d++(?![\w.]))|(?P<name>[A-Za-z_$][\w$]*+)|(?P<mark>[().,\[\]])|(?P<end>\Z))",
    re.ASCII | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Expression:
    """Anything that has a value; `start` and `end` are offsets into the text with its brackets."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Literal(Expression):
    """A text in single quotes, or a whole number."""

    value: str | int


@dataclass(frozen=True, slots=True)
class Call(Expression):
    """``name(arguments)``; ``space.name(arguments)`` for a function of the template."""

    name: str
    arguments: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Property(Expression):
    """``of.name``."""

    of: Expression
    name: str


@dataclass(frozen=True, slots=True)
class Element(Expression):
    """``of[key]``."""

    of: Expression
    key: Expression


class Failure(Exception):  # noqa: N818 - a value of `parse`
    """Where a text stops being an expression, and why."""

    def __init__(self, message: str, start: int, end: int) -> None:
        super().__init__(message)
        self.message = message
        self.start = start
        self.end = end


def is_expression(text: str) -> bool:
    """Whether a text is an expression: in brackets, of which the first is not written twice."""
    return text.startswith("[") and text.endswith("]") and not text.startswith("[[")


def literal(text: str) -> str:
    """What a text that is no expression stands for: of two opening brackets one is dropped."""
    return text[1:] if text.startswith("[[") and text.endswith("]") else text


@lru_cache(maxsize=4096)
def parse(text: str) -> Expression | Failure:
    """The expression that stands in a text with its brackets, or why it is none."""
    try:
        parser = _Parser(text)
        found = parser.expression(0)
        parser.expect("end")
    except Failure as failure:
        return failure
    return found


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.inside = text[:-1]
        self.at = 1
        self.kind = self.value = ""
        self.start = self.end = 1
        self.advance()

    def advance(self) -> None:
        found = _TOKEN.match(self.inside, self.at)
        if not found:
            at = self.at
            while at < len(self.inside) and self.inside[at].isspace():
                at += 1
            raise self.failure_at(at)
        self.kind = found.lastgroup or ""
        self.value = found[self.kind]
        self.start, self.end = found.start(self.kind), found.end()
        if self.kind == "text":
            self.start -= 1
        self.at = found.end()

    def failure_at(self, at: int) -> Failure:
        letter = self.inside[at : at + 1]
        if letter == "'":
            return Failure("the text that begins here has no end: a `'` is missing", at, len(self.inside))
        if letter == '"':
            return Failure("texts in expressions stand in single quotes", at, at + 1)
        return Failure(f"expressions have no `{letter}`: everything is a function", at, at + 1)

    def expect(self, what: str) -> None:
        if (self.value if self.kind == "mark" else self.kind) != what:
            wanted = "the end of the expression" if what == "end" else f"`{what}`"
            raise Failure(f"expected {wanted}, but found {self.shown()}", self.start, max(self.end, self.start + 1))

    def shown(self) -> str:
        return "the end of the expression" if self.kind == "end" else f"`{self.inside[self.start : self.end][:30]}`"

    def is_mark(self, mark: str) -> bool:
        return self.kind == "mark" and self.value == mark

    def expression(self, depth: int) -> Expression:
        if depth > DEEPEST:
            raise Failure(f"more than {DEEPEST} calls within each other are not read", self.start, self.end)
        found = self.primary(depth)
        while True:
            if self.is_mark("."):
                self.advance()
                if self.kind != "name":
                    raise Failure(f"expected the name of a property, but found {self.shown()}", self.start, self.end)
                found = Property(found.start, self.end, found, self.value)
                self.advance()
            elif self.is_mark("["):
                self.advance()
                key = self.expression(depth + 1)
                self.expect("]")
                found = Element(found.start, self.end, found, key)
                self.advance()
            else:
                return found

    def primary(self, depth: int) -> Expression:
        start, end, kind, value = self.start, self.end, self.kind, self.value
        if kind == "text":
            self.advance()
            return Literal(start, end, value.replace("''", "'"))
        if kind == "number":
            self.advance()
            return Literal(start, end, int(value[:400]))
        if kind != "name":
            raise Failure(f"expected a value, but found {self.shown()}", start, max(end, start + 1))
        self.advance()
        while self.is_mark("."):
            self.advance()
            if self.kind != "name":
                raise Failure(f"expected a name, but found {self.shown()}", self.start, self.end)
            value += f".{self.value}"
            end = self.end
            self.advance()
        if not self.is_mark("("):
            raise Failure(f"`{value[:60]}` alone means nothing: a function is called with `()`", start, end)
        return self.call(start, value, depth)

    def call(self, start: int, name: str, depth: int) -> Call:
        self.advance()
        arguments: list[Expression] = []
        while not self.is_mark(")"):
            arguments.append(self.expression(depth + 1))
            if not self.is_mark(")"):
                self.expect(",")
                self.advance()
                if self.is_mark(")"):
                    raise Failure("a value is missing before `)`", self.start, self.end)
        end = self.end
        self.advance()
        return Call(start, end, name, tuple(arguments))
