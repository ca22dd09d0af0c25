"""Functions with regular expressions, and ``replace``."""

from __future__ import annotations

import re

from mvnetgen.languages.hcl.functions.re2 import Captures, Expression, compiled, matches, search
from mvnetgen.languages.hcl.functions.signature import plainly
from mvnetgen.languages.hcl.work import Refused, Work

LONGEST_SUBJECT = 200_000
"""Characters that are searched with a regular expression."""

EXPANSION = re.compile(r"\$(?:\{(\w+)\}|(\w+)|(\$))")
"""What Go's ``Regexp.Expand`` replaces: a name that is no group becomes nothing."""


def _prepared(pattern: str, text: str) -> Expression:
    if len(text) > LONGEST_SUBJECT:
        raise Refused("the text is too long for a regular expression")
    return compiled(pattern)


def _taken(expression: Expression, found: Captures, text: str) -> object:
    """The whole match, or its groups: a tuple, or an object when they have names."""
    groups = [text[start:end] if start >= 0 else None for start, end in zip(found[2::2], found[3::2], strict=True)]
    if not groups:
        return text[found[0] : found[1]]
    named = [name for name in expression.names if name is not None]
    if not named:
        return tuple(groups)
    if len(named) != len(groups):
        raise Refused("some groups of the regular expression have names, and others have none")
    return dict(zip(named, groups, strict=True))


@plainly("regex", "text", "text")
def regex(pattern: str, text: str, work: Work) -> object:
    """The first match: a text, or what its groups took."""
    expression = _prepared(pattern, text)
    found = search(expression, text, 0, work)
    if found is None:
        raise Refused("the regular expression matches nothing")
    return _taken(expression, found, text)


@plainly("regexall", "text", "text")
def regexall(pattern: str, text: str, work: Work) -> list[object]:
    """All matches."""
    expression = _prepared(pattern, text)
    return [_taken(expression, found, text) for found in matches(expression, text, work)]


@plainly("replace", "text", "text", "text")
def replace(text: str, wanted: str, by: str, work: Work) -> str:
    """A text with something replaced: a text, or ``/a regular expression/``."""
    if len(wanted) < 2 or not (wanted.startswith("/") and wanted.endswith("/")):
        work.room(len(text) + max(text.count(wanted) * (len(by) - len(wanted)), 0))
        return text.replace(wanted, by)
    expression = _prepared(wanted[1:-1], text)
    parts: list[str] = []
    end, length = 0, 0
    for found in matches(expression, text, work):
        parts += [text[end : found[0]], _expanded(by, expression, found, text)]
        length += len(parts[-1])
        work.room(length)
        end = found[1]
    return "".join([*parts, text[end:]])


def _expanded(template: str, expression: Expression, found: Captures, text: str) -> str:
    def group(reference: re.Match[str]) -> str:
        if reference[3]:
            return "$"
        name = reference[1] or reference[2]
        if name.isascii() and name.isdigit():
            number = int(name) if len(name) < 6 else len(expression.names) + 1
        elif name in expression.names:
            number = expression.names.index(name) + 1
        else:
            return ""
        if number > len(expression.names) or found[2 * number] < 0:
            return ""
        return text[found[2 * number] : found[2 * number + 1]]

    return EXPANSION.sub(group, template)
