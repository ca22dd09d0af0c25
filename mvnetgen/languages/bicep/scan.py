"""
Text to tokens: one compiled expression finds each of them, and only what stands in `${…}` is followed brace by brace.

Tokens are held in parallel lists, for a large file has hundreds of thousands. The kind of a token is the text of an
operator or bracket, ``true``, ``false`` or ``null``, or one of the names below.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from mvnetgen.languages.bicep.syntax import Remark, SyntaxProblem
from mvnetgen.languages.bicep.text import LAST_CODE_POINT

NAME, NUMBER, STRING, LEFT, MIDDLE, RIGHT = "name", "number", "string", "string left", "string middle", "string right"
NEWLINE, END, OTHER = "line end", "end", "other"
BROKEN = "broken string"
"""A string that is not closed, or has an escape that does not exist; its problem is noted already."""

LONGEST_NAME = 255

_TOKEN = re.compile(
    r"""[ \t]*(?:
      ([A-Za-z_][A-Za-z0-9_]*)
    | ((?:\r\n?|\n)[\r\n]*)
    | (\.\.\.|\?\?|::|=[=~>]|![=~]|[<>]=|&&|\|\||[()\[\],@.?:+\-%*^!<>=|;{}]|/(?![/*]))
    | ('(?!'')(?:[^'\\\r\n$]++|\\[^\r\nu]|\\u\{[0-9A-Fa-f]++\}|\$(?!\{))*+')
    | ([0-9]+)
    | (//[^\r\n]*+)
    | (/\*(?:[^*]++|\*(?!/))*+\*/)
    | ('(?!'')(?:[^'\\\r\n$]++|\\[^\r\nu]|\\u\{[0-9A-Fa-f]++\}|\$(?!\{))*+\$\{)
    | ('''(?:[^']++|'{1,2}(?!'))*+'{3,})
    | (\$++(?:''')?|'|/\*)
    | (\#(?:disable-next-line|disable-diagnostics|restore-diagnostics)(?![A-Za-z0-9_-])[^\r\n]*+)
    | (?s:(.))
    | \Z
    )""",
    re.VERBOSE,
)
_NAME, _LINE, _SIGN, _STRING, _NUMBER, _COMMENT, _BLOCK, _LEFT, _RAW, _OPENING, _DIRECTIVE, _OTHER = range(1, 13)
_COMMENTS = frozenset({_COMMENT, _BLOCK})
_KEYWORDS = {"true": "true", "false": "false", "null": "null"}
_SEGMENT = re.compile(r"(?:[^'\\\r\n$]++|\\[^\r\n]|\$(?!\{))*+")
_ONE_LINE = re.compile(r"[^\r\n]*+")
_PIECE = re.compile(r"[^'$]++|'{1,2}(?!')|\$++(?!\{)")
_BAD_ESCAPE = re.compile(r"\\(?![\\'nrt$]|u\{[0-9A-Fa-f]+\})")
_DIRECTIVE_WORD = re.compile(r"#[a-z-]+[ \t]*")
_CODES = re.compile(r"(?:[A-Za-z0-9_-]+[ \t]*)*")


@dataclass(slots=True)
class Tokens:
    """The tokens of a text, the last one of which is `END`, and what stands between them."""

    kinds: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    comments: list[Remark] = field(default_factory=list)
    directives: list[Remark] = field(default_factory=list)
    problems: list[SyntaxProblem] = field(default_factory=list)

    def add(self, kind: str, start: int, end: int) -> None:
        """One more token."""
        self.kinds.append(kind)
        self.starts.append(start)
        self.ends.append(end)


@dataclass(slots=True)
class _Opening:
    """A string whose ``${…}`` is being read: how many braces are open in it, and how many ``$`` interpolate."""

    start: int
    dollars: int
    braces: int = 0


def scan(text: str) -> Tokens:
    """The tokens of a whole file. Never raises: what is no token is `OTHER`, with a problem."""
    return _Scanner(text).run()


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = Tokens()
        self.open: list[_Opening] = []

    def run(self) -> Tokens:
        text, tokens = self.text, self.tokens
        position, length = 0, len(text)
        while position < length:
            position = self._inside(position) if self.open else self._plain(position)
        if self.open:
            self._not_closed(length)
        tokens.add(END, length, length)
        return tokens

    def _plain(self, position: int) -> int:
        """Everything up to a string that needs more than one expression; what is frequent comes first."""
        text, tokens = self.text, self.tokens
        kind_of, start_of, end_of = tokens.kinds.append, tokens.starts.append, tokens.ends.append
        keywords = _KEYWORDS
        for match in _TOKEN.finditer(text, position):
            group = match.lastindex
            if group is None:
                continue
            start, end = match.span(group)
            if group == _NAME:
                word = match[1]
                kind_of(keywords.get(word, NAME))
                if end - start > LONGEST_NAME:
                    self._problem("a name has at most 255 letters", start, end)
            elif group == _SIGN:
                kind_of(match[3])
            elif group == _LINE:
                kind_of(NEWLINE)
            elif group == _STRING:
                kind_of(self._string(start, end, STRING) if "\\" in match[4] else STRING)
            elif group == _NUMBER:
                kind_of(NUMBER)
            elif group == _RAW:
                kind_of(STRING)
            elif group in _COMMENTS:
                tokens.comments.append(Remark(start, end))
                continue
            else:
                return self._special(group, start, end)
            start_of(start)
            end_of(end)
        return len(text)

    def _inside(self, position: int) -> int:
        """One token of an expression in ``${…}``; its closing brace goes on with the string."""
        match = _TOKEN.match(self.text, position)
        group = match.lastindex if match else None
        if match is None or group is None:
            return len(self.text)
        start, end = match.span(group)
        tokens = self.tokens
        if group == _LINE:
            self._not_closed(start)
            return start
        if group == _SIGN:
            sign = match[3]
            top = self.open[-1]
            if sign == "}" and not top.braces:
                return self._segment(start, end, top)
            top.braces += (sign == "{") - (sign == "}")
            tokens.add(sign, start, end)
        elif group == _NAME:
            tokens.add(_KEYWORDS.get(match[1], NAME), start, end)
        elif group in {_STRING, _RAW}:
            tokens.add(self._string(start, end, STRING) if group == _STRING else STRING, start, end)
        elif group == _NUMBER:
            tokens.add(NUMBER, start, end)
        elif group in _COMMENTS:
            tokens.comments.append(Remark(start, end))
        else:
            return self._special(group, start, end)
        return end

    def _special(self, group: int, start: int, end: int) -> int:
        """What needs another look; the offset behind it."""
        tokens, text = self.tokens, self.text
        if group == _LEFT:
            tokens.add(self._string(start, end, LEFT), start, end)
            self.open.append(_Opening(start, 0))
            return end
        if group == _OPENING:
            if text[start] == "/":
                self._problem("the comment is not closed", start, len(text))
                tokens.comments.append(Remark(start, len(text)))
                return len(text)
            if text[start] == "'":
                return self._unclosed(start)
            if text[end - 1] == "'":
                return self._pieces(start, end, end - start - 3, LEFT)
            self._problem(_unexpected("$"), start, end)
            tokens.add(OTHER, start, end)
            return end
        if group == _DIRECTIVE and self._begins_line(start):
            end = self._directive(start, end)
            tokens.directives.append(Remark(start, end))
            return end
        self._problem(_unexpected(text[start]), start, start + 1)
        tokens.add(OTHER, start, start + 1)
        return start + 1

    def _begins_line(self, start: int) -> bool:
        text = self.text
        before = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
        return not text[before:start].strip(" \t")

    def _directive(self, start: int, end: int) -> int:
        """The codes of a directive; a comment may stand behind them."""
        words = _DIRECTIVE_WORD.match(self.text, start, end)
        assert words is not None
        codes = _CODES.match(self.text, words.end(), end)
        assert codes is not None
        if codes.end() == words.end():
            self._problem("a diagnostic's code is missing here", start, end)
        return codes.end()

    def _string(self, start: int, end: int, kind: str) -> str:
        """The kind of a string whose escapes are looked at."""
        piece = self.text[start:end]
        if "\\" in piece:
            plain = piece.replace("\\\\", "  ")
            wrong = _BAD_ESCAPE.search(plain)
            if wrong or _too_large(plain):
                at = start + (wrong.start() if wrong else plain.index("\\u"))
                self._problem("this escape does not exist; there are \\\\ \\' \\n \\r \\t \\$ and \\u{…}", at, at + 2)
                return BROKEN if kind == STRING else kind
        return kind

    def _segment(self, start: int, end: int, top: _Opening) -> int:
        """What follows a ``}`` in a string."""
        if top.dollars:
            self.open.pop()
            return self._pieces(start, end, top.dollars, MIDDLE)
        text = self.text
        match = _SEGMENT.match(text, end)
        assert match is not None
        at = match.end()
        if text.startswith("${", at):
            self.tokens.add(self._string(start, at + 2, MIDDLE), start, at + 2)
            return at + 2
        self.open.pop()
        if text.startswith("'", at):
            self.tokens.add(self._string(start, at + 1, RIGHT), start, at + 1)
            return at + 1
        self._problem("the string is not closed on its line", top.start, at)
        self.tokens.add(BROKEN, start, at)
        self.open.clear()
        return at

    def _pieces(self, start: int, position: int, dollars: int, kind: str) -> int:
        """A piece of ``$'''…'''``, from its opening quotes (`LEFT`) or a closing brace (`MIDDLE`) on."""
        text = self.text
        while match := _PIECE.match(text, position):
            position = match.end()
        while True:
            if text.startswith("'", position):
                while text.startswith("'", position):
                    position += 1
                self.tokens.add(STRING if kind == LEFT else RIGHT, start, position)
                return position
            if text.startswith("$", position):
                first = position
                while text.startswith("$", position):
                    position += 1
                if position - first >= dollars:
                    self.tokens.add(kind, start, position + 1)
                    self.open.append(_Opening(start, dollars))
                    return position + 1
                while match := _PIECE.match(text, position):
                    position = match.end()
                continue
            self._problem("the string is not closed", start, len(text))
            self.tokens.add(BROKEN, start, len(text))
            return len(text)

    def _unclosed(self, start: int) -> int:
        """A quote that no other one answers, on its line or in the file; or one with an escape that is none."""
        text = self.text
        if text.startswith("'''", start):
            self._problem("the string is not closed", start, len(text))
            self.tokens.add(BROKEN, start, len(text))
            return len(text)
        match = _SEGMENT.match(text, start + 1)
        assert match is not None
        at = match.end()
        if text.startswith("'", at):
            self.tokens.add(self._string(start, at + 1, STRING), start, at + 1)
            return at + 1
        if text.startswith("${", at):
            self.tokens.add(self._string(start, at + 2, LEFT), start, at + 2)
            self.open.append(_Opening(start, 0))
            return at + 2
        line = _ONE_LINE.match(text, at)
        end = line.end() if line else at
        self._problem("the string is not closed on its line", start, end)
        self.tokens.add(BROKEN, start, end)
        return end

    def _not_closed(self, at: int) -> None:
        """A line end inside of ``${…}``: the strings around it end here."""
        top = self.open[-1]
        self._problem("the string is not closed on its line", at if top.dollars else top.start, at)
        self.tokens.add(BROKEN, at, at)
        self.open.clear()

    def _problem(self, message: str, start: int, end: int) -> None:
        self.tokens.problems.append(SyntaxProblem(message, start, end))


def _too_large(piece: str) -> bool:
    return any(int(digits, 16) > LAST_CODE_POINT for digits in re.findall(r"\\u\{([0-9A-Fa-f]+)\}", piece))


def _unexpected(letter: str) -> str:
    if letter == '"':
        return "texts stand in single quotes"
    if letter == "#":
        return "comments begin with `//`"
    shown = letter if letter.isprintable() else f"U+{ord(letter):04X}"
    return f"`{shown}` means nothing here"
