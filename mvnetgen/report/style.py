"""How text looks on a terminal: colours, links, cells, and characters that must not reach it as they are."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

PAGE = 200
"""Columns when nothing is known of the terminal."""
TAB = 4

_CODES = {
    "error": "1;31",
    "warning": "1;33",
    "info": "1;36",
    "place": "1;34",
    "help": "1;32",
    "bold": "1",
    "dim": "2",
}


@dataclass(frozen=True, slots=True)
class Style:
    """What the reader's terminal can do; by default nothing, as a file."""

    colours: bool = False
    links: bool = False
    width: int = PAGE

    def paint(self, text: str, kind: str) -> str:
        """The text in the colour of its kind: a severity, ``place``, ``help``, ``bold`` or ``dim``."""
        return f"\x1b[{_CODES[kind]}m{text}\x1b[0m" if self.colours and text else text

    def link(self, text: str, url: str) -> str:
        """The text as a link (OSC 8) where that works."""
        return f"\x1b]8;;{url}\x1b\\{text}\x1b]8;;\x1b\\" if self.links else text


PLAIN = Style()


def visible(letter: str) -> str:
    """A character as it may be shown: control characters and those that change the order of text are spelled out."""
    code = ord(letter)
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    return f"<U+{code:04X}>" if unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp") else letter


def clean(text: str) -> str:
    """A text on one line, safe for a terminal."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(visible(letter) for letter in text)


_ANYWHERE = re.compile(r"##(?=(?:vso)?\[)", re.IGNORECASE)
_AT_THE_START = re.compile(r"^(\s*):(?=:)(?!:: )", re.MULTILINE)
"""But for the arrow of a frame, ``::: ``, which is none: nothing between two pairs of colons begins with a blank."""


def defused(text: str) -> str:
    """
    Text in which no runner finds a command: neither Azure Pipelines, which looks anywhere in a line (``##vso[``,
    ``##[``), nor GitHub Actions, which looks at the start of lines (``::``).
    """
    return _AT_THE_START.sub(r"\1:_", _ANYWHERE.sub("#_", text))


def clean_lines(text: str) -> str:
    """A text of several lines, safe for a terminal; line ends and tabs stay."""
    if text.isascii() and text.replace("\n", "").replace("\t", "").isprintable():
        return text
    return "".join(letter if letter in "\n\t" else visible(letter) for letter in text)


def cells_of(letter: str) -> int:
    """How many columns of a terminal a visible character takes."""
    if unicodedata.category(letter) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in ("W", "F") else 1


def columns_of(text: str) -> int:
    """How many columns a visible text takes."""
    return len(text) if text.isascii() else sum(cells_of(letter) for letter in text)


def laid_out(line: str) -> list[tuple[str, int]]:
    """Each character of a source line as it is shown, with its columns; tabs become blanks."""
    if line.isascii() and line.isprintable():
        return [(letter, 1) for letter in line]
    result: list[tuple[str, int]] = []
    column = 0
    for letter in line:
        if letter == "\t":
            shown = " " * (TAB - column % TAB)
        elif letter.isascii() and letter.isprintable():
            shown = letter
        else:
            shown = visible(letter)
        width = columns_of(shown)
        result.append((shown, width))
        column += width
    return result
