"""Parts of a text that somebody still has to fill in: ``<SUBSCRIPTION_ID>``, ``{name}``, an all-zero GUID."""

from __future__ import annotations

import re

from mvnetgen.document import HOLE

ZERO_GUID = "00000000-0000-0000-0000-000000000000"

_BRACKETED = re.compile(r"<[^<>/\s][^<>/]*>|\$\{[^{}]*\}|\{\{[^{}]*\}\}|\{[^{}/]*\}")
_GUID_OF_X = re.compile(r"\bx{4,}(?:-x{4,})*\b", re.IGNORECASE)
_PATTERN = re.compile(f"{_BRACKETED.pattern}|\\b{ZERO_GUID}\\b|{_GUID_OF_X.pattern}", re.IGNORECASE)


def placeholders(text: str) -> list[str]:
    """The placeholders in a text, as written, in order, each once."""
    return list(dict.fromkeys(_PATTERN.findall(text)))


def is_placeholder(text: str) -> bool:
    """Whether the whole text is one placeholder."""
    return _PATTERN.fullmatch(text.strip()) is not None


def with_holes(text: str) -> str:
    """The text with each bracketed placeholder as a `HOLE`: its value is not known yet."""
    return _BRACKETED.sub(HOLE, text)
