"""Rows of words in columns, as wide as the terminal: whole words, and none is cut."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from mvnetgen.report.style import columns_of

GAP = "  "
NARROWEST = 12
"""Columns that the last cell of a row has at least."""


def laid_out(rows: Sequence[Sequence[str]], width: int) -> Iterator[str]:
    """The rows as lines: all columns but the last are as wide as their widest cell, the last one is wrapped at words."""
    if not rows:
        return
    number = max(len(row) for row in rows)
    full = [[*row, *[""] * (number - len(row))] for row in rows]
    widths = [max(columns_of(row[column]) for row in full) for column in range(number)]
    used = sum(each + len(GAP) for each in widths[:-1])
    room = max(width - used, NARROWEST)
    for row in full:
        *cells, last = row
        head = "".join(cell + " " * (size - columns_of(cell)) + GAP for cell, size in zip(cells, widths, strict=False))
        lines = textwrap.wrap(last, room, break_long_words=False, break_on_hyphens=False) or [""]
        yield (head + lines[0]).rstrip()
        yield from (" " * used + line for line in lines[1:])
