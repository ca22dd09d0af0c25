"""What each rule of the grammar about expressions makes of its parts; `build` has those about arguments and blocks."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from mvnetgen.languages.hcl import syntax
from mvnetgen.languages.hcl.pieces import Piece, assemble
from mvnetgen.languages.hcl.places import Places
from mvnetgen.languages.hcl.syntax import Expression, Literal, ObjectItem, Splat, Variable
from mvnetgen.languages.hcl.token import Failure, Token
from mvnetgen.text.source import Span

Step = tuple[str, Any, int]
"""``attribute`` or ``index``, the name or key, and the offset after it."""

MOST_SPLATS = 20
"""One after the other, each within the elements of the one before."""

WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None}


@dataclass(frozen=True, slots=True)
class Condition:
    """The ``if`` at the end of a ``for``, told from its other parts by its type."""

    expression: Expression


class Expressions:
    """
    Makes the expressions of one text. Anything it cannot accept is a `Failure`.

    Each method gets the values of a rule's parts, and the offsets where the first begins and the last ends.
    """

    def __init__(self, text: str, places: Places) -> None:
        self.text = text
        self.places = places
        self.duplicates: list[tuple[str, Span, Span]] = []
        """Names that come twice in an object or body: the name, the second place, the first."""

    def note_twice(self, names: list[tuple[Any, Span]]) -> list[tuple[str, Span, Span]]:
        """Note the names that come twice; returns them with their second and first place."""
        first: dict[Any, Span] = {}
        found = []
        for name, span in names:
            if name in first:
                found.append((str(name), span, first[name]))
            first.setdefault(name, span)
        self.duplicates += found
        return found

    # Words and literals

    def variable(self, parts: list[Any], start: int, end: int) -> Expression:
        """``name``, as the start of a traversal."""
        return Variable(self.places(start, end), parts[0][3])

    def word(self, parts: list[Any], start: int, end: int) -> Expression:
        """``true``, ``false`` or ``null``."""
        return Literal(self.places(start, end), WORDS[parts[0][3]])

    def integer(self, parts: list[Any], start: int, end: int) -> Expression:
        """``12``"""
        digits: str = parts[0][3]
        if len(digits) > 1000:
            raise Failure("a number of more than 1000 digits is not read", start, end)
        return Literal(self.places(start, end), int(digits))

    def decimal(self, parts: list[Any], start: int, end: int) -> Expression:
        """``1.5e3``"""
        exact = Decimal(parts[0][3])
        if len(parts[0][3]) > 1000 or abs(exact.adjusted()) > 1000:
            raise Failure("a number of more than 1000 digits is not read", start, end)
        value = int(exact) if exact == exact.to_integral_value() else float(exact)
        return Literal(self.places(start, end), value)

    def parentheses(self, parts: list[Any], start: int, end: int) -> Expression:
        """``(x)``"""
        return syntax.Parentheses(self.places(start, end), parts[1])

    # Texts

    def text_literal(self, token: Token) -> Expression:
        """A text without interpolation, which the scanner has read already."""
        return Literal(self.places(token[1], token[2]), token[3])

    def text_piece(self, parts: list[Any], start: int, end: int) -> Piece:
        """A stretch of plain text in a template."""
        return Piece("text", start, end, text=parts[0][3])

    def make_interpolation(self, parts: list[Any], start: int, end: int) -> Piece:
        """``${x}``"""
        return self.sequence("value", parts, start, end, value=parts[1])

    def make_template_if_start(self, parts: list[Any], start: int, end: int) -> Piece:
        """``%{ if c }``"""
        return self.sequence("if", parts, start, end, value=parts[2])

    def make_template_for_start(self, parts: list[Any], start: int, end: int) -> Piece:
        """``%{ for k, v in xs }``"""
        names = tuple(part for part in parts[2:-3] if part[0] == "NAME")
        return self.sequence("for", parts, start, end, value=parts[-2], names=names)

    def make_template_else(self, parts: list[Any], start: int, end: int) -> Piece:
        """``%{ else }``"""
        return self.sequence("else", parts, start, end)

    def make_template_endif(self, parts: list[Any], start: int, end: int) -> Piece:
        """``%{ endif }``"""
        return self.sequence("endif", parts, start, end)

    def make_template_endfor(self, parts: list[Any], start: int, end: int) -> Piece:
        """``%{ endfor }``"""
        return self.sequence("endfor", parts, start, end)

    def sequence(self, kind: str, parts: list[Any], start: int, end: int, **more: Any) -> Piece:
        """A piece of a template that is no text, with what its ``~`` mean."""
        before, after = parts[0][3].endswith("~"), parts[-1][3].startswith("~")
        return Piece(kind, start, end, trims_before=before, trims_after=after, **more)

    def make_string(self, parts: list[Any], start: int, end: int) -> Expression:
        """``"a${x}"``, or a heredoc."""
        pieces = parts[1] if len(parts) == 3 else []
        return assemble(pieces, self.places(start, end), self.places, flush=parts[0][3] == "<<-")

    # Operators

    def make_binary_term(self, parts: list[Any], _start: int, _end: int) -> tuple[str, Expression]:
        """An operator and what stands to its right."""
        return parts[0][3], parts[1]

    def make_binary_op(self, parts: list[Any], start: int, end: int) -> Expression:
        """``a + b``"""
        left, (operator, right) = parts
        return syntax.Binary(self.places(start, end), operator, left, right)

    def make_unary_op(self, parts: list[Any], start: int, end: int) -> Expression:
        """``-x``, ``!x`` or several of them."""
        made: Expression = parts[1]
        for sign in reversed(parts[0][3]):
            made = syntax.Unary(self.places(start, end), sign, made)
        return made

    def make_conditional(self, parts: list[Any], start: int, end: int) -> Expression:
        """``c ? a : b``"""
        condition, _, then, _, otherwise = parts
        return syntax.Conditional(self.places(start, end), condition, then, otherwise)

    # Collections

    def make_tuple(self, parts: list[Any], start: int, end: int) -> Expression:
        """``[a, b]``"""
        items = [part for part in parts if isinstance(part, Expression)]
        if isinstance(parts[1], list):
            items = [part for part in parts[1] if isinstance(part, Expression)] + items
        return syntax.TupleLiteral(self.places(start, end), tuple(items))

    def make_object(self, parts: list[Any], start: int, end: int) -> Expression:
        """``{ k = v }``"""
        items: list[ObjectItem] = []
        separated = True
        for part in next((part for part in parts if isinstance(part, list)), ()):
            if isinstance(part, ObjectItem):
                if not separated:
                    raise self.unseparated(part)
                items.append(part)
            separated = not isinstance(part, ObjectItem)
        names = [item.key.value for item in items if isinstance(item.key, Literal)]
        if len(set(names)) < len(names):
            self.note_twice([(item.key.value, item.key.span) for item in items if isinstance(item.key, Literal)])
        return syntax.ObjectLiteral(self.places(start, end), tuple(items))

    def unseparated(self, item: ObjectItem) -> Failure:
        """The failure for two items without anything between them."""
        return Failure("between two items of an object stands a comma or a newline", span=item.key.span)

    def make_object_elem(self, parts: list[Any], _start: int, _end: int) -> ObjectItem:
        """``k = v``"""
        return ObjectItem(parts[0], parts[2])

    def make_object_elem_key(self, parts: list[Any], start: int, end: int) -> Expression:
        """A bare word is a text here, ``true`` and ``null`` as well."""
        key = parts[0]
        if isinstance(key, Variable):
            return Literal(key.span, key.name)
        if isinstance(key, tuple):
            if key[0] == "FOR":
                raise Failure("`for` begins an expression here; write the key in quotes", start, end)
            return Literal(self.places(start, end), key[3])
        if isinstance(key, Literal) and (key.value is None or isinstance(key.value, bool)):
            return Literal(key.span, self.text[start:end])
        return key  # type: ignore[no-any-return]

    # Calls and steps

    def make_arguments(self, parts: list[Any], _start: int, _end: int) -> tuple[list[Expression], bool]:
        """The arguments of a call, and whether ``...`` follows the last."""
        found = [parts[0]]
        if len(parts) > 1 and isinstance(parts[1], list):
            found += [part for part in parts[1] if isinstance(part, Expression)]
        last = parts[-1]
        return found, isinstance(last, tuple) and last[0] == "ELLIPSIS"

    def make_function_call(self, parts: list[Any], start: int, end: int) -> Expression:
        """``f(a, b...)``"""
        arguments, expand = parts[2] if len(parts) == 4 else ([], False)
        return syntax.Call(self.places(start, end), parts[0][3], tuple(arguments), expand)

    def make_get_attr(self, parts: list[Any], _start: int, end: int) -> Step:
        """``.name``"""
        return "attribute", parts[1][3], end

    def make_short_index(self, parts: list[Any], _start: int, end: int) -> Step:
        """``.0``"""
        token = parts[1]
        return "index", self.integer([token], token[1], token[2]), end

    def make_braces_index(self, parts: list[Any], _start: int, end: int) -> Step:
        """``[x]``"""
        return "index", parts[1], end

    def make_get_attr_expr_term(self, parts: list[Any], start: int, _end: int) -> Expression:
        """``x.name``"""
        return self.step(parts[0], parts[1], start)

    def make_index_expr_term(self, parts: list[Any], start: int, end: int) -> Expression:
        """``x[0]``"""
        if isinstance(parts[0], Literal) and self.text[end - 1] != "]" and not isinstance(parts[0].value, str):
            raise Failure("a number has one `.` only", start, end)
        return self.step(parts[0], parts[1], start)

    def step(self, of: Expression, step: Step, start: int) -> Expression:
        """One step further; after ``[*]`` it is a step of each element."""
        kind, what, end = step
        span = self.places(start, end)
        if isinstance(of, Splat) and of.full:
            return Splat(span, of.of, self.step(of.each, step, start), full=True)
        if kind == "attribute":
            return syntax.Attribute(span, of, what)
        return syntax.Index(span, of, what)

    def make_full_splat(self, parts: list[Any], _start: int, _end: int) -> tuple[bool, Token, list[Step]]:
        """``[*].a[0]``"""
        return True, parts[0], parts[1] if len(parts) > 1 else []

    def make_attr_splat(self, parts: list[Any], _start: int, _end: int) -> tuple[bool, Token, list[Step]]:
        """``.*.a``"""
        return False, parts[0], parts[1] if len(parts) > 1 else []

    def make_full_splat_expr_term(self, parts: list[Any], start: int, _end: int) -> Expression:
        """``x[*].a``"""
        return self.splat(parts[0], parts[1], start)

    def make_attr_splat_expr_term(self, parts: list[Any], start: int, _end: int) -> Expression:
        """``x.*.a``"""
        return self.splat(parts[0], parts[1], start)

    def splat(self, of: Expression, splat: tuple[bool, Token, list[Step]], start: int) -> Expression:
        """A splat of something; after ``[*]`` it is one of each element."""
        full, marker, steps = splat
        inner: Expression = of
        for _ in range(MOST_SPLATS):
            if not (isinstance(inner, Splat) and inner.full):
                break
            inner = inner.each
        else:
            raise Failure(f"more than {MOST_SPLATS} splats in a row are not read", marker[1], marker[2])
        if isinstance(of, Splat) and of.full:
            each = self.splat(of.each, splat, start)
            return Splat(of.span.to(each.span), of.of, each, full=True)
        if isinstance(of, Splat) and not full:
            raise Failure("a `.*` within a `.*` is not allowed; write `[*]`", marker[1], marker[2])
        inside = len(steps)
        if not full:  # ``.*`` takes attributes only: an index in brackets after it is one of the whole list
            brackets = (i for i, (kind, _, end) in enumerate(steps) if kind == "index" and self.text[end - 1] == "]")
            inside = next(brackets, inside)
        each = Variable(self.places(marker[1], marker[2]), "*")
        for step in steps[:inside]:
            each = self.step(each, step, start)
        end = steps[inside - 1][2] if inside else marker[2]
        made: Expression = Splat(self.places(start, end), of, each, full=full)
        for step in steps[inside:]:
            made = self.step(made, step, start)
        return made

    # for

    def make_for_intro(self, parts: list[Any], _start: int, _end: int) -> tuple[str | None, str, Expression]:
        """``for k, v in xs :``"""
        names = [part[3] for part in parts[1:-2] if isinstance(part, tuple) and part[0] == "NAME"]
        return (names[0] if len(names) > 1 else None), names[-1], parts[-2]

    def make_for_cond(self, parts: list[Any], _start: int, _end: int) -> Condition:
        """``if c``"""
        return Condition(parts[1])

    def make_for_tuple_expr(self, parts: list[Any], start: int, end: int) -> Expression:
        """``[for x in xs : y]``"""
        key, value, collection = parts[1]
        condition = parts[3].expression if isinstance(parts[3], Condition) else None
        return syntax.For(self.places(start, end), key, value, collection, None, parts[2], condition)

    def make_for_object_expr(self, parts: list[Any], start: int, end: int) -> Expression:
        """``{for x in xs : k => v...}``"""
        key, value, collection = parts[1]
        rest = parts[5:-1]
        condition = next((part.expression for part in rest if isinstance(part, Condition)), None)
        group = any(not isinstance(part, Condition) for part in rest)
        return syntax.For(self.places(start, end), key, value, collection, parts[2], parts[4], condition, group)
