"""Parts of a text that somebody still has to fill in: ``<SUBSCRIPTION_ID>``, ``{name}``, an all-zero GUID."""

from __future__ import annotations

import re

from mvnetgen.text.document import HOLE

ZERO_GUID = "00000000-0000-0000-0000-000000000000"

_BRACKETED = r"<[^<>/\s][^<>/]*>|\$\{[^{}]*\}|\{\{[^{}]*\}\}|\{[^{}/]*\}"
_ANY = rf"(?i){_BRACKETED}|\b{ZERO_GUID}\b|\bx{{4,}}(?:-x{{4,}})*\b"


def placeholders(text: str) -> list[str]:
    """The placeholders in a text, as written, in order, each once."""
    return list(dict.fromkeys(re.findall(_ANY, text)))


def is_placeholder(text: str) -> bool:
    """Whether the whole text is one placeholder."""
    return re.fullmatch(_ANY, text.strip()) is not None


def with_words(text: str) -> str:
    """The text with each bracketed placeholder as a word, as it looks when it is filled in."""
    return re.sub(_BRACKETED, "x", text)


def with_holes(text: str) -> str:
    """The text with each bracketed placeholder as a `HOLE`: its value is not known yet."""
    return re.sub(_BRACKETED, HOLE, text)
