"""
HCL text to `syntax.File`: an LALR parser over python-hcl2's grammar, one item of the top level at a time.

A block that cannot be parsed becomes a problem with a place and a sentence, and hides itself only.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from mvnetgen.errors import InstallationError
from mvnetgen.source import Source, Span
from mvnetgen.terraform.build import Builder, Make
from mvnetgen.terraform.explain import explain
from mvnetgen.terraform.grammar import REMEDY, Tables, tables
from mvnetgen.terraform.places import Places, places_at, places_of
from mvnetgen.terraform.syntax import Block, Body, Comment, Expression, File, HclAttribute, SyntaxProblem
from mvnetgen.terraform.tokens import WORDS, Failure, Scanner, Token

MOST_PROBLEMS = 100
"""Of one file; after so many the rest of it is left."""

WORK = 6
"""How many times its length a file may cost, before it is given up as one with too many open brackets."""

HEADER = re.compile(r'^[^\W\d][\w-]*+(?:[ \t]++(?:"[^"\n]*+"|[^\W\d][\w-]*+))*+[ \t]*+(?:\{|=(?![=>]))', re.MULTILINE)
"""A line that looks like the first one of a block or argument of the top level."""

LABELS = re.compile(r'[ \t]*(?:"([^"\n\\]*)"|([^\W\d][\w-]*+))')
SKIPPED = re.compile(
    r'"(?:[^"\\\n]++|\\.)*+"?+|\#[^\n]*+|//[^\n]*+|/\*(?s:.*?)\*/'
    r"|<<-?([^\W\d][\w-]*+)\n(?s:.*?\n)??[ \t]*\1[ \t]*$|[{(\[\])}\n]",
    re.MULTILINE,
)


class Parser:
    """Parses the items of one text; what all of them share."""

    def __init__(self, path: str, text: str, places: Places) -> None:
        self.tables = usable_tables()
        self.scanner = Scanner(text)
        self.builder = Builder(path, text, places)
        self.makes: list[tuple[str, int, Make | None]] = [
            (rule.left, len(rule.expansion), self.builder.make(rule)) for rule in self.tables.rules
        ]
        self.chains: dict[tuple[int, int, str], tuple[int, list[Make]]] = {}

    def run(self, tokens: list[Token]) -> Body:
        """
        The body that tokens make; raises `Failure`.

        Reductions of a single part come in long rows (a name is an identifier is a term is a product is a sum …), so a
        row is looked up as a whole once it has been seen.
        """
        actions, goto, makes, chains = self.tables.actions, self.tables.goto, self.makes, self.chains
        states = [self.tables.start]
        values: list[Any] = []
        starts: list[int] = []
        ends: list[int] = []
        end = tokens[-1][2] if tokens else 0
        tokens.append(("$END", end, end, ""))
        for token in tokens:
            kind = token[0]
            while True:
                action = actions[states[-1]].get(kind)
                if action is None:
                    if token[3] not in WORDS and kind != "FOR":
                        raise self.unexpected(token, tokens, states)
                    kind = "NAME"
                    action = actions[states[-1]].get(kind)
                    if action is None:
                        raise self.unexpected(token, tokens, states)
                if action >= 0:
                    break
                left, count, make = makes[~action]
                if count == 1:
                    key = (states[-2], states[-1], kind)
                    chain = chains.get(key)
                    if chain is None:
                        chain = chains[key] = self.chain(*key)
                    states[-1] = chain[0]
                    for make in chain[1]:
                        values[-1] = make([values[-1]], starts[-1], ends[-1])
                elif count:
                    parts = values[-count:]
                    del values[-count:], states[-count:]
                    start, end = starts[-count], ends[-1]
                    del starts[-count:], ends[-count:]
                    values.append(make(parts, start, end) if make else parts[0])
                    starts.append(start)
                    ends.append(end)
                    states.append(goto[states[-1]][left])
                else:
                    at = ends[-1] if ends else 0
                    values.append(make([], at, at) if make else None)
                    starts.append(at)
                    ends.append(at)
                    states.append(goto[states[-1]][left])
            if kind == "$END":
                break
            states.append(action)
            if kind == "TEXT":
                values.append(self.builder.text_literal(token))
            else:
                values.append(token if kind == token[0] else (kind, *token[1:]))
            starts.append(token[1])
            ends.append(token[2])
        body: Body = values[-1]
        return body

    def chain(self, below: int, top: int, kind: str) -> tuple[int, list[Make]]:
        """The row of single reductions that begins in a state before a terminal: where it leads, and what it makes."""
        made: list[Make] = []
        while True:
            action = self.tables.actions[top].get(kind)
            if action is None or action >= 0:
                return top, made
            left, count, make = self.makes[~action]
            if count != 1:
                return top, made
            top = self.tables.goto[below][left]
            if make:
                made.append(make)

    def unexpected(self, token: Token, tokens: list[Token], states: list[int]) -> Failure:
        """What to say about a token that cannot stand where it does."""
        expected = self.tables.actions[states[-1]].keys()
        return explain(token, tokens, set(expected))


@cache
def usable_tables() -> Tables:
    """The tables, when every rule in them is one that `Builder` knows. Raises `InstallationError`."""
    found = tables()
    builder = Builder("", "", places_of("", ""))
    try:
        for rule in found.rules:
            builder.make(rule)
    except LookupError as error:
        message = f"the installed python-hcl2 has a grammar that mvnetgen does not know (rule `{error}`): {REMEDY}"
        raise InstallationError(message) from error
    return found


def parse(source: Source) -> File:
    """
    The tree of a ``.tf`` or ``.tofu`` file, or of a ``.json`` one of either.

    Never raises for what stands in the file: mistakes are in `File.problems`, and the tree holds the rest.
    """
    if source.path.endswith(".json"):
        from mvnetgen.terraform.parse_json import parse_json

        return parse_json(source)
    return parse_text(source)


def parse_values(source: Source) -> File:
    """The tree of a ``.tfvars`` or ``.tfvars.json`` file: arguments only; a block in it is a problem."""
    if source.path.endswith(".json"):
        from mvnetgen.terraform.parse_json import parse_json_values

        return parse_json_values(source)
    file = parse_text(source)
    message = "a file of variable values holds no blocks"
    blocks = tuple(SyntaxProblem(message, block.header, hides_something=False) for block in file.body.blocks)
    return File(file.path, Body(file.body.attributes), file.comments, file.problems + blocks, file.duplicates)


def parse_expression(text: str, span: Span) -> Expression | SyntaxProblem:
    """The tree of one expression that begins at the start of a span, or what is wrong with it."""
    return parse_expression_in(text, span.path, places_at(text, span))


def parse_template(text: str, span: Span) -> Expression | SyntaxProblem:
    """The tree of a text that is a template as a whole, such as a file for ``templatefile``."""
    return parse_template_in(text, span.path, places_at(text, span))


def parse_expression_in(text: str, path: str, places: Places) -> Expression | SyntaxProblem:
    """As `parse_expression`, for a text with places of its own."""
    parser = Parser(path, text, places)
    try:
        return only_value(parser, parser.scanner.item(bare=True))
    except Failure as failure:
        return problem(failure, places, len(text))


def parse_template_in(text: str, path: str, places: Places) -> Expression | SyntaxProblem:
    """As `parse_template`, for a text with places of its own."""
    parser = Parser(path, text, places)
    try:
        return only_value(parser, parser.scanner.template())
    except Failure as failure:
        return problem(failure, places, len(text))


def only_value(parser: Parser, tokens: list[Token]) -> Expression:
    """The value of tokens that are one expression: python-hcl2's grammar knows only files, so it gets an argument."""
    return parser.run([("NAME", 0, 0, "value"), ("EQ", 0, 0, "="), *tokens]).attributes[0].value


