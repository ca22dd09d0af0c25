"""What to say about a token that cannot stand where it does: one sentence for people, without the grammar's names."""

from __future__ import annotations

from collections.abc import Sequence

from mvnetgen.languages.hcl.token import Failure, Token

# How a bracket was opened decides what a newline means in it, and what is missing when it stays open.
BODY, OBJECT, FOR_OBJECT, ROUND, SQUARE, SEQUENCE, TEXT, HEREDOC, TEMPLATE = "bofrsqth*"
CLOSES = {BODY: "}", OBJECT: "}", FOR_OBJECT: "}", ROUND: ")", SQUARE: "]", SEQUENCE: "}"}

OPERATORS = {
    "DOUBLE_EQ", "NEQ", "LT", "GT", "LEQ", "GEQ", "PLUS", "MINUS", "ASTERISK", "SLASH", "PERCENT", "DOUBLE_AMP",
    "DOUBLE_PIPE", "QMARK", "NOT",
}  # fmt: skip

OPENS = {"LBRACE", "LPAR", "LSQB", "INTERP_START", "DIRECTIVE_START"}
BEGINS = {"NAME", "TEXT", "INT_LITERAL", "FLOAT_LITERAL", "DBLQUOTE", "LBRACE", "LPAR", "LSQB", "TRUE", "FALSE", "NULL"}
"""What an expression begins with."""

MISSING = {"IN": "`in`", "FOR_OBJECT_ARROW": "`=>`", "EQ": "`=` or `:`", "COLON": "`:`"}
"""What to name when one of these could have stood in a place, and nothing that begins an expression."""


def explain(token: Token, tokens: list[Token], expected: set[str]) -> Failure:
    """The failure for a token; `expected` are the terminals that could have stood there."""
    _, start, end, text = token
    index = next(i for i, each in enumerate(tokens) if each is token)
    before = tokens[index - 1] if index else ("", start, start, "")
    after = tokens[index + 1] if index + 1 < len(tokens) else before
    shown = text if len(text) <= 40 else text[:37] + "..."
    message = sentence(token[0], shown, (before, after), expected, bracket=opened_by(tokens[:index]), index=index)
    return Failure(message, start, end)


def opened_by(tokens: list[Token]) -> str:
    """The terminal of the innermost open bracket after some tokens; empty when none is open."""
    closed = 0
    for kind, *_ in reversed(tokens):
        if kind in {"RBRACE", "RPAR", "RSQB"}:
            closed += 1
        elif kind in OPENS:
            if not closed:
                return kind
            closed -= 1
    return ""


def sentence(
    kind: str, shown: str, around: tuple[Token, Token], expected: set[str], *, bracket: str, index: int
) -> str:
    """What is wrong with a token of a kind, between two others and within a bracket."""
    (last, _, _, before), (after, *_) = around
    in_body = last == "NL_OR_COMMENT" and {"RBRACE", "NAME"} <= expected and "QMARK" not in expected
    if kind in {"NL_OR_COMMENT", "$END"}:
        if last == "EQ":
            return "after `=` the line ends, and the value must begin there"
        if last in OPERATORS or last in {"COLON", "DOT"}:
            return f"after `{before}` the line ends; put parentheses around an expression of several lines"
        if "LBRACE" in expected and last in {"NAME", "TEXT", "DBLQUOTE"}:
            if index == 1:
                return f"after `{before}` stands neither `=` nor `{{` on its line"
            return "the `{` of a block stands on the line of its labels"
        return "the line ends before the expression is complete"
    if index == 0 or in_body:
        if kind == "TEXT":
            return "the name of an argument stands without quotes, and a block begins with its type"
        if kind == "COMMA":
            return "a comma stands on the line of what it follows"
        return f"an argument or a block begins with a name, not with `{shown}`"
    if kind == "COMMA":
        if last == "COMMA" or last in OPENS:
            return "a value is missing before the comma"
        if bracket in {"", "LBRACE"} and "NL_OR_COMMENT" in expected:
            return "a comma cannot stand here: arguments of a block are separated by newlines"
        return "a comma cannot stand here"
    missing = next(
        (sign for terminal, sign in MISSING.items() if terminal in expected and "NAME" not in expected), None
    )
    if kind == "EQ":
        labels = "LBRACE" in expected and last in {"NAME", "TEXT", "DBLQUOTE"}
        return "`=` cannot follow the labels of a block" if labels else "`=` cannot stand here; `==` compares"
    if kind in BEGINS and "COMMA" in expected and bracket != "LBRACE":
        return f"between `{before}` and `{shown}` a comma is missing"
    if kind == "LT" and "LT" in {last, after}:
        return "a heredoc begins with `<<`, a name, and the end of the line"
    if "EQ" in expected and "LBRACE" in expected:
        return f"after `{before}` stands `=` for an argument or `{{` for a block, not `{shown}`"
    if missing:
        return f"{missing} is missing before `{shown}`"
    if {"NAME", "LPAR"} <= expected:
        return f"an expression is missing before `{shown}`"
    return f"`{shown}` cannot stand here"


def unclosed(text: str, frame: str, start: int, word: str) -> Failure:
    """The failure for a text that ends while a bracket or text that began at `start` is open."""
    if frame == TEXT:
        after = text.find("\n", start)
        end = after if after >= 0 else len(text)
        return Failure('the text that begins here does not end on its line: `"` is missing', start, end)
    if frame == HEREDOC:
        return Failure(f"the heredoc that begins here does not end: a line with `{word}` alone is missing", start)
    what = text[start : start + 2] if frame == SEQUENCE else text[start]
    return Failure(f"the `{what}` here is never closed: `{CLOSES[frame]}` is missing", start, start + len(what))


def unexpected_close(text: str, frames: Sequence[str], opened: Sequence[int], sign: str, start: int) -> Failure:
    """The failure for a bracket that closes another one than the last that was opened."""
    end = start + len(sign)
    if not frames or frames[-1] not in CLOSES:
        return Failure(f"`{sign}` closes nothing that is open", start, end)
    line = text.count("\n", 0, opened[-1]) + 1
    opening, expected = text[opened[-1]], CLOSES[frames[-1]]
    return Failure(f"expected `{expected}`, because `{opening}` in line {line} is open, but found `{sign}`", start, end)


def strange(letter: str) -> str:
    """What to say about a character that means nothing in HCL."""
    if letter == ";":
        return "`;` separates nothing in HCL: write each argument on its own line"
    if letter == "'":
        return 'a text stands in double quotes: `"`'
    if letter in {"&", "|"}:
        return f"`{letter}` is no operator: write `{letter * 2}`"
    if letter == "$":
        return "`${` belongs inside a text in quotes; outside write the expression alone"
    if letter in {"<", "\\", "`", "@", "^", "~"}:
        return f"`{letter}` means nothing here"
    shown = f"`{letter}`" if letter.isprintable() else f"the character U+{ord(letter):04X}"
    return f"{shown} is not allowed outside of texts and comments"
