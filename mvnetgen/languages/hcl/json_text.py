"""JSON with the place of every value: Python's own reader drops them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from mvnetgen.languages.hcl.token import Failure

DEEPEST = 100
LONGEST_NUMBER = 1000
"""Digits."""

BLANK = re.compile(r"[ \t\n\r]*+")
STRING = re.compile(r'"((?:[^"\\\x00-\x1f]++|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*+)"')
NUMBER = re.compile(r"-?(?:0|[1-9]\d*+)(?:\.\d++)?(?:[eE][+-]?\d++)?(?![\w.])", re.ASCII)
WORD = re.compile(r"(true|false|null)(?!\w)")
ESCAPE = re.compile(
    r'\\(?:(["\\/bfnrt])|u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})|u([0-9a-fA-F]{4}))'
)
PLAIN = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None}


@dataclass(frozen=True, slots=True)
class Value:
    """A JSON value; `start` and `end` are offsets into the text, with the quotes or brackets."""

    value: bool | int | float | str | list[Value] | list[tuple[Value, Value]] | None
    start: int
    end: int
    is_object: bool = False
    offsets: list[int] | None = None
    """For a string with escapes: where each of its letters stands, and where the last one ends."""

    def letters(self) -> list[int]:
        """For a string: where each of its letters stands, and where the last one ends."""
        return self.offsets or list(range(self.start + 1, self.end))


def read_json(text: str) -> Value:
    """The value that a text is. Raises `Failure` with the place of the first mistake."""
    value, at = read_value(text, blank(text, 0), 0)
    at = blank(text, at)
    if at < len(text):
        raise Failure("the file goes on after the end of its JSON value", at)
    return value


def blank(text: str, at: int) -> int:
    """The offset after the blanks."""
    found = BLANK.match(text, at)
    return found.end() if found else at


def read_value(text: str, at: int, depth: int) -> tuple[Value, int]:
    """The value that begins at an offset, and the offset after it."""
    mark = text[at : at + 1]
    if mark == '"':
        value = read_string(text, at)
        return value, value.end
    if mark in {"{", "["} and mark:
        if depth >= DEEPEST:
            raise Failure(f"more than {DEEPEST} brackets within each other are not read", at)
        return read_object(text, at, depth) if mark == "{" else read_array(text, at, depth)
    if found := WORD.match(text, at):
        return Value(WORDS[found[1]], at, found.end()), found.end()
    if found := NUMBER.match(text, at):
        exponent = found[0].lower().partition("e")[2].lstrip("+-").lstrip("0")
        exact = Decimal(found[0] if len(found[0]) <= LONGEST_NUMBER and len(exponent) < 6 else "NaN")
        if exact.is_nan() or abs(exact.adjusted()) > LONGEST_NUMBER:
            raise Failure(f"a number of more than {LONGEST_NUMBER} digits is not read", at, found.end())
        whole = exact == exact.to_integral_value()
        return Value(int(exact) if whole else float(exact), at, found.end()), found.end()
    what = f"`{mark}`" if mark.isprintable() and mark else "a control character" if mark else "the end of the file"
    raise Failure(f"expected a JSON value, but found {what}", at)


def read_string(text: str, at: int) -> Value:
    """The string that begins at an offset. Raises `Failure` when it has no end or a wrong escape."""
    found = STRING.match(text, at)
    if not found:
        end = text.find("\n", at)
        raise Failure(
            "the string that begins here has no end, or an escape that JSON does not know", at, max(end, at + 1)
        )
    raw = found[1]
    if "\\" not in raw:
        return Value(raw, at, found.end())
    letters: list[str] = []
    offsets: list[int] = []
    position = 0
    while position < len(raw):
        escape = ESCAPE.match(raw, position)
        if not escape:
            end = raw.find("\\", position)
            end = len(raw) if end < 0 else end
            letters.append(raw[position:end])
            offsets += range(at + 1 + position, at + 1 + end)
            position = end
            continue
        plain, high, low, code = escape.groups()
        if plain:
            letter = PLAIN[plain]
        elif high:
            letter = chr(0x10000 + ((int(high, 16) & 0x3FF) << 10) + (int(low, 16) & 0x3FF))
        else:
            number = int(code, 16)
            letter = "\N{REPLACEMENT CHARACTER}" if 0xD800 <= number <= 0xDFFF else chr(number)
        letters.append(letter)
        offsets.append(at + 1 + position)
        position = escape.end()
    return Value("".join(letters), at, found.end(), offsets=[*offsets, found.end() - 1])


def read_array(text: str, start: int, depth: int) -> tuple[Value, int]:
    """The array that begins at an offset."""
    items: list[Value] = []
    at = blank(text, start + 1)
    while text[at : at + 1] != "]":
        if at >= len(text):
            raise Failure("the `[` here is never closed: `]` is missing", start)
        item, at = read_value(text, at, depth + 1)
        items.append(item)
        at = after_item(text, at, "]", start)
    return Value(items, start, at + 1), at + 1


def read_object(text: str, start: int, depth: int) -> tuple[Value, int]:
    """The object that begins at an offset; a key may stand in it twice, as in Terraform."""
    items: list[tuple[Value, Value]] = []
    at = blank(text, start + 1)
    while text[at : at + 1] != "}":
        if at >= len(text):
            raise Failure("the `{` here is never closed: `}` is missing", start)
        if text[at : at + 1] != '"':
            raise Failure('expected a key in quotes, `"…"`, or the `}` that ends the object', at)
        key = read_string(text, at)
        at = blank(text, key.end)
        if text[at : at + 1] != ":":
            raise Failure(f"after the key `{key.value}` stands a colon", at)
        value, at = read_value(text, blank(text, at + 1), depth + 1)
        items.append((key, value))
        at = after_item(text, at, "}", start)
    return Value(items, start, at + 1, is_object=True), at + 1


def after_item(text: str, at: int, closing: str, start: int) -> int:
    """The offset of the next item or of the closing bracket."""
    at = blank(text, at)
    mark = text[at : at + 1]
    if mark == closing:
        return at
    if mark == ",":
        at = blank(text, at + 1)
        if text[at : at + 1] == closing:
            raise Failure(f"JSON has no comma before `{closing}`", at)
        if at < len(text):
            return at
    if at >= len(text):
        raise Failure(f"the `{text[start]}` here is never closed: `{closing}` is missing", start)
    raise Failure(f"expected a comma or `{closing}`", at)
