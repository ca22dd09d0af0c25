"""What the rules of the grammar make of their parts: our syntax tree, without one of lark's in between."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from mvnetgen.languages.hcl import syntax
from mvnetgen.languages.hcl.build_expression import Expressions
from mvnetgen.languages.hcl.depth import depth
from mvnetgen.languages.hcl.grammar import Rule
from mvnetgen.languages.hcl.places import Places
from mvnetgen.languages.hcl.syntax import HclAttribute, Literal
from mvnetgen.languages.hcl.token import Failure
from mvnetgen.text.source import Span

DEEPEST = 150
"""Expressions within expressions, a chain of operators or steps counting as one each."""

ITEM = (HclAttribute, syntax.Block)


class Builder(Expressions):
    """Makes the nodes of one text."""

    def __init__(self, text: str, places: Places) -> None:
        super().__init__(text, places)
        self.twice: list[tuple[str, Span, Span]] = []
        """Of `duplicates` the arguments, which Terraform refuses."""

    def make_attribute(self, parts: list[Any], start: int, end: int) -> HclAttribute:
        """``name = value``"""
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
        """A whole text."""
        return self.body(parts[0])

    def make_block(self, parts: list[Any], start: int, end: int) -> syntax.Block:
        """``type "label" { … }``"""
        first, inside = parts[0], parts[-2]
        labels: list[str] = []
        spans: list[Span] = []
        for label in parts[1] if isinstance(parts[1], list) else ():
            text, span = self.label(label)
            labels.append(text)
            spans.append(span)
        items = [item for item in inside if isinstance(item, ITEM)]
        if items and not isinstance(inside[0], tuple):
            if not isinstance(items[0], HclAttribute):
                raise Failure("a block within a block begins on a line of its own", span=items[0].span)
            if len(items) > 1:
                where = items[1].name_span if isinstance(items[1], HclAttribute) else items[1].header
                raise Failure("a block on one line holds one argument; write each on its own line", span=where)
            if len(inside) > 1:
                raise Failure("a block that begins with an argument on its first line ends on that line", end - 1, end)
        elif items and not isinstance(inside[-1], tuple):
            raise Failure("the `}` of a block of several lines begins a line of its own", end - 1, end)
        header = self.places(first[1], first[2])
        header = header.to(spans[-1]) if spans else header
        return syntax.Block(first[3], tuple(labels), self.places(start, end), header, self.body(inside), tuple(spans))

    def label(self, label: Any) -> tuple[str, Span]:
        """The text of a label and its place."""
        if isinstance(label, tuple):
            return label[3], self.places(label[1], label[2])
        if not isinstance(label, Literal):
            raise Failure("a label holds no `${`: it must be known before anything is computed", span=label.span)
        return str(label.value), label.span

    def body(self, parts: Sequence[Any]) -> syntax.Body:
        """The arguments and blocks among items, when each begins a line."""
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
                raise Failure("a newline is missing before this: each argument and block begins a line", span=where)
            separated = False
        if len({each.name for each in attributes}) < len(attributes):
            self.twice += self.note_twice([(each.name, each.name_span) for each in attributes])
        return syntax.Body(tuple(attributes), tuple(blocks))


Make = Callable[[Builder, list[Any], int, int], Any]
"""From the values of a rule's parts, and where the first begins and the last ends, to the value of the rule."""

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
SPECIAL: dict[str, Make] = {
    "LPAR": Builder.parentheses,
    "identifier": Builder.variable,
    "literal_value": Builder.word,
    "int_lit": Builder.integer,
    "float_lit": Builder.decimal,
}
"""What a term is made by, when not by its only part: by the first of its parts."""


def maker(rule: Rule) -> Make | None:
    """
    What to do for a rule; None when its value is that of its only part.

    Raises `LookupError` for a rule that is not one of the grammar that this module was written for.
    """
    expansion = rule.expansion
    if expansion == ("NL_OR_COMMENT",):
        return None
    if rule.name.startswith("__"):
        return extend if expansion[0] == rule.left else collect
    if rule.name == "expr_term":
        return SPECIAL.get(expansion[0])
    if rule.name == "string_part":
        return Builder.text_piece if expansion[0] == "STRING_CHARS" else None
    if rule.name in PASSED_ON or (rule.left in PRECEDENCE and len(expansion) == 1):
        return None
    found: Make | None = getattr(Builder, "make_" + rule.name, None)
    if found is None:
        raise LookupError(rule.name)
    return found


def collect(_: Builder, parts: list[Any], _start: int, _end: int) -> list[Any]:
    """The first round of a repetition."""
    return parts


def extend(_: Builder, parts: list[Any], _start: int, _end: int) -> list[Any]:
    """A further round of a repetition."""
    found: list[Any] = parts[0]
    found += parts[1:]
    return found
