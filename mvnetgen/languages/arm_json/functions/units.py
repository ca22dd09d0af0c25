"""Texts as the engine counts and compares them: in UTF-16 units, letter by letter, whatever the language."""

from __future__ import annotations

from mvnetgen.languages.hcl.work import Refused

SPACE = (
    "\t\n\v\f\r \u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f"
    "\u205f\u3000"
)
"""What .NET takes for white space."""

_KEPT = frozenset("\u0130\u0131\u017f")
"""Letters whose other case is one of ASCII: no case is changed for them."""


def is_plain(text: str) -> bool:
    """Whether every letter is one unit."""
    return text.isascii() or max(text) <= "\uffff"


def units(text: str) -> int:
    """The length in units."""
    return len(text) if is_plain(text) else len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut(text: str, start: int, end: int) -> str:
    """The units from a place up to another. Raises `Refused` when half a letter would be left."""
    if is_plain(text):
        return text[start:end]
    try:
        return text.encode("utf-16-le", "surrogatepass")[2 * start : 2 * end].decode("utf-16-le")
    except UnicodeDecodeError as error:
        raise Refused("the text would be cut within a letter") from error


def at_unit(text: str, place: int) -> int:
    """The place in units of a place in letters."""
    return place if place <= 0 else units(text[:place])


def lower(text: str) -> str:
    """Small letters, one by one."""
    return text.lower() if text.isascii() else "".join([_one(each, each.lower()) for each in text])


def upper(text: str) -> str:
    """Capital letters, one by one."""
    return text.upper() if text.isascii() else "".join([_one(each, each.upper()) for each in text])


def _one(letter: str, changed: str) -> str:
    return changed if len(changed) == 1 and letter not in _KEPT else letter


def same(one: str, other: str) -> bool:
    """Whether two keys or names are the same: case does not count."""
    return one == other or upper(one) == upper(other)
