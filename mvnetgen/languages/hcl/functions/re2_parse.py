"""
Go's regular expressions (RE2 syntax, https://github.com/google/re2/wiki/Syntax) as a tree.

What RE2 refuses is refused: look-around, back-references, possessive quantifiers.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from mvnetgen.languages.hcl.functions.re2_classes import (
    PERL,
    POSIX,
    SIMPLE,
    Test,
    category,
    either,
    is_word,
    negated,
    one_of,
)
from mvnetgen.languages.hcl.work import NotKnown, Refused
from mvnetgen.text.document import Cause

MOST_REPEATS = 1000
DEEPEST_GROUP = 100


@dataclass(frozen=True, slots=True)
class Pattern:
    """A part of an expression. `kind`: empty, char, assert, all (in sequence), any (alternatives), repeat, group."""

    kind: str
    parts: tuple[Pattern, ...] = ()
    test: Test | None = None
    """Of a char: whether it takes a character."""
    what: str = ""
    """Of an assert: ``^``, ``$``, ``\\A``, ``\\z``, ``\\b``, ``\\B``."""
    least: int = 0
    most: int | None = None
    greedy: bool = True
    group: int = 0


@dataclass(frozen=True, slots=True)
class Parsed:
    """A whole expression, and the names of its groups (None for those without)."""

    pattern: Pattern
    names: tuple[str | None, ...]


EMPTY = Pattern("empty")


@dataclass(slots=True)
class Parser:
    """Reads one expression from left to right."""

    text: str
    position: int = 0
    flags: frozenset[str] = frozenset()
    names: list[str | None] = field(default_factory=list)
    depth: int = 0

    def parse(self) -> Parsed:
        """The whole expression."""
        pattern = self.alternatives()
        if self.position < len(self.text):
            raise Refused("the regular expression has a `)` too many")
        return Parsed(pattern, tuple(self.names))

    def peek(self, text: str) -> bool:
        """Whether the rest begins so."""
        return self.text.startswith(text, self.position)

    def take(self) -> str:
        """The next character."""
        if self.position >= len(self.text):
            raise Refused("the regular expression ends too early")
        self.position += 1
        return self.text[self.position - 1]

    def alternatives(self) -> Pattern:
        """``a|b``."""
        flags = self.flags
        found = [self.sequence()]
        while self.peek("|"):
            self.position += 1
            found.append(self.sequence())
        self.flags = flags
        return found[0] if len(found) == 1 else Pattern("any", tuple(found))

    def sequence(self) -> Pattern:
        """``ab``."""
        parts: list[Pattern] = []
        while self.position < len(self.text) and self.text[self.position] not in "|)":
            if self.peek("\\Q"):
                end = self.text.find("\\E", self.position + 2)
                literal = self.text[self.position + 2 : end if end >= 0 else None]
                self.position = end + 2 if end >= 0 else len(self.text)
                parts.extend(self.literal(character) for character in literal[:-1])
                if literal:
                    parts.append(self.repeated(self.literal(literal[-1])))
            else:
                parts.append(self.repeated(self.atom()))
        return parts[0] if len(parts) == 1 else Pattern("all", tuple(parts)) if parts else EMPTY

    def repeated(self, atom: Pattern) -> Pattern:
        """The atom with its quantifier."""
        quantifier = self.quantifier()
        if quantifier is None:
            return atom
        least, most = quantifier
        lazy = self.peek("?")
        if lazy:
            self.position += 1
        start = self.position
        if self.quantifier() is not None:
            raise Refused(f"the regular expression repeats a repetition: `{self.text[start : self.position]}`")
        return Pattern("repeat", (atom,), least=least, most=most, greedy=lazy == ("U" in self.flags))

    def quantifier(self) -> tuple[int, int | None] | None:
        """``*``, ``+``, ``?`` or ``{2,5}``; braces that are none are literal."""
        character = self.text[self.position : self.position + 1]
        if character and character in "*+?":
            self.position += 1
            return {"*": (0, None), "+": (1, None), "?": (0, 1)}[character]
        if character != "{":
            return None
        end = self.text.find("}", self.position)
        low, comma, high = self.text[self.position + 1 : end].partition(",") if end > 0 else ("", "", "")
        if not _is_count(low) or (high and not _is_count(high)):
            return None
        self.position = end + 1
        least = int(low)
        most = (int(high) if high else None) if comma else least
        if max(least, most or 0) > MOST_REPEATS or (most is not None and most < least):
            raise Refused("the regular expression has a wrong number of repetitions")
        return least, most

    def atom(self) -> Pattern:
        """A character, class, group or assertion."""
        character = self.take()
        if character == "(":
            return self.group()
        if character == "[":
            return Pattern("char", test=self.bracket())
        if character == ".":
            return Pattern("char", test=(lambda _: True) if "s" in self.flags else (lambda c: c != "\n"))
        if character == "^":
            return Pattern("assert", what="^" if "m" in self.flags else "\\A")
        if character == "$":
            return Pattern("assert", what="$" if "m" in self.flags else "\\z")
        if character in "*+?":
            raise Refused(f"the regular expression has nothing to repeat before `{character}`")
        if character == "\\":
            return self.escape()
        return self.literal(character)

    def literal(self, character: str) -> Pattern:
        """One character."""
        return Pattern("char", test=one_of(character, character, fold="i" in self.flags))

    def group(self) -> Pattern:
        """What follows ``(``."""
        self.depth += 1
        if self.depth > DEEPEST_GROUP:
            raise NotKnown("the regular expression is nested too deeply", Cause.BUDGET)
        flags, number = self.flags, 0
        if self.peek("?P<") or (self.peek("?<") and not self.peek("?<=") and not self.peek("?<!")):
            self.position = self.text.index("<", self.position) + 1
            end = self.text.find(">", self.position)
            name = self.text[self.position : end] if end > 0 else ""
            if not name or not all(is_word(each) for each in name) or name in self.names:
                raise Refused("the regular expression has a wrong name of a group")
            self.position = end + 1
            self.names.append(name)
            number = len(self.names)
        elif self.peek("?"):
            self.position += 1
            if self.set_flags():
                self.depth -= 1
                return EMPTY
        else:
            self.names.append(None)
            number = len(self.names)
        inner = self.alternatives()
        if not self.peek(")"):
            raise Refused("the regular expression has a `(` too many")
        self.position += 1
        self.flags = flags
        self.depth -= 1
        return Pattern("group", (inner,), group=number) if number else inner

    def set_flags(self) -> bool:
        """``i)`` and ``i:``; True for the former, which holds until the end of the group."""
        flags, on = set(self.flags), True
        while True:
            character = self.take()
            if character in "imsU":
                (flags.add if on else flags.discard)(character)
            elif character == "-" and on:
                on = False
            elif character in ":)":
                self.flags = frozenset(flags)
                return character == ")"
            else:
                raise Refused(f"regular expressions have no `(?{character}` here")

    def escape(self) -> Pattern:
        """What follows a backslash outside of brackets."""
        character = self.take()
        if character in "Az":
            return Pattern("assert", what=f"\\{character}")
        if character in "bB":
            return Pattern("assert", what=f"\\{character}")
        found = self.shorthand(character)
        if found:
            return Pattern("char", test=found)
        return self.literal(self.escaped(character))

    def shorthand(self, character: str) -> Test | None:
        """A class such as that of digits, or a Unicode category."""
        if character.lower() in PERL:
            perl = PERL[character.lower()]
            return perl if character.islower() else negated(perl)
        if character not in "pP":
            return None
        name = self.take()
        if name == "{":
            end = self.text.find("}", self.position)
            if end < 0:
                raise Refused("the regular expression has a wrong class")
            name = self.text[self.position : end]
            self.position = end + 1
        negative = (character == "P") != name.startswith("^")
        name = name.removeprefix("^")
        return negated(category(name)) if negative else category(name)

    def escaped(self, character: str) -> str:
        """The one character that an escape stands for."""
        if character in SIMPLE:
            return SIMPLE[character]
        if character == "x":
            digits = self.take()
            if digits == "{":
                end = self.text.find("}", self.position)
                digits = self.text[self.position : end]
                self.position = end + 1
            else:
                digits += self.take()
            try:
                return chr(int(digits, 16))
            except (ValueError, OverflowError) as error:
                raise Refused("the regular expression has a wrong escape") from error
        if character in "01234567":
            digits = character
            while len(digits) < 3 and self.text[self.position : self.position + 1] in set("01234567"):
                digits += self.take()
            if character != "0" and len(digits) == 1:
                raise Refused(f"regular expressions have no `\\{character}`")
            return chr(int(digits, 8))
        if character.isascii() and not character.isalnum():
            return character
        raise Refused(f"regular expressions have no `\\{character}`")

    def bracket(self) -> Test:
        """What follows ``[``."""
        fold = "i" in self.flags
        negative = self.peek("^")
        self.position += negative
        tests: list[Test] = []
        first = True
        while first or not self.peek("]"):
            first = False
            if self.peek("[:"):
                end = self.text.find(":]", self.position)
                name = self.text[self.position + 2 : end] if end > 0 else ""
                if name.removeprefix("^") not in POSIX:
                    raise Refused("the regular expression has a wrong class")
                self.position = end + 2
                posix = POSIX[name.removeprefix("^")]
                tests.append(negated(posix) if name.startswith("^") else posix)
                continue
            low = self.take()
            if low == "\\":
                kind = self.take()
                found = self.shorthand(kind)
                if found:
                    tests.append(found)
                    continue
                low = self.escaped(kind)
            high = low
            if self.peek("-") and not self.peek("-]"):
                self.position += 1
                high = self.take()
                if high == "\\":
                    high = self.escaped(self.take())
                if high < low:
                    raise Refused(f"the regular expression has a wrong range `{low}-{high}`")
            tests.append(one_of(low, high, fold=fold))
        self.position += 1
        return negated(either(tests)) if negative else either(tests)


def _is_count(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 6 and (text == "0" or not text.startswith("0"))
