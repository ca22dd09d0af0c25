"""A large JSON object, part by part: what nobody asks for is read and dropped at once."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

_BLANK = re.compile(r"[ \t\r\n]*")
_DECODER = json.JSONDecoder()


class Scanner:
    """Walks through a JSON text. Raises `json.JSONDecodeError` where it is none."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def members(self) -> Iterator[str]:
        """
        The keys of the object that begins here.

        Whoever takes one has to read its value, with `value`, `elements` or `members`, before the next.
        """
        self._expect("{")
        if self._skip("}"):
            return
        while True:
            self._blank()
            if self.text[self.at : self.at + 1] != '"':
                raise json.JSONDecodeError("expected a key in quotes", self.text, self.at)
            key = self.value()
            self._expect(":")
            yield key
            if self._skip("}"):
                return
            self._expect(",")

    def elements(self) -> Iterator[tuple[Any, int]]:
        """The elements of the array that begins here, one at a time, each with its offset; of anything else none."""
        if not self._skip("["):
            self.value()
            return
        if self._skip("]"):
            return
        while True:
            self._blank()
            start = self.at
            yield self.value(), start
            if self._skip("]"):
                return
            self._expect(",")

    def value(self) -> Any:
        """The value that begins here."""
        self._blank()
        found, self.at = _DECODER.raw_decode(self.text, self.at)
        return found

    def end(self) -> None:
        """Says that nothing follows."""
        self._blank()
        if self.at < len(self.text):
            raise json.JSONDecodeError("the file goes on after the end of its JSON value", self.text, self.at)

    def begins(self, mark: str) -> bool:
        """Whether a mark stands here."""
        self._blank()
        return self.text.startswith(mark, self.at)

    def _blank(self) -> None:
        found = _BLANK.match(self.text, self.at)
        self.at = found.end() if found else self.at

    def _skip(self, mark: str) -> bool:
        if not self.begins(mark):
            return False
        self.at += len(mark)
        return True

    def _expect(self, mark: str) -> None:
        if not self._skip(mark):
            raise json.JSONDecodeError(f"expected `{mark}`", self.text, self.at)
