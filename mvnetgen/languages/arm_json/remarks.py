"""What comments of a JSON file can be about: where the entry, item or object that begins on a line ends."""

from __future__ import annotations

from mvnetgen.languages.arm_json.json_text import Json, Members
from mvnetgen.languages.arm_json.reading import Reading


def statement_ends(reading: Reading) -> dict[int, int]:
    """For the first line of each key with its value, and of each item of a list, its last line."""
    ends: dict[int, int] = {}

    def note(start: int, end: int) -> None:
        span = reading.place(start, end)
        ends[span.line] = max(ends.get(span.line, span.end_line), span.end_line)

    waiting: list[Json] = [reading.root] if reading.root is not None else []
    while waiting:
        inner = waiting.pop().value
        if isinstance(inner, Members):
            for key, value in inner:
                note(key.start, value.end)
                waiting.append(value)
        elif isinstance(inner, list):
            for item in inner:
                note(item.start, item.end)
                waiting.append(item)
    return ends
