"""The text of a Bicep file from its bytes, and the value of what stands between quotes."""

from __future__ import annotations

import codecs
import re

LINE_END = re.compile(r"\r\n?|\n")
_ESCAPE = re.compile(r"\\(?:u\{([0-9A-Fa-f]+)\}|(.))", re.DOTALL)
_ESCAPED = {"n": "\n", "r": "\r", "t": "\t", "\\": "\\", "'": "'", "$": "$"}
_SURROGATE = re.compile("[\ud800-\udfff]")
LAST_CODE_POINT = 0x10FFFF


def decode(data: bytes) -> str:
    """The text as the compiler reads it: a byte order mark is gone, a byte that is no UTF-8 becomes U+FFFD. Line ends stay."""
    if data.startswith(codecs.BOM_UTF8):
        return data[3:].decode("utf-8", "replace")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    return data.decode("utf-8", "replace")


def unescaped(text: str) -> str | None:
    """What stands between single quotes, with its escapes resolved; None when one of them does not exist."""
    if "\\" not in text:
        return text
    wrong = False

    def resolve(match: re.Match[str]) -> str:
        nonlocal wrong
        digits, letter = match[1], match[2]
        if digits is not None:
            if len(digits) <= 8 and (number := int(digits, 16)) <= LAST_CODE_POINT:
                return chr(number)
        elif letter in _ESCAPED:
            return _ESCAPED[letter]
        wrong = True
        return ""

    value = _ESCAPE.sub(resolve, text)
    if wrong:
        return None
    if not value.isascii() and _SURROGATE.search(value):  # two halves make a letter, one half makes none
        value = value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return value


def without_first_line_end(text: str) -> str:
    """What stands between triple quotes: a line end directly behind the opening ones does not count."""
    return text.removeprefix("\r").removeprefix("\n")
