"""What to say about a token that cannot stand where it does: one sentence for people, without the grammar's names."""

from __future__ import annotations

from mvnetgen.terraform.tokens import Failure, Token

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
    if kind == "NL_OR_COMMENT" or kind == "$END":
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
    if (
        index == 0
        or last == "NL_OR_COMMENT"
        and "RBRACE" in expected
        and "NAME" in expected
        and "QMARK" not in expected
    ):
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
