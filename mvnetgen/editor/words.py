"""What stands at the cursor: the word, and the key whose value is being typed. From the text alone, however unfinished."""

from __future__ import annotations

import re
from dataclasses import dataclass

_WORD = re.compile(r"[\w*./@:$-]+")
_VALUE = re.compile(r"""["']?(?P<key>[A-Za-z]\w*)["']?\s*[:=]\s*(?P<quote>["']?)(?P<typed>[^"'#\s,{}\[\]]*)$""")
_IGNORE = re.compile(r"mvnetgen:\s*ignore(?:-file)?\[(?:[^\]]*[\s,])?(?P<typed>[\w-]*)$")


@dataclass(frozen=True, slots=True)
class Typing:
    """A value that is being typed."""

    key: str
    """In lower case and without ``_``, so that all formats spell it alike: ``servicetag``; ``ignored`` for a rule in an ignore comment."""
    typed: str
    quoted: bool
    column: int
    """Where the value begins."""


def word_at(line: str, column: int) -> str:
    """The word around a column (from 1) of a line; empty when there is none."""
    for found in _WORD.finditer(line):
        if found.start() < column <= found.end() + 1:
            return found[0].strip(".:/")
    return ""


def typing_at(line: str, column: int) -> Typing | None:
    """What is being typed in front of a column of a line."""
    before = line[: column - 1]
    ignored = _IGNORE.search(before)
    if ignored:
        return Typing("ignored", ignored["typed"], quoted=True, column=ignored.start("typed") + 1)
    found = _VALUE.search(before)
    if found is None:
        return None
    key = found["key"].replace("_", "").lower()
    return Typing(key, found["typed"], bool(found["quote"]), found.start("typed") + 1)
