"""The pieces between the quotes of a text, or in a heredoc, as one expression."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from mvnetgen.languages.hcl.places import Places
from mvnetgen.languages.hcl.syntax import Expression, Literal, Template, TemplateFor, TemplateIf
from mvnetgen.languages.hcl.token import Failure, Token
from mvnetgen.text.source import Span


@dataclass(slots=True)
class Piece:
    """A stretch of a template, before anybody knows where an ``endif`` belongs."""

    kind: str
    """``text``, ``value``, or the word of a directive."""
    start: int
    end: int
    text: str = ""
    value: Expression | None = None
    names: tuple[Token, ...] = ()
    trims_before: bool = False
    trims_after: bool = False


@dataclass(slots=True)
class Open:
    """A directive that waits for its end, and what stands in it so far."""

    piece: Piece | None
    parts: list[Expression] = field(default_factory=list)
    otherwise: Piece | None = None
    then: list[Expression] = field(default_factory=list)


def assemble(pieces: list[Piece], span: Span, places: Places, *, flush: bool) -> Literal | Template:
    """
    A `Literal` when nothing is interpolated, else a `Template`.

    `flush` takes the shared indentation away, as ``<<-`` does. Raises `Failure` for unbalanced directives.
    """
    trim(pieces)
    if flush:
        dedent(pieces)
    root = Open(None)
    stack = [root]
    for piece in meld(pieces):
        top = stack[-1]
        match piece.kind:
            case "text":
                if piece.text:
                    top.parts.append(Literal(places(piece.start, piece.end), piece.text))
            case "value":
                assert piece.value is not None
                top.parts.append(piece.value)
            case "if" | "for":
                stack.append(Open(piece))
            case "else":
                if top.piece is None or top.piece.kind != "if" or top.otherwise:
                    raise Failure("this `else` belongs to no `%{ if`", piece.start, piece.end)
                top.otherwise, top.then, top.parts = piece, top.parts, []
            case word:
                if top.piece is None or "end" + top.piece.kind != word:
                    raise Failure(f"this `{word}` ends no `%{{ {word[3:]}`", piece.start, piece.end)
                stack.pop()
                stack[-1].parts.append(closed(top, piece, places))
    if stack[-1].piece is not None:
        piece = stack[-1].piece
        raise Failure(f"this `%{{ {piece.kind}` has no `%{{ end{piece.kind} }}`", piece.start, piece.end)
    parts = root.parts
    if not parts:
        return Literal(span, "")
    if len(parts) == 1 and isinstance(parts[0], Literal) and pieces_are_text(pieces):
        return Literal(span, parts[0].value)
    return Template(span, tuple(parts))


def pieces_are_text(pieces: list[Piece]) -> bool:
    """Whether nothing but plain text stands in a template: ``"${"a"}"`` is not the same as ``"a"``."""
    return all(piece.kind == "text" for piece in pieces)


def closed(top: Open, end: Piece, places: Places) -> Expression:
    """A directive whose end was found."""
    start = top.piece
    assert start is not None
    assert start.value is not None
    span = places(start.start, end.end)
    if start.kind == "for":
        *key, value = (token[3] for token in start.names)
        body = Template(places(start.end, end.start), tuple(top.parts))
        return TemplateFor(span, key[0] if key else None, value, start.value, body)
    middle = top.otherwise
    first = tuple(top.then if middle else top.parts)
    second = tuple(top.parts if middle else ())
    then = Template(places(start.end, middle.start if middle else end.start), first)
    otherwise = Template(places(middle.end if middle else end.start, end.start), second)
    return TemplateIf(span, start.value, then, otherwise)


def trim(pieces: list[Piece]) -> None:
    """What the ``~`` of a sequence takes away: the blanks of the text beside it, in a heredoc of that line only."""
    for before, after in pairwise(pieces):
        if before.trims_after and after.kind == "text":
            after.text = after.text.lstrip()
        if after.trims_before and before.kind == "text":
            before.text = before.text.rstrip()


def dedent(pieces: list[Piece]) -> None:
    """Take away the indentation that all lines share, counted as Terraform does: after trimming, blank lines aside."""
    indented = []
    fresh = True
    shared: int | None = None
    for piece in pieces:
        if fresh:
            fresh = False
            blanks = 0
            if piece.kind == "text":
                blanks = len(piece.text) - len(piece.text.lstrip())
                if blanks == len(piece.text) and piece.text.endswith("\n"):
                    fresh = True
                    continue
                indented.append(piece)
            shared = blanks if shared is None else min(shared, blanks)
        if piece.kind == "text" and piece.text.endswith("\n"):
            fresh = True
    for piece in indented:
        piece.text = piece.text[shared or 0 :]


def meld(pieces: list[Piece]) -> list[Piece]:
    """Texts that follow each other as one."""
    melded: list[Piece] = []
    for piece in pieces:
        if piece.kind == "text" and melded and melded[-1].kind == "text":
            melded[-1].text += piece.text
            melded[-1].end = piece.end
        else:
            melded.append(piece)
    return melded
