"""Which known word a misspelt one means."""

from __future__ import annotations

from collections.abc import Iterable

from mvnetgen.text.document import SHORTENED

SHORTEST_BEGINNING = 6
"""Letters of a word from which the one known word that begins with them is what was meant."""


def same_letters(one: str, other: str) -> bool:
    """Whether two words differ in nothing but casing, blanks and marks: ``AllowInternetOutbound``, ``allow-internet_outbound``."""
    return _fold(one) == _fold(other) != ""


def nearest(word: str, words: Iterable[str]) -> str | None:
    """The known word that a misspelt one most likely means; None when none is close."""
    if len(word) > SHORTENED:
        return None
    by_folded = {_fold(each): each for each in words}
    folded = _fold(word)
    if folded in by_folded:
        return by_folded[folded]
    longer = [known for known in by_folded if known.startswith(folded)]
    if len(longer) == 1 and len(folded) >= SHORTEST_BEGINNING:
        return by_folded[longer[0]]
    import difflib  # noqa: PLC0415 - only for a mistake

    close = difflib.get_close_matches(folded, by_folded, n=1, cutoff=0.75)
    return by_folded[close[0]] if close else None


def _fold(word: str) -> str:
    return "".join(letter for letter in word.lower() if letter.isalnum())