def problem(failure: Failure, places: Places, length: int, hides: tuple[str, ...] = ()) -> SyntaxProblem:
    """A failure as it is reported."""
    start = min(failure.start, length)
    span = failure.span or places(start, max(start, min(failure.end, length)))
    return SyntaxProblem(failure.message, span, hides)


def parse_text(source: Source) -> File:
    """The tree of HCL text."""
    text = source.text
    places = places_of(source.path, text)
    parser = Parser(source.path, text, places)
    scanner, builder = parser.scanner, parser.builder
    attributes: list[HclAttribute] = []
    blocks: list[Block] = []
    problems: list[SyntaxProblem] = []
    spent = 0
    while True:
        begin = scanner.at
        try:
            tokens = scanner.item()
            if not tokens:
                break
            body = parser.run(tokens)
        except Failure as failure:
            first = scanner.tokens[0][1] if scanner.tokens else begin
            problems.append(problem(failure, places, len(text), header_of(text, first)))
            reached = max(scanner.at, failure.start)
            after = resume(
                text, first, failure, scanner.at if len(scanner.tokens) and scanner.tokens[-1][0] == "$END" else None
            )
            spent += max(reached, after) - begin
            if after >= len(text):
                break
            if len(problems) >= MOST_PROBLEMS or spent > WORK * len(text):
                message = "the rest of the file is not read: there are too many mistakes before it"
                problems.append(SyntaxProblem(message, places(after, len(text))))
                break
            scanner.comments = [each for each in scanner.comments if each[0] < after]
            scanner.at = after
        else:
            attributes += body.attributes
            blocks += body.blocks
    if len({each.name for each in attributes}) < len(attributes):
        builder.twice += builder.note_twice([(each.name, each.name_span) for each in attributes])
    for name, second, first_place in builder.twice:
        message = f"the argument `{name}` was already set in line {first_place.line}; Terraform refuses it twice"
        problems.append(SyntaxProblem(message, second, hides_something=False))
    comments = tuple(comment(text, start, end, places) for start, end in scanner.comments)
    problems.sort(key=lambda each: (each.span.line, each.span.column))
    return File(
        source.path, Body(tuple(attributes), tuple(blocks)), comments, tuple(problems), tuple(builder.duplicates)
    )


