"""
JSON as Azure reads it, with the place of every value: comments, strings over several lines, commas before a bracket.

Mistakes are noted and read over, so that the rest of a file still counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

DEEPEST = 512
MOST_PROBLEMS = 20

_TOKEN = re.compile(
    r"""[ \t\r\n\f\v\u00a0\ufeff]*+(?:
    "(?P<string>(?:[^"\\]++|\\.)*+)"
    |(?P<mark>[{}\[\],:])
    |(?P<number>-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?(?:[eE][+-]?[0-9]++)?(?![\w.+]))
    |(?P<word>(?:true|false|null)(?![\w$-]))
    |(?P<comment>//[^\n]*+|/\*(?:[^*]++|\*(?!/))*+\*/)
    |'(?P<single>(?:[^'\\]++|\\.)*+)'
    |(?P<bare>[-+.\w$]++)
    |(?P<end>\Z)
    )""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))", re.DOTALL)
_PLAIN = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\", "/": "/", "'": "'", "\n": "\n"}
_WORDS = {"true": True, "false": False, "null": None, "undefined": None, "NaN": float("nan"), "Infinity": float("inf")}
_WORDS |= {"-Infinity": float("-inf")}
_LENIENT_NUMBER = re.compile(r"(-?)(?:0[xX]([0-9a-fA-F]+)|0([0-7]+)|(\d*\.?\d*(?:[eE][+-]?\d+)?))")
_LONGEST_NUMBER = 400


class Json:
    """A JSON value; `start` and `end` are offsets into the text, with the quotes or brackets."""

    __slots__ = ("end", "escaped", "start", "value")

    def __init__(self, value: Any, start: int, end: int, escaped: bool = False) -> None:
        self.value: str | bool | int | float | list[Json] | Members | None = value
        self.start = start
        self.end = end
        self.escaped = escaped
        """Whether a string holds escapes, so that its letters do not stand where one counts."""


class Members:
    """The keys and values of an object, in the order of the file; a key may stand in it twice."""

    __slots__ = ("pairs",)

    def __init__(self) -> None:
        self.pairs: list[tuple[Json, Json]] = []

    def __iter__(self) -> Iterator[tuple[Json, Json]]:
        return iter(self.pairs)


@dataclass(slots=True)
class Mistake:
    """Where a text is no JSON, and why."""

    message: str
    start: int
    end: int


@dataclass(slots=True)
class Document:
    """What was read: the value, comments and mistakes by their offsets."""

    value: Json | None = None
    comments: list[tuple[int, int]] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)
    rest: int = 0
    """Where the value ends."""


