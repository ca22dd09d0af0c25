"""Where a parser stands among the tokens, what it expects, and how it goes on behind a mistake."""

from __future__ import annotations

from mvnetgen.languages.bicep.scan import BROKEN, END, LEFT, NAME, NEWLINE, RIGHT, STRING, Tokens
from mvnetgen.languages.bicep.syntax import Broken, Identifier, Literal, SyntaxProblem
from mvnetgen.languages.bicep.text import unescaped, without_first_line_end

DEEPEST = 150
"""Expressions, objects and types within each other."""

DECLARATIONS = frozenset(
    [
        "param",
        "var",
        "resource",
        "module",
        "output",
        "type",
        "func",
        "metadata",
        "targetScope",
        "import",
        "extension",
        "assert",
        "test",
        "using",
        "extends",
    ]
)
OPENING = frozenset(["{", "[", "("])
CLOSING = frozenset(["}", "]", ")"])


class Wrong(Exception):  # noqa: N818 - control flow: the next one who can go on notes it
    """What stands here cannot be; the message says what is expected."""

    def __init__(self, message: str, start: int, end: int) -> None:
        super().__init__(message)
        self.problem = SyntaxProblem(message, start, end)


class Cursor:
    """A place among the tokens of one file. What follows the last one is always `END`."""

    def __init__(self, text: str, tokens: Tokens) -> None:
        self.text = text
        self.kinds = [*tokens.kinds, END, END]
        """Two more, so that nobody has to ask whether there is a next one."""
        self.starts = [*tokens.starts, len(text), len(text)]
        self.ends = [*tokens.ends, len(text), len(text)]
        self.i = 0
        self.depth = 0
        self.problems: list[SyntaxProblem] = []
        self.cut: int | None = None
        """The token that pretends to be the end: a declaration in the midst of something that is not closed."""

    # what stands here

    def word(self, i: int) -> str:
        """The text of a token."""
        return self.text[self.starts[i] : self.ends[i]]

    def at_word(self, word: str) -> bool:
        """Whether a word stands here that is a keyword in this place."""
        return self.kinds[self.i] == NAME and self.word(self.i) == word

    def shown(self) -> str:
        """What stands here, for a message."""
        kind = self.kinds[self.i]
        if kind == NEWLINE:
            return "the line ends"
        if kind == END:
            return "the file ends"
        word = self.word(self.i)
        word = word if len(word) <= 30 else f"{word[:29]}…"
        return f"`{word}` follows" if "`" not in word and word.isprintable() else "something else follows"

    def wrong(self, expected: str) -> Wrong:
        """The mistake that something is missing here."""
        start = self.starts[self.i]
        end = start if self.kinds[self.i] in {NEWLINE, END} else self.ends[self.i]
        return Wrong(f"expected {expected}, and {self.shown()}", start, end)

    def note(self, expected: str) -> None:
        """Notes that something is missing here, and goes on."""
        self.add(self.wrong(expected).problem)

    def add(self, problem: SyntaxProblem) -> None:
        """Notes a problem, unless one at that place is known: what follows from it would be said again and again."""
        if not self.problems or self.problems[-1].start != problem.start:
            self.problems.append(problem)

    # taking tokens

    def take(self, kind: str, expected: str) -> int:
        """The index of the token here, which must be of a kind."""
        i = self.i
        if self.kinds[i] != kind:
            raise self.wrong(expected)
        self.i = i + 1
        return i

    def take_word(self, word: str) -> int:
        """The index of the keyword here."""
        if not self.at_word(word):
            raise self.wrong(f"`{word}`")
        self.i += 1
        return self.i - 1

    def identifier(self, expected: str = "a name") -> Identifier:
        """The name here."""
        i = self.take(NAME, expected)
        return Identifier(self.starts[i], self.ends[i], self.word(i))

    def close(self, kind: str, start: int) -> int:
        """The end of something that a bracket closes; where it is missing, the end of what there is of it."""
        i = self.i
        if self.kinds[i] == kind:
            self.i = i + 1
            return self.ends[i]
        self.note(f"`{kind}`")
        return max(self.ends[i - 1], start)

    def newlines(self) -> None:
        """Over all line ends here."""
        kinds = self.kinds
        while kinds[self.i] == NEWLINE:
            self.i += 1

    def behind_newlines(self, i: int) -> int:
        """The index of the first token from `i` on that is no line end."""
        while self.kinds[i] == NEWLINE:
            i += 1
        return i

    def last_end(self) -> int:
        """Where the token before this one ends."""
        return self.ends[self.i - 1] if self.i else 0

    def value_of(self, i: int) -> str | None:
        """The value of a string without interpolation; None when it is broken."""
        text, start, end = self.text, self.starts[i], self.ends[i]
        if text[start] == "$":
            start += self._dollars(start)
        if text.startswith("'''", start) and end - start > 2:
            return without_first_line_end(text[start + 3 : end - 3])
        return unescaped(text[start + 1 : end - 1])

    def _dollars(self, start: int) -> int:
        count = 0
        while self.text[start + count] == "$":
            count += 1
        return count

    def plain_string(self, i: int) -> Literal | Broken:
        """The string of a token."""
        value = self.value_of(i) if self.kinds[i] == STRING else None
        start, end = self.starts[i], self.ends[i]
        return Broken(start, end) if value is None else Literal(start, end, value)

    # going on behind a mistake

    def skip(self, *, commas: bool) -> None:
        """Over the rest of something wrong: to the end of its line, a comma, or what closes the things around it."""
        kinds = self.kinds
        depth = 0
        while True:
            kind = kinds[self.i]
            if kind == END:
                return
            if kind == NEWLINE and (depth <= 0 or self.begins_declaration(self.i + 1)):
                return
            if depth == 0 and (kind in CLOSING or (commas and kind == ",")):
                return
            depth += (kind in OPENING or kind == LEFT) - (kind in CLOSING or (kind in {RIGHT, BROKEN} and depth > 0))
            self.i += 1

    def begins_declaration(self, i: int) -> bool:
        """Whether a token begins a line with what can only be a declaration: ``var x``, ``resource y '…'``."""
        if self.kinds[i] != NAME or self.kinds[i + 1] != NAME:
            return False
        start = self.starts[i]
        return (not start or self.text[start - 1] in "\r\n") and self.word(i) in DECLARATIONS

    def cut_off(self) -> None:
        """Pretends that the file ends here, until `mend` is called: everything around has not been closed."""
        self.cut = self.i
        self.kinds[self.i] = END

    def mend(self) -> None:
        """Goes on at the place where the file was cut off."""
        if self.cut is not None:
            self.kinds[self.cut] = NAME
            self.i, self.cut = self.cut, None

    def deeper(self) -> None:
        """One level deeper. Raises `Wrong` when that is too deep."""
        if self.depth >= DEEPEST:
            raise Wrong("this is nested too deeply", self.starts[self.i], self.ends[self.i])
        self.depth += 1
