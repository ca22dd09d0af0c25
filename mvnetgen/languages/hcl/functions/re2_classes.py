"""The classes of characters that RE2 has names for."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from mvnetgen.languages.hcl.work import NotKnown

Test = Callable[[str], bool]
"""Whether a class has a character."""

SPACES = "\t\n\f\r "
SIMPLE = {"a": "\a", "f": "\f", "t": "\t", "n": "\n", "r": "\r", "v": "\v"}


def _digit(character: str) -> bool:
    return "0" <= character <= "9"


def is_word(character: str) -> bool:
    """A letter, digit or underscore of ASCII."""
    return character.isascii() and (character.isalnum() or character == "_")


def _space(character: str) -> bool:
    return character in SPACES


PERL: dict[str, Test] = {"d": _digit, "w": is_word, "s": _space}
POSIX: dict[str, Test] = {
    "alnum": lambda c: c.isascii() and c.isalnum(),
    "alpha": lambda c: c.isascii() and c.isalpha(),
    "ascii": str.isascii,
    "blank": lambda c: c in "\t ",
    "cntrl": lambda c: c < " " or c == "\x7f",
    "digit": _digit,
    "graph": lambda c: "!" <= c <= "~",
    "lower": lambda c: "a" <= c <= "z",
    "print": lambda c: " " <= c <= "~",
    "punct": lambda c: "!" <= c <= "~" and not c.isalnum(),
    "space": lambda c: c in "\t\n\v\f\r ",
    "upper": lambda c: "A" <= c <= "Z",
    "word": is_word,
    "xdigit": lambda c: c in "0123456789abcdefABCDEF",
}
CATEGORIES = frozenset(
    [
        "C",
        "Cc",
        "Cf",
        "Co",
        "Cs",
        "L",
        "Ll",
        "Lm",
        "Lo",
        "Lt",
        "Lu",
        "M",
        "Mc",
        "Me",
        "Mn",
        "N",
        "Nd",
        "Nl",
        "No",
        "P",
        "Pc",
        "Pd",
        "Pe",
        "Pf",
        "Pi",
        "Po",
        "Ps",
        "S",
        "Sc",
        "Sk",
        "Sm",
        "So",
        "Z",
        "Zl",
        "Zp",
        "Zs",
    ]
)


def negated(test: Test) -> Test:
    """Everything that the test does not take."""
    return lambda character: not test(character)


def either(tests: list[Test]) -> Test:
    """What one of the tests takes."""
    return lambda character: any(test(character) for test in tests)


def one_of(first: str, last: str, *, fold: bool) -> Test:
    """The characters from first to last, in any case when `fold`."""
    if fold:
        return lambda c: first <= c <= last or first <= c.lower() <= last or first <= c.upper() <= last
    if first == last:
        return lambda c: c == first
    return lambda c: first <= c <= last


def category(name: str) -> Test:
    """A Unicode category. Raises `NotKnown` for scripts, which Python has no table of."""
    if name not in CATEGORIES:
        raise NotKnown(f"the class `\\p{{{name}}}` of a regular expression")
    return lambda character: unicodedata.category(character).startswith(name)
