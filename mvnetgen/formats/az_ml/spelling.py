"""
How the SDK reads the words of a closed list: it converts the casing first and compares then.

As `camel_to_snake` and `snake_to_pascal` of azure-ai-ml 1.35.2 do; tests/test_sdk.py compares the outcome.
"""

from __future__ import annotations

import re
from enum import StrEnum

from mvnetgen.formats.shape import Choice
from mvnetgen.model.workspace import IdentityType, PublicAccess


def snake(text: str) -> str:
    """``AllowInternetOutbound`` as ``allow_internet_outbound``; each word of a list with commas by itself."""
    return ",".join(_snake(part) for part in text.split(",")) if "," in text else _snake(text, strip=False)


def _snake(word: str, *, strip: bool = True) -> str:
    word = word.strip() if strip else word
    word = re.sub(r"(?<=[^\n])(?=[A-Z][a-z]+)", "_", word)
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", word).lower()


def one_word(text: str) -> str:
    """A word in any casing, with blanks or ``_`` around it, in small letters; several words keep the capitals between them."""
    pascal = "".join(word.capitalize() for word in text.replace("_", " ").split())
    return pascal[:1].lower() + pascal[1:]


def choice(members: type[StrEnum], rule: str = "invalid-value") -> Choice:
    """A closed list in snake case, as the SDK takes it: also PascalCase, camelCase and UPPER_SNAKE."""
    others = dict.fromkeys(spelling for member in members for spelling in _casings(member.value))
    words = {member.value: member for member in members}
    return Choice(words, rule, normal=snake, other_spellings=tuple(each for each in others if each not in words))


def _casings(word: str) -> list[str]:
    pascal = "".join(part.capitalize() for part in re.split("_|(?=,)", word))
    pascal = re.sub(",[a-z]", lambda found: found.group().upper(), pascal)
    camel = re.sub("(^|,)([A-Z])", lambda found: found.group().lower(), pascal)
    return [word.upper(), pascal, camel, *([pascal.replace(",", ", "), word.replace(",", ", ")] if "," in word else [])]


def in_any_case(word: str) -> str:
    """A pattern of a word in any casing, for JSON Schema, whose patterns know no flags."""
    return "".join(f"[{letter.lower()}{letter.upper()}]" if letter.isalpha() else re.escape(letter) for letter in word)


PUBLIC_ACCESS = Choice(
    {member.value: member for member in PublicAccess},
    normal=one_word,
    other_spellings=("Enabled", "Disabled", "ENABLED", "DISABLED"),
)
IDENTITY_TYPE = choice(IdentityType)
