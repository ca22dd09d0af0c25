"""Which known word a misspelt one means."""

from __future__ import annotations

from collections.abc import Iterable

from mvnetgen.document import SHORTENED


def nearest(word: str, words: Iterable[str]) -> str | None:
    """The known word that a misspelt one most likely means; None when none is close."""
    if len(word) > SHORTENED:
        return None
    by_folded = {_fold(each): each for each in words}
    folded = _fold(word)
    if folded in by_folded:
        return by_folded[folded]
    import difflib  # noqa: PLC0415 - only for a mistake

    close = difflib.get_close_matches(folded, by_folded, n=1, cutoff=0.75)
    return by_folded[close[0]] if close else None


def _fold(word: str) -> str:
    return "".join(letter for letter in word.lower() if letter.isalnum())