def unescaped(raw: str) -> tuple[str, bool]:
    """The text that stands between quotes, and whether each of its escapes is one."""
    right = True

    def letter(found: re.Match[str]) -> str:
        nonlocal right
        code, plain = found.groups()
        if code:
            return chr(int(code, 16))
        if plain not in _PLAIN:
            right = False
        return _PLAIN.get(plain, plain)

    text = _ESCAPE.sub(letter, raw)
    if any("\ud800" <= each <= "\udfff" for each in text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text, right


def letters(text: str, value: Json) -> list[int]:
    """For a string with escapes: where each of its letters stands, and where the last one ends."""
    places: list[int] = []
    at, end = value.start + 1, value.end - 1
    while at < end:
        found = _ESCAPE.match(text, at) if text[at] == "\\" else None
        length = found.end() - at if found else 1
        if found and found[1] and _is_pair(text, found):
            length = 12
        places.append(at)
        at += length
    return [*places, end]


def _is_pair(text: str, found: re.Match[str]) -> bool:
    second = _ESCAPE.match(text, found.end())
    if not second or not second[1]:
        return False
    return 0xD800 <= int(found[1], 16) < 0xDC00 <= int(second[1], 16) < 0xE000


def plain_value(value: Json) -> Any:
    """A JSON value as Python's own, without places; of a key that stands there twice the last."""
    inner = value.value
    if isinstance(inner, Members):
        return {str(key.value): plain_value(item) for key, item in inner}
    if isinstance(inner, list):
        return [plain_value(item) for item in inner]
    return inner


class _Reader:
    """One text on its way to a tree, without recursion: brackets that are open stand on a stack."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.document = Document()

    def mistake(self, message: str, start: int, end: int | None = None) -> None:
        if len(self.document.mistakes) < MOST_PROBLEMS:
            self.document.mistakes.append(Mistake(message, start, start + 1 if end is None else end))

    def number(self, raw: str, start: int) -> Any:
        if len(raw) > _LONGEST_NUMBER:
            self.mistake(f"a number of more than {_LONGEST_NUMBER} digits is not read", start, start + len(raw))
            return None
        return float(raw) if "." in raw or "e" in raw or "E" in raw else int(raw)

    def bare(self, raw: str, start: int) -> Any:
        """A word without quotes as a value: what the engine takes for a number or a constant."""
        if raw in _WORDS:
            return _WORDS[raw]
        found = _LENIENT_NUMBER.fullmatch(raw)
        if found and any(letter.isdigit() for letter in raw) and len(raw) <= _LONGEST_NUMBER:
            sign, base16, base8, decimal = found.groups()
            if base16:
                return int(sign + base16, 16)
            if base8:
                return int(sign + base8) if sign else int(base8, 8)
            try:
                return float(sign + decimal) if set(decimal) & set(".eE") else int(sign + decimal)
            except ValueError:
                pass
        self.mistake(f"expected a JSON value, but found `{raw[:30]}`", start, start + len(raw))
        return None

    def read(self, *, whole: bool) -> Document:  # noqa: PLR0915 - one loop over tokens
        """The value that the text is; with `whole`, something after it is a mistake."""
        document, step = self.document, _TOKEN.scanner(self.text).match  # type: ignore[attr-defined]
        stack: list[tuple[Json, Json | None]] = []
        holder: Json | None = None
        items: list[Any] | None = None
        in_object = False
        key: Json | None = None
        need = "value"  # value, key, colon, comma
        at = 0
        while True:
            found = step()
            if found is None:
                at = self._after_blanks(at)
                self._no_token(at)
                break
            kind, end = found.lastgroup, found.end()
            start = found.start(kind)
            at = end
            if kind == "comment":
                document.comments.append((start, end))
                continue
            if kind == "end":
                if holder is not None or document.value is None:
                    what = "the file is empty" if holder is None else self._never_closed(holder)
                    self.mistake(what, holder.start if holder else max(start - 1, 0))
                break
            mark = found[kind] if kind == "mark" else ""
            if need == "comma":
                if mark == ",":
                    need = "key" if in_object else "value"
                    continue
                if mark not in {"}", "]"} or not mark:
                    if mark == ":":
                        self.mistake("expected a comma, but found `:`", start)
                        continue
                    self.mistake("a comma is missing before this", start, end)
                    need = "key" if in_object else "value"
            if mark in {"}", "]"} and mark:
                if holder is None:
                    self.mistake(f"`{mark}` closes nothing", start)
                    break
                if (mark == "}") != in_object:
                    self.mistake(f"expected `{'}' if in_object else ']'}`, but found `{mark}`", start)
                    if not any(isinstance(above.value, Members) == (mark == "}") for above, _ in stack):
                        continue
                    while (mark == "}") != in_object:
                        holder.end = start
                        (holder, _key), stack = stack[-1], stack[:-1]
                        in_object = isinstance(holder.value, Members)
                if need == "colon" or (need == "value" and in_object):
                    self.mistake("a value is missing before this", start)
                holder.end = end
                finished = holder
                if not stack:
                    document.rest = end
                    if whole:
                        self._nothing_more(step)
                    document.value = document.value or finished
                    break
                holder, key = stack.pop()
                in_object = isinstance(holder.value, Members)
                items = holder.value.pairs if isinstance(holder.value, Members) else holder.value  # type: ignore[assignment]
                key, need = None, "comma"
                continue
            if need == "key":
                if kind in {"string", "single"}:
                    key = self._string(found[kind], start - 1, end)
                elif kind in {"bare", "word", "number"}:
                    key = Json(found[kind], start, end)
                else:
                    self.mistake(f"expected a key in quotes, but found `{mark}`", start)
                    if mark in {"{", "["}:
                        break
                    continue
                need = "colon"
                continue
            if need == "colon":
                if mark == ":":
                    need = "value"
                    continue
                self.mistake("a colon is missing before this", start, end)
                need = "value"
            if mark in {"{", "["} and mark:
                if len(stack) >= DEEPEST:
                    self.mistake(f"more than {DEEPEST} brackets within each other are not read", start)
                    break
                value = Json(Members() if mark == "{" else [], start, end)
            elif mark == ",":
                if in_object:
                    self.mistake("a value is missing before this", start)
                    need, key = "key", None
                    continue
                value = Json(None, start, start)
            elif mark:
                self.mistake(f"expected a value, but found `{mark}`", start)
                continue
            elif kind in {"string", "single"}:
                value = self._string(found[kind], start - 1, end)
            elif kind == "word":
                value = Json(_WORDS[found[kind]], start, end)
            elif kind == "number":
                value = Json(self.number(found[kind], start), start, end)
            else:
                value = Json(self.bare(found[kind], start), start, end)
            if items is not None:
                items.append((key, value) if in_object else value)
            if mark in {"{", "["} and mark:
                if holder is not None:
                    stack.append((holder, key))
                document.value = document.value or value
                holder, key = value, None
                in_object = mark == "{"
                items = value.value.pairs if isinstance(value.value, Members) else value.value  # type: ignore[assignment]
                need = "key" if in_object else "value"
                continue
            key = None
            if holder is None:
                document.value, document.rest = value, end
                if whole:
                    self._nothing_more(step)
                break
            need = "value" if mark == "," else "comma"
        return document

    def _string(self, raw: str, start: int, end: int) -> Json:
        if "\\" not in raw:
            return Json(raw, start, end)
        text, right = unescaped(raw)
        if not right:
            self.mistake("the string holds an escape that JSON does not know", start, end)
        return Json(text, start, end, escaped=True)

    def _after_blanks(self, at: int) -> int:
        while at < len(self.text) and self.text[at].isspace():
            at += 1
        return at

    def _never_closed(self, holder: Json) -> str:
        opening = self.text[holder.start]
        return f"the `{opening}` here is never closed: `{'}' if opening == '{' else ']'}` is missing"

    def _no_token(self, at: int) -> None:
        letter = self.text[at : at + 1]
        if letter in {'"', "'"}:
            self.mistake("the string that begins here has no end", at)
        elif self.text.startswith("/*", at):
            self.mistake("the comment that begins here has no end", at)
        else:
            self.mistake(f"expected a JSON value, but found `{letter if letter.isprintable() else '?'}`", at)

    def _nothing_more(self, step: Callable[[], re.Match[str] | None]) -> None:
        while True:
            found = step()
            if found is None or found.lastgroup != "comment":
                break
            self.document.comments.append((found.start("comment"), found.end()))
        if found is None or found.lastgroup != "end":
            at = found.start(found.lastgroup or 0) if found else self._after_blanks(self.document.rest)
            self.mistake("the file goes on after the end of its JSON value", at)


def read_json(text: str, *, whole: bool = True) -> Document:
    """What a text holds: never raises. With `whole`, something after the value is a mistake."""
    return _Reader(text).read(whole=whole)
