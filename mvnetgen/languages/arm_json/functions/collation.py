"""
The order of texts as people expect it: blanks, punctuation, symbols, digits, letters, small before capital.

The root order of CLDR for Latin letters; texts in other scripts are not compared.
"""

from __future__ import annotations

import unicodedata

from mvnetgen.languages.hcl.work import NotKnown

_MARKS = "\t\n\v\f\r _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$0123456789"
_PRIMARY = {mark: place for place, mark in enumerate(_MARKS)}
_LETTERS = {letter: len(_MARKS) + place for place, letter in enumerate("abcdefghijklmnopqrstuvwxyz")}
_EXPANDED = {"ß": ("s", "s")}

Weights = tuple[list[int], list[int], list[int]]


def before(one: str, other: str) -> bool:
    """Whether a text stands before another. Raises `NotKnown` for letters whose order is not known here."""
    return one != other and weights(one) < weights(other)


def weights(text: str) -> Weights:
    """What decides first, second and third: the letters, their accents, their case."""
    first: list[int] = []
    second: list[int] = []
    third: list[int] = []
    for letter in unicodedata.normalize("NFD", text):
        if unicodedata.combining(letter) and second:
            second.append(1 + ord(letter))
            continue
        for each in _EXPANDED.get(letter, (letter,)):
            place = _PRIMARY.get(each)
            if place is None:
                place = _LETTERS.get(each.lower())
            if place is None:
                raise NotKnown("the order of its letters depends on the language")
            first.append(place)
            second.append(0)
            third.append(2 if letter in _EXPANDED else int(each.isupper()))
    return first, second, third
