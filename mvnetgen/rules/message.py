"""
What a rule says, in parts: its own words, of which those of the model are spelled by each format, and the user's text.

A plain text is nobody's to change. `say` makes a text whose words in backticks are words of the model; what is inserted
into it stays as the user wrote it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Self

_WORD = re.compile(r"`([a-z]+(?:[_,][a-z]+)*)`")
_GAP = re.compile(r"\{\}")


class Message(str):
    """A sentence in the words of the `az ml` YAML, which knows its parts."""

    __slots__ = ("parts",)
    parts: tuple[tuple[str, bool], ...]
    """Pieces of the sentence in their order, each with whether it is our own: the others are the user's."""

    @classmethod
    def of(cls, *parts: tuple[str, bool]) -> Self:
        """The sentence made of some parts."""
        made = cls("".join(text for text, _ in parts))
        made.parts = parts
        return made

    def spelled(self, words: Mapping[str, str]) -> str:
        """The sentence as a format spells it: `words` gives its spelling for words of the model."""

        def spell(found: re.Match[str]) -> str:
            return f"`{words.get(found[1], found[1])}`"

        return "".join(_WORD.sub(spell, text) if ours else text for text, ours in self.parts)

    def __reduce__(self) -> tuple[object, ...]:
        return Message.of, self.parts


def say(template: str, *values: str) -> str:
    """
    A `Message`: the sentence of a template whose ``{}`` are filled with values in their order.

    Words in backticks of the template are words of the model (``isolation_mode``, ``allow_internet_outbound``). A value
    is the user's text and stays as it is; a value that is a `Message` keeps its own parts. Raises `ValueError` when the
    numbers of gaps and values differ.
    """
    pieces = _GAP.split(template)
    if len(pieces) != len(values) + 1:
        raise ValueError(f"{len(pieces) - 1} gaps and {len(values)} values: {template!r}")
    parts: list[tuple[str, bool]] = [(pieces[0], True)]
    for value, piece in zip(values, pieces[1:], strict=True):
        parts += value.parts if isinstance(value, Message) else [(value, False)]
        parts.append((piece, True))
    return Message.of(*(part for part in parts if part[0]))


def word(name: str) -> str:
    """A `Message` that is one word of the model in backticks, to be inserted into a sentence."""
    return Message.of((f"`{name}`", True))
