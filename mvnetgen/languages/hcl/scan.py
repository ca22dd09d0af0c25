"""
HCL text as the tokens of python-hcl2's grammar, cut where Terraform's own scanner cuts.

Newlines are tokens only where they separate something: in a body and in an object, never inside brackets. Comments are
set aside. Escapes are read, heredocs lose their indentation. One call yields one item of the top level, so that a
mistake in it leaves the others alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from mvnetgen.languages.hcl.explain import (
    BODY,
    CLOSES,
    FOR_OBJECT,
    HEREDOC,
    OBJECT,
    ROUND,
    SEQUENCE,
    SQUARE,
    TEMPLATE,
    TEXT,
    strange,
    unclosed,
    unexpected_close,
)
from mvnetgen.languages.hcl.letters import MARKED, check_name, normal, unescape, without_indentation
from mvnetgen.languages.hcl.token import Failure, Token

DEEPEST = 100
"""Brackets within brackets. Terraform has no limit; nobody writes a tenth of it."""

MAIN = re.compile(
    r"""[ \t]*+(?:
      ([^\W\d][\w-]*+)                                      # 1 a name
    | "([^"\\$%\n]*+)"                                      # 2 a plain text
    | (\n[ \t\n]*+)                                         # 3 the end of a line
    | (\#[^\n]*+|//[^\n]*+)                                 # 4 a comment to the end of the line
    | (==|=>|=|\.\.\.|\.[ \t]*\*|\[[ \t]*\*[ \t]*\]|<<-?[^\W\d][\w-]*+\n|~\}|::|&&|\|\||!=|<=|>=|[{}()\[\].,:?+*%<>!-]
      |/(?!\*))                                             # 5 a sign
    | (\d++(?:\.\d++)?+(?:[eE][+-]?\d++)?+)                 # 6 a number
    | (")                                                   # 7 a text with something in it
    | (/\*)                                                 # 8 a comment of any length
    | (\Z)                                                  # 9 the end
    | (.)                                                   # anything else
    )""",
    re.VERBOSE,
)
SIGNS = {
    "=": "EQ",
    ".": "DOT",
    ",": "COMMA",
    ":": "COLON",
    "?": "QMARK",
    "==": "DOUBLE_EQ",
    "!=": "NEQ",
    "<": "LT",
    ">": "GT",
    "<=": "LEQ",
    ">=": "GEQ",
    "+": "PLUS",
    "*": "ASTERISK",
    "/": "SLASH",
    "%": "PERCENT",
    "&&": "DOUBLE_AMP",
    "||": "DOUBLE_PIPE",
    "=>": "FOR_OBJECT_ARROW",
    "...": "ELLIPSIS",
}
OPENING = {"{": "LBRACE", "(": "LPAR", "[": "LSQB"}
CLOSING = {"}": "RBRACE", ")": "RPAR", "]": "RSQB"}
WORDS = {"true": "TRUE", "false": "FALSE", "null": "NULL", "in": "IN", "if": "IF"}
DIRECTIVES = {"if": "IF", "else": "ELSE", "endif": "ENDIF", "for": "FOR", "endfor": "ENDFOR"}
OPERANDS = {"NAME", "TRUE", "FALSE", "NULL", "TEXT", "DBLQUOTE", "INT_LITERAL", "FLOAT_LITERAL"} | {
    *CLOSING.values(),
    "ATTR_SPLAT",
    "FULL_SPLAT_START",
}
"""After one of these, a minus subtracts."""

FOR_AHEAD = re.compile(r"(?:[ \t\n]++|#[^\n]*+\n|//[^\n]*+\n|/\*(?:[^*]++|\*(?!/))*+\*/)*+for(?![\w-])")
QUOTED = re.compile(r"(?:[^\"\\$%\n]++|\\.|\$\$\{|%%\{|\$(?!\{)|%(?!\{))*+")
HEREDOC_LINE = re.compile(r"(?:[^$%\n]++|\$\$\{|%%\{|\$(?!\{)|%(?!\{))*+\n?+")
REST_OF_NAME = re.compile(r"[\w-]*+")
NAMESPACE = re.compile(r"[ \t]*([^\W\d][\w-]*+)")
CALLED = re.compile(r"\s*+\(|[ \t]*+::")
MORE_SIGNS = re.compile(r"\s*+([-!])(?!=)")
DIRECTIVE = re.compile(r"\s*+([^\W\d][\w-]*+)")

SEPARATING = {BODY, OBJECT}


@dataclass(frozen=True, slots=True)
class Heredoc:
    """An open heredoc: its word, the pattern of the line that ends it, and whether it sheds its indentation."""

    word: str
    end: re.Pattern[str]
    flush: bool


class Scanner:
    """Cuts a text; remembers where it is, which brackets are open, and the comments it passed."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.comments: list[tuple[int, int]] = []
        self.frames: list[str] = []
        self.opened: list[int] = []
        self.heredocs: list[Heredoc] = []
        self.tokens: list[Token] = []
        self.endless: set[str] = set()
        """What does not end in the rest of the text: words of heredocs, and ``*/``; not to be searched again."""

    def item(self, *, bare: bool = False) -> list[Token]:
        """
        The tokens up to the end of the item, or of the text: a block or an argument; empty at the end.

        `bare` takes the whole text as one expression, in which newlines mean nothing. Raises `Failure`.
        """
        self.frames = [ROUND] if bare else []
        self.opened = [self.at] if bare else []
        self.heredocs = []
        self.tokens = []
        self.code()
        return self.tokens

    def template(self) -> list[Token]:
        """The tokens of a text that is a template as a whole, as a file for ``templatefile`` is. Raises `Failure`."""
        self.frames, self.opened, self.heredocs, self.tokens = [TEMPLATE], [0], [], [("DBLQUOTE", 0, 0, "")]
        if self.literal():
            self.code()
        self.tokens.append(("DBLQUOTE", self.at, self.at, ""))
        return self.tokens

    def code(self) -> None:  # noqa: PLR0915  one loop: a call for each token would cost as much again
        """Cut what is no text, until the item ends; what is text goes to `literal`."""
        text, tokens, frames = self.text, self.tokens, self.frames
        match, add = MAIN.match, tokens.append
        at = self.at
        value = False
        while True:
            found = match(text, at)
            assert found
            group = found.lastindex
            at = found.end()
            if group == 1:
                start, word = found.start(1), found[1]
                if word in WORDS:
                    add((WORDS[word], start, at, word))
                elif word == "for" and tokens and tokens[-1][0] in {"LBRACE", "LSQB"}:
                    add(("FOR", start, at, word))
                else:
                    if not word.isascii():
                        check_name(word, start)
                        word = normal(word)
                    add(("NAME", start, at, word))
            elif group == 5:
                start, sign = found.start(5), found[5]
                kind = SIGNS.get(sign)
                if kind:
                    if kind == "EQ":
                        value = True
                    add((kind, start, at, sign))
                elif sign in OPENING:
                    self.open(sign, start, value)
                    add((OPENING[sign], start, at, sign))
                elif sign in CLOSING or sign == "~}":
                    if not frames or CLOSES.get(frames[-1]) != sign[-1]:
                        raise unexpected_close(text, frames, self.opened, sign, start)
                    frame = frames.pop()
                    self.opened.pop()
                    if frame == SEQUENCE:
                        add(("RBRACE", start, at, sign))
                        self.at = at
                        if not self.literal():
                            return
                        at = self.at
                    elif sign == "~}":
                        raise Failure("`~` belongs only before the brace that ends a `${` or `%{`", start, at)
                    else:
                        add((CLOSING[sign], start, at, sign))
                elif sign in {"-", "!"}:
                    at = self.sign(sign, start, at)
                elif sign[0] == "<":
                    self.at = at
                    self.heredoc(sign, start)
                    if self.inside_text() and not self.literal():
                        return
                    at = self.at
                elif sign == "::":
                    at = self.namespace(start, at)
                else:
                    add(("ATTR_SPLAT" if sign[0] == "." else "FULL_SPLAT_START", start, at, sign))
            elif group == 3:
                if not frames:
                    if tokens:
                        self.at = at
                        return
                elif frames[-1] in SEPARATING and tokens[-1][0] != "NL_OR_COMMENT":
                    start = found.start(3)
                    add(("NL_OR_COMMENT", start, start + 1, "\n"))
                    if frames[-1] == BODY:
                        value = False
            elif group == 2:
                start = found.start(2) - 1
                add(("TEXT", start, at, normal(found[2])))
            elif group == 6:
                start, number = found.start(6), found[6]
                if tokens and tokens[-1][0] == "DOT":
                    number = re.match(r"\d+", number)[0]  # type: ignore[index]
                    at = start + len(number)
                    if text[at : at + 1] == "." and text[at + 1 : at + 2].isdigit():
                        raise Failure("write `[0][1]` for `.0.1`, which Terraform cannot read", start, at + 2)
                if text[at : at + 1].isalpha() or text[at : at + 1] == "_":
                    raise Failure(
                        "a number ends here, and a letter follows; a name does not begin with a digit", start, at + 1
                    )
                add(("INT_LITERAL" if number.isdigit() else "FLOAT_LITERAL", start, at, number))
            elif group == 4:
                self.comments.append((found.start(4), at))
            elif group == 7:
                start = at - 1
                self.push(TEXT, start)
                add(("DBLQUOTE", start, at, '"'))
                self.at = at
                if not self.literal():
                    return
                at = self.at
            elif group == 8:
                start = at - 2
                end = -1 if "*/" in self.endless else text.find("*/", at)
                if end < 0:
                    self.endless.add("*/")
                    raise Failure("the comment that begins here does not end: `*/` is missing", start, at)
                at = end + 2
                self.comments.append((start, at))
            elif group == 9:
                self.at = at
                if frames and not (len(frames) == 1 and frames[0] in {ROUND, TEMPLATE} and self.opened == [0]):
                    raise self.unclosed()
                return
            else:
                at = self.mark(found[10], at)

    def mark(self, letter: str, at: int) -> int:
        """A letter that is no letter to Python's patterns: an accent after a name belongs to it."""
        kind, start, end, name = self.tokens[-1] if self.tokens else ("", 0, 0, "")
        if kind != "NAME" or end != at - 1 or not ("a" + letter).isidentifier():
            raise Failure(strange(letter), at - 1)
        rest = REST_OF_NAME.match(self.text, at)
        at = rest.end() if rest else at
        self.tokens[-1] = ("NAME", start, at, normal(name + self.text[end:at]))
        return at

    def open(self, sign: str, start: int, value: bool) -> None:
        """Note an opened bracket. A brace opens a body where no value may stand."""
        if sign == "{":
            if not value and (not self.frames or self.frames[-1] == BODY):
                self.push(BODY, start)
            else:
                self.push(FOR_OBJECT if FOR_AHEAD.match(self.text, start + 1) else OBJECT, start)
        else:
            self.push(ROUND if sign == "(" else SQUARE, start)

    def push(self, frame: str, start: int) -> None:
        """Note what is open from here on. Raises `Failure` when that is too deep."""
        if len(self.frames) >= DEEPEST:
            raise Failure(f"more than {DEEPEST} brackets within each other are not read", start)
        self.frames.append(frame)
        self.opened.append(start)

    def sign(self, sign: str, start: int, at: int) -> int:
        """A minus or an exclamation mark; several that stand before one operand become one token."""
        tokens = self.tokens
        if sign == "-" and tokens and tokens[-1][0] in OPERANDS:
            tokens.append(("MINUS", start, at, "-"))
            return at
        while True:
            after = MORE_SIGNS.match(self.text, at)
            if not after:
                break
            if len(sign) >= DEEPEST:
                raise Failure(f"more than {DEEPEST} signs before one operand are not read", start, at)
            if "\n" in after[0] and self.frames[-1:] in ([], [BODY], [OBJECT]):
                break
            sign += after[1]
            at = after.end()
        tokens.append(("MINUS" if sign[0] == "-" else "NOT", start, at, sign))
        return at

    def namespace(self, start: int, at: int) -> int:
        """``provider::name::function`` is one name."""
        after = NAMESPACE.match(self.text, at)
        if not after or not self.tokens or self.tokens[-1][0] != "NAME":
            raise Failure("`::` belongs between the parts of a function's name", start, at)
        _, begin, _, name = self.tokens.pop()
        if not CALLED.match(self.text, after.end()):
            what = f"{name}::{after[1]}"
            raise Failure(f"`{what}` names a function: its arguments in parentheses are missing", begin, after.end())
        self.tokens.append(("NAME", begin, after.end(), f"{name}::{after[1]}"))
        return after.end()

    def inside_text(self) -> bool:
        """Whether the innermost open thing is a text."""
        return bool(self.frames) and self.frames[-1] in {TEXT, HEREDOC, TEMPLATE}

    def heredoc(self, sign: str, start: int) -> None:
        """The start of a heredoc; all of it, when nothing is interpolated in it."""
        text, at = self.text, self.at
        word = sign[3:-1] if sign[2] == "-" else sign[2:-1]
        end = re.compile(rf"^[ \t]*{re.escape(word)}[ \t]*(?=\n)", re.MULTILINE)
        flush = sign[2] == "-"
        found = None if word in self.endless else end.search(text, at)
        if not found:
            self.endless.add(word)
            last = text[text.rfind("\n") + 1 :].strip(" \t") == word
            reason = f"a newline is missing after `{word}`" if last else f"a line with `{word}` alone is missing"
            raise Failure(f"the heredoc that begins here does not end: {reason}", start, at - 1)
        body = text[at : found.start()]
        if "${" in body or "%{" in body:
            self.push(HEREDOC, start)
            self.heredocs.append(Heredoc(word, end, flush))
            self.tokens.append(("DBLQUOTE", start, at, "<<-" if flush else "<<"))
            return
        self.tokens.append(("TEXT", start, found.end(), normal(without_indentation(body) if flush else body)))
        self.at = found.end()

    def literal(self) -> bool:
        """
        Cut text until code begins in it or it ends.

        True when code is next: that of an interpolation, or that after the text. False only at the end of a template.
        """
        text, frame, add = self.text, self.frames[-1], self.tokens.append
        at = self.at
        line = QUOTED if frame == TEXT else HEREDOC_LINE
        fresh = at == 0 or text[at - 1] == "\n"
        while True:
            if frame == HEREDOC and fresh and (done := self.heredocs[-1].end.match(text, at)):
                return self.ended(at, done.end())
            found = line.match(text, at)
            assert found
            if found.end() > at:
                read = found[0]
                plain = unescape(read, at) if frame == TEXT else normal(MARKED.sub(lambda m: m[0][1:], read))
                add(("STRING_CHARS", at, found.end(), plain))
                at = found.end()
                if read[-1] == "\n" and frame != TEXT:
                    fresh = True
                    continue
            fresh = False
            mark = text[at : at + 1]
            if mark == '"' and frame == TEXT:
                return self.ended(at, at + 1)
            if mark in {"$", "%"}:
                break
            if not mark and frame == TEMPLATE:
                self.frames.pop()
                self.at = at
                return False
            raise self.unclosed()
        start, at = at, at + 2
        if text[at : at + 1] == "~":
            at += 1
        self.push(SEQUENCE, start)
        add(("INTERP_START" if mark == "$" else "DIRECTIVE_START", start, at, text[start:at]))
        if mark == "%":
            at = self.directive(at)
        self.at = at
        return True

    def ended(self, start: int, end: int) -> bool:
        """The end of a text in quotes, or of a heredoc."""
        if self.frames.pop() == HEREDOC:
            self.heredocs.pop()
        self.opened.pop()
        self.tokens.append(("DBLQUOTE", start, end, ""))
        self.at = end
        return True

    def directive(self, at: int) -> int:
        """The word of a ``%{`` directive."""
        found = DIRECTIVE.match(self.text, at)
        kind = DIRECTIVES.get(found[1]) if found else None
        if not found or not kind:
            raise Failure(
                "after `%{` stands `if`, `else`, `endif`, `for` or `endfor`; write `%%{` for the text", at - 2, at
            )
        self.tokens.append((kind, found.start(1), found.end(), found[1]))
        return found.end()

    def unclosed(self) -> Failure:
        """The failure for a text that ends while something is open."""
        return unclosed(self.text, self.frames[-1], self.opened[-1], self.heredocs[-1].word if self.heredocs else "")
