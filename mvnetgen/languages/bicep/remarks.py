"""What comments of a Bicep file can be about: where the statement, property or item that begins on a line ends."""

from __future__ import annotations

from mvnetgen.languages.bicep.syntax import (
    ArrayLiteral,
    File,
    Part,
    Property,
    PropertyType,
    Resource,
    Spread,
    Statement,
)


def statement_ends(file: File) -> dict[int, int]:
    """
    For the first line of each statement, property and item of an array, its last line.

    A statement begins with its decorators and again behind them, where a comment may stand as well.
    """
    ends: dict[int, int] = {}
    position = file.places.position

    def note(start: int, end: int) -> None:
        line, last = position(start)[0], position(end)[0]
        ends[line] = max(ends.get(line, last), last)

    waiting: list[object] = [*file.statements]
    while waiting:
        part = waiting.pop()
        if isinstance(part, tuple):
            waiting += part
            continue
        if not isinstance(part, Part):
            continue
        if isinstance(part, Statement | Property | PropertyType | Spread | Resource):
            note(part.start, part.end)
        if isinstance(part, Statement | PropertyType):
            for decorator in part.decorators:
                begin = _behind(file.text, decorator.end)
                note(begin, max(begin, part.end))
        if isinstance(part, ArrayLiteral):
            for item in part.items:
                note(item.start, item.end)
        waiting += [getattr(part, name) for name in part.__dataclass_fields__ if name not in {"start", "end"}]
    return ends


def _behind(text: str, offset: int) -> int:
    """The offset of what follows a decorator: blanks, line ends and comments are skipped."""
    while True:
        while offset < len(text) and text[offset] in " \t\r\n":
            offset += 1
        if text.startswith("//", offset):
            found = [each for each in (text.find("\n", offset), text.find("\r", offset)) if each >= 0]
            offset = min(found, default=len(text))
        elif text.startswith("/*", offset):
            close = text.find("*/", offset)
            offset = len(text) if close < 0 else close + 2
        else:
            return offset
