"""What a YAML parser says, in words that help."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class ParserError:
    """What PyYAML says, and the lines it says it about."""

    problem: str
    context: str
    opened: int | None
    """The line in which the context began, from 1."""
    line: str
    column: int
    """Of the problem in its line, from 1."""
    above: str
    """The line before."""


def sentence(error: ParserError) -> str:
    """One sentence: what is wrong, and what to do."""
    return (
        _about_characters(error)
        or _about_quotes_and_brackets(error)
        or _about_indentation(error)
        or f"cannot be parsed: {error.problem or error.context}"
    )


def _about_characters(error: ParserError) -> str:
    problem, context, text = error.problem, error.context, error.line
    rest = text[error.column - 1 :]
    if "\t" in text[: len(text) - len(text.lstrip())] or r"'\t'" in problem or rest.startswith("\t"):
        return "a tab where YAML wants blanks; indent with blanks"
    if "an alias" in context:
        value = re.search(r"\*\S*", text)
        return f"`*` starts an alias in YAML; quote the text: '{value.group() if value else '*'}'"
    if "an anchor" in context:
        return "`&` starts an anchor in YAML; quote the text"
    if "cannot start any token" in problem:
        letter = rest[:1]
        if letter == "`":
            return "a text cannot start with a backtick; quote it"
        return f"a text cannot start with `{letter}`; quote it" if letter else "a text cannot start like this; quote it"
    if "directive" in context or "directive" in problem:
        return "`%` at the start of a line is a directive in YAML; quote the text"
    if "tag" in context and "tag" not in text:
        return "`!` starts a tag in YAML; quote the text"
    if "undefined tag handle" in problem or "a tag" in context:
        return "`!` starts a tag in YAML; quote the text"
    if "escape" in problem:
        return "an escape that YAML does not know; use single quotes, or `\\\\` for a backslash"
    return ""


def _about_quotes_and_brackets(error: ParserError) -> str:
    problem, context = error.problem, error.context
    opened = f" (opened in line {error.opened})" if error.opened else ""
    if "quoted scalar" in context:
        return f"a quote is not closed{opened}"
    if "flow mapping" in context:
        return f"a `{{` is not closed, or a comma is missing{opened}"
    if "flow sequence" in context:
        return f"a `[` is not closed, or a comma is missing{opened}"
    return "a bracket too many" if "found ']'" in problem or "found '}'" in problem else ""


def _about_indentation(error: ParserError) -> str:
    problem, context, above = error.problem, error.context, error.above
    if "block mapping" in context and re.match(r"\s*-(\s|$)", error.line):
        return (
            "a list item where a key is expected; the keys of the item above stand at the column of its dash, "
            "indent them two columns more"
        )
    if "mapping values are not allowed" in problem and re.fullmatch(r"\s*[\w$-]+:[^\s/].*", above):
        return f"the line above needs a blank behind its `:`: `{above.strip().replace(':', ': ', 1)}`"
    if "mapping values are not allowed" in problem:
        return "a `:` where no key can stand; quote the text, or mend the indentation"
    if "could not find expected ':'" in problem:
        return "a key without its `:`, or a text that runs over the end of its line"
    if "sequence entries are not allowed" in problem:
        return "a `-` where no list can stand; begin the list in a line of its own"
    if "block mapping" in context:
        return "neither a key of the mapping above nor the end of it; mend the indentation"
    if "block collection" in context:
        return "neither an item of the list above nor the end of it; mend the indentation"
    if "<document start>" in problem:
        return "something stands behind the end of the document; mend the indentation"
    if "block scalar" in context:
        return "`|` and `>` begin a text of several lines; quote the text, or begin it in the next line"
    return ""
