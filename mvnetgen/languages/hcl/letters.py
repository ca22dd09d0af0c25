"""The letters of a text: escapes, indentation, and which may stand in a name."""

from __future__ import annotations

import re
import unicodedata

from mvnetgen.languages.hcl.token import Failure

PLAIN = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\"}
MARKED = re.compile(r"\$\$\{|%%\{")
ESCAPE = re.compile(r"\\(?:([nrt\"\\])|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(?s:.))|\$\$\{|%%\{")


def normal(text: str) -> str:
    """Text in the form in which Terraform keeps it: NFC."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def unescape(text: str, at: int) -> str:
    """The text that a quoted one stands for. `at` is where it stands, for the `Failure` of an unknown escape."""

    def one(match: re.Match[str]) -> str:
        plain, short, long = match.groups()
        if plain:
            return PLAIN[plain]
        if short or long:
            code = int(short or long, 16)
            return "\N{REPLACEMENT CHARACTER}" if 0xD800 <= code <= 0xDFFF or code > 0x10FFFF else chr(code)
        if match[0][0] != "\\":
            return match[0][1:]
        known = r"\n, \r, \t, \", \\, \uNNNN and \UNNNNNNNN"
        raise Failure(
            f"`{match[0]}` is no escape that HCL knows; they are {known}", at + match.start(), at + match.end()
        )

    return normal(ESCAPE.sub(one, text) if "\\" in text or "{" in text else text)


def without_indentation(text: str) -> str:
    """The text of a ``<<-`` heredoc less the indentation that all its lines share; blank lines do not count."""
    lines = text.split("\n")
    last = lines.pop()  # empty: the text of a heredoc ends with a newline
    indents = [len(line) - len(line.lstrip()) for line in lines if line.strip()]
    shared = min(indents, default=0)
    return "\n".join([*(line[shared:] if line.strip() else line for line in lines), last]) if shared else text


def check_name(word: str, start: int) -> None:
    """Raise `Failure` unless the letters beyond ASCII may stand in a name."""
    if not word.replace("-", "_").isidentifier():
        raise Failure(f"`{word}` is no name", start, start + len(word))
