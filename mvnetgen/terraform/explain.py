"""What to say about a token that cannot stand where it does: one sentence for people, without the grammar's names."""

from __future__ import annotations

from collections.abc import Sequence

from mvnetgen.terraform.token import Failure, Token

# How a bracket was opened decides what a newline means in it, and what is missing when it stays open.
BODY, OBJECT, FOR_OBJECT, ROUND, SQUARE, SEQUENCE, TEXT, HEREDOC, TEMPLATE = "bofrsqth*"
CLOSES = {BODY: "}", OBJECT: "}", FOR_OBJECT: "}", ROUND: ")", SQUARE: "]", SEQUENCE: "}"}

OPERATORS = {
    "DOUBLE_EQ", "NEQ", "LT", "GT", "LEQ", "GEQ", "PLUS", "MINUS", "ASTERISK", "SLASH", "PERCENT", "DOUBLE_AMP",
    "DOUBLE_PIPE", "QMARK", "NOT",
}  # fmt: skip


def explain(token: Token, tokens: list[Token], expected: set[str]) -> Failure:
    """The failure for a token; `expected` are the terminals that could have stood there."""
    kind, start, end, text = token
    index = next(i for i, each in enumerate(tokens) if each is token)
    before = tokens[index - 1] if index else None
    last = before[0] if before else ""
    shown = text if len(text) <= 40 else text[:37] + "..."
    if kind in {"NL_OR_COMMENT", "$END"}:
        what = "the line ends" if kind == "NL_OR_COMMENT" else "it ends"
        if last == "EQ":
            return Failure(f"after `=` {what}, and the value must begin there", start, end)
        if last in OPERATORS or last in {"COLON", "DOT"}:
            sign = before[3] if before else ""
            return Failure(f"after `{sign}` {what}; put parentheses around an expression of several lines", start, end)
        if last in {"NAME", "TEXT"} and "LBRACE" in expected:
            name = before[3] if before else ""
            if index == 1:
                return Failure(f"after `{name}` stands neither `=` nor `{{` on its line", start, end)
            return Failure("the `{` of a block stands on the line of its labels", start, end)
        return Failure(f"{what} before the expression is complete", start, end)
    in_body = last == "NL_OR_COMMENT" and {"RBRACE", "NAME"} <= expected and "QMARK" not in expected
    if index == 0 or in_body:
        if kind == "TEXT":
            return Failure(
                "the name of an argument stands without quotes, and a block begins with its type", start, end
            )
        if kind == "COMMA":
            return Failure("a comma stands on the line of what it follows", start, end)
        return Failure(f"an argument or a block begins with a name, not with `{shown}`", start, end)
    if kind == "COMMA":
        return Failure("a comma cannot stand here: arguments of a block are separated by newlines", start, end)
    if (
        kind in {"NAME", "TEXT", "INT_LITERAL", "FLOAT_LITERAL", "DBLQUOTE", "LBRACE", "LPAR", "LSQB"}
        and "COMMA" in expected
    ):
        return Failure(f"between `{(before or token)[3]}` and `{shown}` a comma is missing", start, end)
    if kind == "EQ":
        return Failure("`=` cannot stand here; `==` compares", start, end)
    if "EQ" in expected and "LBRACE" in expected:
        return Failure(
            f"after `{(before or token)[3]}` stands `=` for an argument or `{{` for a block, not `{shown}`", start, end
        )
    if "NAME" in expected and "LPAR" in expected:
        return Failure(f"an expression is missing before `{shown}`", start, end)
    return Failure(f"`{shown}` cannot stand here", start, end)


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