def comment(text: str, start: int, end: int, places: Places) -> Comment:
    """A comment without its marks."""
    inner = text[start + 1 : end] if text[start] == "#" else text[start + 2 : end - 2 * (text[start + 1] == "*")]
    return Comment(inner.strip(), places(start, end))


def header_of(text: str, at: int) -> tuple[str, ...]:
    """The type and labels that a broken block begins with; empty when it does not look like a block."""
    words: list[str] = []
    while found := LABELS.match(text, at):
        words.append(found[1] if found[1] is not None else found[2])
        at = found.end()
    return tuple(words) if re.compile(r"[ \t]*(?!=)").match(text, at) and text[at:].lstrip(" \t")[:1] != "=" else ()


def resume(text: str, first: int, failure: Failure, end: int | None) -> int:
    """
    Where to go on after a broken item that begins at `first`.

    After the item, when its brackets close; but never beyond a line at the margin that looks like the start of another.
    """
    line = text.find("\n", first)
    if line < 0:
        return len(text)
    if end is None:
        end = balanced_end(text, first)
    search = line + 1 if end is None else max(line + 1, text.rfind("\n", 0, failure.start) + 1)
    header = HEADER.search(text, search)
    after = header.start() if header else len(text)
    return after if end is None else min(after, max(end, line + 1))


def balanced_end(text: str, at: int) -> int | None:
    """Where the item that begins here ends, judged by its brackets alone; None when they do not close."""
    open_brackets = 0
    for found in SKIPPED.finditer(text, at):
        mark = found[0]
        if mark == "\n":
            if open_brackets <= 0:
                return found.end()
        elif mark in "{([":
            open_brackets += 1
        elif mark in "})]":
            open_brackets -= 1
    return None
