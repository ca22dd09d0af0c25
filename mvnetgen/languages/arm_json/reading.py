"""One file of JSON with expressions: where its values stand, and its keys, whose case means nothing."""

from __future__ import annotations

import codecs
from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import cached_property

from mvnetgen.languages.arm_json.json_text import Document, Json, Members, letters, read_json
from mvnetgen.languages.deployment import Comment
from mvnetgen.text.document import Cause, Node, Unknown
from mvnetgen.text.errors import InputError
from mvnetgen.text.source import Source, Span, decode


def decode_json(data: bytes, shown_as: str) -> Source:
    """Bytes of a JSON file as a `Source`: UTF-8, or UTF-16 that begins with its mark. Raises `InputError`."""
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if data.startswith(mark):
            try:
                data = data[len(mark) :].decode(encoding).encode("utf-8")
            except UnicodeDecodeError as error:
                raise InputError("is not UTF-16; save it as UTF-8", Span.point(shown_as)) from error
    return decode(data, shown_as)


class Reading:
    """The text of a file, what was read in it, and where everything stands."""

    def __init__(self, source: Source) -> None:
        self.path = source.path
        self.text = source.text
        self.document: Document = read_json(source.text)
        self._starts = [0]
        at = self.text.find("\n")
        while at >= 0:
            self._starts.append(at + 1)
            at = self.text.find("\n", at + 1)

    @property
    def root(self) -> Json | None:
        """The value of the file."""
        return self.document.value

    @cached_property
    def duplicates(self) -> tuple[tuple[str, Span, Span], ...]:
        """Keys that stand in one object twice: the name, the second place, the first place."""
        return tuple(_twice(self))

    @cached_property
    def comments(self) -> tuple[Comment, ...]:
        """All comments."""
        found = self.document.comments
        return tuple([Comment(self.text[start:end], self.place(start, end)) for start, end in found])

    def place(self, start: int, end: int) -> Span:
        """The span from an offset to another."""
        starts = self._starts
        line = bisect_right(starts, start)
        begin = starts[line - 1]
        if line == len(starts) or end < starts[line]:
            return Span(self.path, line, start - begin + 1, line, end - begin + 1)
        last = bisect_right(starts, end)
        return Span(self.path, line, start - begin + 1, last, end - starts[last - 1] + 1)

    def span(self, value: Json) -> Span:
        """Where a value stands."""
        return self.place(value.start, value.end)

    def places(self, value: Json) -> Callable[[int, int], Span]:
        """From offsets in a string to places in the file."""
        if not value.escaped:
            base = value.start + 1
            return lambda start, end: self.place(base + start, base + end)
        offsets = letters(self.text, value)
        last = len(offsets) - 1
        return lambda start, end: self.place(offsets[min(start, last)], offsets[min(end, last)])


def members(value: Json | None) -> Members:
    """The keys and values of an object; none of anything else."""
    return value.value if value is not None and isinstance(value.value, Members) else Members()


def entry(value: Json | None, name: str) -> tuple[Json, Json] | None:
    """A key of an object and its value, whatever the case of the key; the last one when it stands there twice."""
    found = None
    for key, item in members(value):
        if isinstance(key.value, str) and key.value.lower() == name:
            found = key, item
    return found


def child(value: Json | None, name: str) -> Json | None:
    """The value of a key of an object; None when there is none."""
    found = entry(value, name)
    return found[1] if found else None


def text_at(value: Json | None, name: str) -> str | None:
    """The text at a key; None for anything else."""
    found = child(value, name)
    return found.value if found is not None and isinstance(found.value, str) else None


def items(value: Json | None) -> list[Json]:
    """The items of a list; none of anything else."""
    found = value.value if value is not None else None
    return found if isinstance(found, list) else []


def is_true(value: Json | None) -> bool:
    """Whether a value is the word ``true``."""
    return value is not None and value.value is True


def plain_node(value: Json, reading: Reading) -> Node:
    """A value as it is written: nothing in it is an expression."""
    span = reading.span(value)
    inner = value.value
    if isinstance(inner, Members):
        found: dict[str, Node] = {}
        for key, item in inner:
            made = plain_node(item, reading)
            name = str(key.value)
            found[name] = Node(made.value, made.span, reading.span(key), made.origin, made.sensitive)
        return Node(found, span)
    if isinstance(inner, list):
        return Node(tuple([plain_node(item, reading) for item in inner]), span)
    return Node(_number(inner), span)


def _number(value: str | float | None) -> str | float | Unknown | None:
    if isinstance(value, float) and value in (float("inf"), float("-inf")):
        return Unknown("the number is too large", kind=Cause.WRONG)
    return value


def _twice(reading: Reading) -> Iterator[tuple[str, Span, Span]]:
    waiting = [reading.root] if reading.root is not None else []
    while waiting:
        inner = waiting.pop().value
        if isinstance(inner, Members):
            first: dict[str, Json] = {}
            for key, item in inner:
                name = str(key.value)
                if name in first:
                    yield name, reading.span(key), reading.span(first[name])
                first.setdefault(name, key)
                waiting.append(item)
        elif isinstance(inner, list):
            waiting += inner
