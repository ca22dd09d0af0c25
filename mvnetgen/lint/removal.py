"""Taking an entry of a mapping or an element of a list out of a text, with its comma or its lines."""

from __future__ import annotations

import re

from mvnetgen.lint.literals import Language
from mvnetgen.text.edit import Edit
from mvnetgen.text.source import Source, Span

_REST_OF_LINE = re.compile(r"[ \t]*,?[ \t]*(?:(?:#|//).*)?")


def removal(source: Source, span: Span, key: Span | None, language: Language) -> Edit | None:
    """
    The edit that takes out what stands at a span, with its key when it has one; None where that cannot be done cleanly.

    Whole lines go when nothing else stands on them; in YAML the last entry of a mapping or list stays.
    """
    whole = _whole(span, key)
    if whole.end_column == 1 and whole.end_line > whole.line:
        last = whole.end_line - 1
        whole = Span(whole.path, whole.line, whole.column, last, len(source.line(last)) + 1)
    before = source.line(whole.line)[: whole.column - 1]
    after = source.line(whole.end_line)[whole.end_column - 1 :]
    if language is Language.YAML and (key is None or not source.excerpt(key).startswith(('"', "'"))):
        found = _block(source, whole, before, after, is_item=key is None)
        if found is not None:
            return found
    if key is None and not source.excerpt(span).startswith(("{", "[", '"', "'")):
        return None  # a whole resource, which others may refer to
    return _inline(source, whole, before, after, language)


def _whole(span: Span, key: Span | None) -> Span:
    """From the key, with its quotes, to the end of the value."""
    if key is None or key.path != span.path or (key.line, key.column) > (span.line, span.column):
        return span
    return key.to(span) if (span.end_line, span.end_column) >= (key.end_line, key.end_column) else key


def _block(source: Source, whole: Span, before: str, after: str, *, is_item: bool) -> Edit | None:
    """Lines of YAML in block style."""
    if not re.fullmatch(r"[ \t]*(?:[ \t]#.*)?", after):
        return None
    if is_item:
        dash = re.fullmatch(r"( *)- +", before)
        if dash is None or not _has_neighbour(source, whole, len(dash[1]), is_item=True):
            return None
        return _lines(source, whole.line, whole.end_line)
    if not before.strip():
        return _lines(source, whole.line, whole.end_line) if _has_neighbour(source, whole, len(before)) else None
    if re.fullmatch(r" *- +", before):
        for number in range(whole.end_line + 1, len(source.lines) + 1):
            line = source.line(number)
            if line.strip() and not line.lstrip().startswith("#"):
                if len(line) - len(line.lstrip()) != len(before) or line.lstrip().startswith("- "):
                    return None
                return Edit(Span(whole.path, whole.line, whole.column, number, len(before) + 1), "")
    return None


def _has_neighbour(source: Source, whole: Span, column: int, *, is_item: bool = False) -> bool:
    """Whether another entry stands beside this one, so that what holds them does not become empty."""
    for numbers in (range(whole.line - 1, 0, -1), range(whole.end_line + 1, len(source.lines) + 1)):
        for number in numbers:
            line = source.line(number)
            text = line.lstrip(" ")
            if not text.strip() or text.startswith("#"):
                continue
            starts = _columns(line)
            if column in starts and (not is_item or line[column : column + 2].rstrip() == "-"):
                return True
            if min(starts) <= column:
                break
    return False


def _columns(line: str) -> list[int]:
    """Where entries start on a line: at its first letter, and behind each dash."""
    found = re.match(r" *((?:- +)*)", line)
    assert found is not None
    first = found.start(1)
    return [first, *(first + dash.end() for dash in re.finditer(r"- +", found[1]))]


def _inline(source: Source, whole: Span, before: str, after: str, language: Language) -> Edit | None:
    comma = re.match(r"[ \t]*,", after)
    if not before.strip() and _REST_OF_LINE.fullmatch(after):
        if comma or language in (Language.HCL, Language.BICEP):
            return _lines(source, whole.line, whole.end_line)
        return _with_comma_before(source, whole)
    if comma:
        behind = re.match(r"[ \t]*,[ \t]*", after)
        assert behind is not None
        return Edit(_until(whole, whole.end_column + behind.end()), "")
    if before.rstrip().endswith(","):
        return _with_comma_before(source, whole)
    blanks = len(after) - len(after.lstrip(" \t"))
    return Edit(_until(whole, whole.end_column + blanks), "") if language is not Language.YAML else None


def _with_comma_before(source: Source, whole: Span) -> Edit | None:
    """The last of several, with the comma that would be left behind the one before it."""
    for number in range(whole.line, 0, -1):
        line = source.line(number)[: whole.column - 1] if number == whole.line else source.line(number)
        text = line.rstrip()
        if text:
            if not text.endswith(","):
                return None
            return Edit(Span(whole.path, number, len(text), whole.end_line, whole.end_column), "")
    return None


def _until(span: Span, end_column: int) -> Span:
    return Span(span.path, span.line, span.column, span.end_line, end_column)


def _lines(source: Source, first: int, last: int) -> Edit:
    """Whole lines with their ends; of the last lines of a file the end before them."""
    if last < len(source.lines):
        return Edit(Span(source.path, first, 1, last + 1, 1), "")
    if first == 1:
        return Edit(Span(source.path, 1, 1, last, len(source.line(last)) + 1), "")
    above = source.line(first - 1)
    return Edit(Span(source.path, first - 1, len(above) + 1, last, len(source.line(last)) + 1), "")
