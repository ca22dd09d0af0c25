"""What each rule of the grammar makes of its parts: our syntax tree, without lark's in between."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from mvnetgen.source import Span
from mvnetgen.terraform import syntax
from mvnetgen.terraform.grammar import Rule
from mvnetgen.terraform.places import Places
from mvnetgen.terraform.syntax import Expression, HclAttribute, Literal, ObjectItem, Splat, Variable
from mvnetgen.terraform.pieces import Piece, assemble
from mvnetgen.terraform.tokens import Failure, Token

Make = Callable[[list[Any], int, int], Any]
"""From the values of a rule's parts, and where the first begins and the last ends, to the value of the rule."""

Step = tuple[str, Any, int]
"""``attribute`` or ``index``, the name or key, and the offset after it."""

DEEPEST = 150
"""Expressions within expressions, a chain of operators or steps counting as one each."""
ITEM = (HclAttribute, syntax.Block)


class Builder:
    """Makes the nodes of one text. Anything it cannot accept is a `Failure`."""

    def __init__(self, path: str, text: str, places: Places) -> None:
        self.path = path
        self.text = text
        self.places = places
        self.duplicates: list[tuple[str, Span, Span]] = []
        self.twice: list[tuple[str, Span, Span]] = []
        """Of `duplicates` the arguments, which Terraform refuses."""

    def make(self, rule: Rule) -> Make | None:
        """What to do for a rule; None when its value is that of its only part."""
        expansion = rule.expansion
        if expansion == ("NL_OR_COMMENT",):
            return None
        if rule.name.startswith("__"):
            return extend if expansion[0] == rule.left else collect
        if rule.name == "expr_term":
            special: dict[str, Make] = {
                "LPAR": self.parentheses,
                "identifier": self.variable,
                "literal_value": self.word,
                "int_lit": self.integer,
                "float_lit": self.decimal,
            }
            return special.get(expansion[0])
        if rule.name == "string_part":
            return self.text_piece if expansion[0] == "STRING_CHARS" else None
        if rule.name in PASSED_ON or (rule.left in PRECEDENCE and len(expansion) == 1):
            return None
        found: Make | None = getattr(self, "make_" + rule.name, None)
        if found is None:
            raise LookupError(rule.name)
        return found

    # Words and literals

    def variable(self, parts: list[Any], start: int, end: int) -> Expression:
        name = parts[0][3]
        if ":" in name:
            raise Failure(f"`{name}` names a function: its arguments in parentheses are missing", start, end)
        return Variable(self.places(start, end), name)

    def word(self, parts: list[Any], start: int, end: int) -> Expression:
        return Literal(self.places(start, end), WORDS[parts[0][3]])

    def integer(self, parts: list[Any], start: int, end: int) -> Expression:
        digits: str = parts[0][3]
        if len(digits) > 1000:
            raise Failure("a number of more than 1000 digits is not read", start, end)
        return Literal(self.places(start, end), int(digits))

    def decimal(self, parts: list[Any], start: int, end: int) -> Expression:
        exact = Decimal(parts[0][3])
        if len(parts[0][3]) > 1000 or abs(exact.adjusted()) > 1000:
            raise Failure("a number of more than 1000 digits is not read", start, end)
        value = int(exact) if exact == exact.to_integral_value() else float(exact)
        return Literal(self.places(start, end), value)

    def parentheses(self, parts: list[Any], start: int, end: int) -> Expression:
        return syntax.Parentheses(self.places(start, end), parts[1])

    # Texts

    def text_literal(self, token: Token) -> Expression:
        """A text without interpolation, which the scanner has read already."""
        return Literal(self.places(token[1], token[2]), token[3])

    def text_piece(self, parts: list[Any], start: int, end: int) -> Piece:
        return Piece("text", start, end, text=parts[0][3])

    def make_interpolation(self, parts: list[Any], start: int, end: int) -> Piece:
        return self.sequence("value", parts, start, end, value=parts[1])

    def make_template_if_start(self, parts: list[Any], start: int, end: int) -> Piece:
        return self.sequence("if", parts, start, end, value=parts[2])

    def make_template_for_start(self, parts: list[Any], start: int, end: int) -> Piece:
        names = tuple(part for part in parts[2:-3] if part[0] == "NAME")
        return self.sequence("for", parts, start, end, value=parts[-2], names=names)

    def make_template_else(self, parts: list[Any], start: int, end: int) -> Piece:
        return self.sequence("else", parts, start, end)

    def make_template_endif(self, parts: list[Any], start: int, end: int) -> Piece:
        return self.sequence("endif", parts, start, end)

    def make_template_endfor(self, parts: list[Any], start: int, end: int) -> Piece:
        return self.sequence("endfor", parts, start, end)

    def sequence(self, kind: str, parts: list[Any], start: int, end: int, **more: Any) -> Piece:
        before, after = parts[0][3].endswith("~"), parts[-1][3].startswith("~")
        return Piece(kind, start, end, trims_before=before, trims_after=after, **more)

    def make_string(self, parts: list[Any], start: int, end: int) -> Expression:
        pieces = parts[1] if len(parts) == 3 else []
        return assemble(pieces, self.places(start, end), self.places, flush=parts[0][3] == "<<-")

    # Operators

    def make_binary_term(self, parts: list[Any], _start: int, _end: int) -> tuple[str, Expression]:
        return parts[0][3], parts[1]

    def make_binary_op(self, parts: list[Any], start: int, end: int) -> Expression:
        left, (operator, right) = parts
        return syntax.Binary(self.places(start, end), operator, left, right)

    def make_unary_op(self, parts: list[Any], start: int, end: int) -> Expression:
        made: Expression = parts[1]
        for sign in reversed(parts[0][3]):
            made = syntax.Unary(self.places(start, end), sign, made)
        return made

    def make_conditional(self, parts: list[Any], start: int, end: int) -> Expression:
        condition, _, then, _, otherwise = parts
        return syntax.Conditional(self.places(start, end), condition, then, otherwise)

    # Collections

    def make_tuple(self, parts: list[Any], start: int, end: int) -> Expression:
        items = [part for part in parts if isinstance(part, Expression)]
        if isinstance(parts[1], list):
            items = [part for part in parts[1] if isinstance(part, Expression)] + items
        return syntax.TupleLiteral(self.places(start, end), tuple(items))

    def make_object(self, parts: list[Any], start: int, end: int) -> Expression:
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
        return self.failure("between two items of an object stands a comma or a newline", item.key.span)

    def make_object_elem(self, parts: list[Any], _start: int, _end: int) -> ObjectItem:
        return ObjectItem(parts[0], parts[2])

    def make_object_elem_key(self, parts: list[Any], start: int, end: int) -> Expression:
        key = parts[0]
        if isinstance(key, Variable):
            return Literal(key.span, key.name)
        if isinstance(key, tuple):
            return Literal(self.places(start, end), key[3])
        if isinstance(key, Literal) and (key.value is None or isinstance(key.value, bool)):
            return Literal(key.span, self.text[start:end])
        return key  # type: ignore[no-any-return]

    def note_twice(self, names: list[tuple[Any, Span]]) -> list[tuple[str, Span, Span]]:
        first: dict[Any, Span] = {}
        found = []
        for name, span in names:
            if name in first:
                found.append((str(name), span, first[name]))
            first.setdefault(name, span)
        self.duplicates += found
        return found

    # Calls and steps

    def make_arguments(self, parts: list[Any], _start: int, _end: int) -> tuple[list[Expression], bool]:
        found = [parts[0]]
        if len(parts) > 1 and isinstance(parts[1], list):
            found += [part for part in parts[1] if isinstance(part, Expression)]
        last = parts[-1]
        return found, isinstance(last, tuple) and last[0] == "ELLIPSIS"

    def make_function_call(self, parts: list[Any], start: int, end: int) -> Expression:
        arguments, expand = parts[2] if len(parts) == 4 else ([], False)
        return syntax.Call(self.places(start, end), parts[0][3], tuple(arguments), expand)

    def make_get_attr(self, parts: list[Any], _start: int, end: int) -> Step:
        return "attribute", parts[1][3], end

    def make_short_index(self, parts: list[Any], _start: int, end: int) -> Step:
        token = parts[1]
        return "index", self.integer([token], token[1], token[2]), end

    def make_braces_index(self, parts: list[Any], _start: int, end: int) -> Step:
        return "index", parts[1], end

    def make_get_attr_expr_term(self, parts: list[Any], start: int, _end: int) -> Expression:
        return self.step(parts[0], parts[1], start)

    def make_index_expr_term(self, parts: list[Any], start: int, _end: int) -> Expression:
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
        return True, parts[0], parts[1] if len(parts) > 1 else []

    def make_attr_splat(self, parts: list[Any], _start: int, _end: int) -> tuple[bool, Token, list[Step]]:
        return False, parts[0], parts[1] if len(parts) > 1 else []

    def make_full_splat_expr_term(self, parts: list[Any], start: int, _end: int) -> Expression:
        return self.splat(parts[0], parts[1], start)

    def make_attr_splat_expr_term(self, parts: list[Any], start: int, _end: int) -> Expression:
        return self.splat(parts[0], parts[1], start)

    def splat(self, of: Expression, splat: tuple[bool, Token, list[Step]], start: int) -> Expression:
        full, marker, steps = splat
        if isinstance(of, Splat) and of.full:
            each = self.splat(of.each, splat, start)
            return Splat(of.span.to(each.span), of.of, each, full=True)
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
        names = [part[3] for part in parts[1:-2] if isinstance(part, tuple) and part[0] == "NAME"]
        return (names[0] if len(names) > 1 else None), names[-1], parts[-2]

    def make_for_cond(self, parts: list[Any], _start: int, _end: int) -> Condition:
        return Condition(parts[1])

    def make_for_tuple_expr(self, parts: list[Any], start: int, end: int) -> Expression:
        key, value, collection = parts[1]
        condition = parts[3].expression if isinstance(parts[3], Condition) else None
        return syntax.For(self.places(start, end), key, value, collection, None, parts[2], condition)

    def make_for_object_expr(self, parts: list[Any], start: int, end: int) -> Expression:
        key, value, collection = parts[1]
        rest = parts[5:-1]
        condition = next((part.expression for part in rest if isinstance(part, Condition)), None)
        group = any(not isinstance(part, Condition) for part in rest)
        return syntax.For(self.places(start, end), key, value, collection, parts[2], parts[4], condition, group)

    # Bodies

    def make_attribute(self, parts: list[Any], start: int, end: int) -> HclAttribute:
        name, _, value = parts
        if end - start > 2 * DEEPEST and depth(value) > DEEPEST:
            raise Failure(f"more than {DEEPEST} expressions within each other are not read", name[1], name[2])
        return HclAttribute(name[3], self.places(name[1], name[2]), value)

    def make_body(self, parts: list[Any], _start: int, _end: int) -> list[Any]:
        """The items with the newlines between them: what the newlines must be depends on where the body stands."""
        items: list[Any] = []
        for part in parts:
            items += part if isinstance(part, list) else [part]
        return items

    def make_start(self, parts: list[Any], _start: int, _end: int) -> syntax.Body:
        return self.body(parts[0])

    def make_block(self, parts: list[Any], start: int, end: int) -> syntax.Block:
        first, brace, inside = parts[0], parts[-3], parts[-2]
        labels: list[str] = []
        spans: list[Span] = []
        for label in parts[1] if isinstance(parts[1], list) else ():
            text, span = self.label(label)
            labels.append(text)
            spans.append(span)
        items = [item for item in inside if isinstance(item, ITEM)]
        if items and not isinstance(inside[0], tuple):
            if not isinstance(items[0], HclAttribute):
                raise self.failure("a block within a block begins on a line of its own", items[0].span)
            if len(items) > 1:
                where = items[1].name_span if isinstance(items[1], HclAttribute) else items[1].header
                raise self.failure("a block on one line holds one argument; write each on its own line", where)
            if len(inside) > 1:
                raise Failure("a block that begins with an argument on its first line ends on that line", end - 1, end)
        elif items and not isinstance(inside[-1], tuple):
            raise Failure("the `}` of a block of several lines begins a line of its own", end - 1, end)
        header = self.places(start, self.before(brace[1]))
        return syntax.Block(first[3], tuple(labels), self.places(start, end), header, self.body(inside), tuple(spans))

    def before(self, at: int) -> int:
        """The end of what stands before an offset, blanks aside."""
        return (
            len(self.text[:at].rstrip(" \t")) if at < 500 else at - (500 - len(self.text[at - 500 : at].rstrip(" \t")))
        )

    def label(self, label: Any) -> tuple[str, Span]:
        if isinstance(label, tuple):
            return label[3], self.places(label[1], label[2])
        if not isinstance(label, Literal):
            raise self.failure("a label holds no `${`: it must be known before anything is computed", label.span)
        return str(label.value), label.span

    def body(self, parts: Sequence[Any]) -> syntax.Body:
        attributes: list[HclAttribute] = []
        blocks: list[syntax.Block] = []
        separated = True
        for part in parts:
            if isinstance(part, tuple):
                separated = True
                continue
            if isinstance(part, HclAttribute):
                attributes.append(part)
                where = part.name_span
            else:
                blocks.append(part)
                where = part.header
            if not separated:
                raise self.failure("a newline is missing before this: each argument and block begins a line", where)
            separated = False
        if len({each.name for each in attributes}) < len(attributes):
            self.twice += self.note_twice([(each.name, each.name_span) for each in attributes])
        return syntax.Body(tuple(attributes), tuple(blocks))

    def failure(self, message: str, span: Span) -> Failure:
        failure = Failure(message, 0)
        failure.span = span
        return failure


WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None}
PRECEDENCE = {"expression", "or_expr", "and_expr", "eq_expr", "rel_expr", "add_expr", "mul_expr", "unary_expr"}
PASSED_ON = {
    "_attribute_name",
    "identifier",
    "keyword",
    "literal_value",
    "int_lit",
    "float_lit",
    "new_line_or_comment",
    "binary_operator",
    "index",
    "heredoc_template",  # our tokens never contain what these two and the next begin with
    "heredoc_template_trim",
    "template_string",
}


@dataclass(frozen=True, slots=True)
class Condition:
    """The ``if`` at the end of a ``for``, told from its other parts by its type."""

    expression: Expression


def collect(parts: list[Any], _start: int, _end: int) -> list[Any]:
    """The first round of a repetition."""
    return parts


def extend(parts: list[Any], _start: int, _end: int) -> list[Any]:
    """A further round of a repetition."""
    found: list[Any] = parts[0]
    found += parts[1:]
    return found


def depth(expression: Expression) -> int:
    """How many expressions stand within each other; counted without recursion."""
    deepest = 0
    waiting: list[tuple[Any, int]] = [(expression, 1)]
    while waiting:
        node, level = waiting.pop()
        deepest = max(deepest, level)
        for name in PARTS[type(node)]:
            inner = getattr(node, name)
            if isinstance(inner, tuple):
                waiting += [(each, level + 1) for each in inner]
            elif inner is not None:
                waiting.append((inner, level + 1))
    return deepest


PARTS: dict[type, tuple[str, ...]] = {
    Literal: (),
    Variable: (),
    ObjectItem: ("key", "value"),
    syntax.Template: ("parts",),
    syntax.TemplateIf: ("condition", "then", "otherwise"),
    syntax.TemplateFor: ("collection", "body"),
    syntax.Attribute: ("of",),
    syntax.Index: ("of", "key"),
    Splat: ("of", "each"),
    syntax.Call: ("arguments",),
    syntax.Unary: ("operand",),
    syntax.Binary: ("left", "right"),
    syntax.Conditional: ("condition", "then", "otherwise"),
    syntax.TupleLiteral: ("items",),
    syntax.ObjectLiteral: ("items",),
    syntax.For: ("collection", "result_key", "result", "condition"),
    syntax.Parentheses: ("inner",),
}
