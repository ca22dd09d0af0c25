"""
HCL text to `syntax.File`: an LALR parser over python-hcl2's grammar, one item of the top level at a time.

A block that cannot be parsed becomes a problem with a place and a sentence, and hides itself only.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from mvnetgen.languages.garbage import without_collection
from mvnetgen.languages.hcl.build import Builder, Make, maker
from mvnetgen.languages.hcl.explain import explain
from mvnetgen.languages.hcl.grammar import REMEDY, Tables, prove, proven, tables
from mvnetgen.languages.hcl.places import Places, places_at, places_of
from mvnetgen.languages.hcl.recover import Recovery, header_of, looks_like_item
from mvnetgen.languages.hcl.scan import WORDS, Scanner
from mvnetgen.languages.hcl.syntax import Block, Body, Comment, Expression, File, HclAttribute, SyntaxProblem
from mvnetgen.languages.hcl.token import Failure, Token
from mvnetgen.text.errors import InputError, InstallationError
from mvnetgen.text.source import Source, Span

NAMES = {*WORDS.values(), "FOR"}
"""Terminals that are names where the grammar has no use for the word."""

MOST_PROBLEMS = 100
"""Of one file; after so many the rest of it is left."""

WORK = 6
"""How many times its length a file may cost, before it is given up as one with too many open brackets."""


@dataclass(frozen=True, slots=True)
class Machine:
    """The tables, with what each rule makes; shared by all texts."""

    tables: Tables
    makes: tuple[tuple[str, int, Make | None], ...]
    """By rule: its left side, how many parts it has, and what it makes of them."""
    chains: dict[tuple[int, int, str], tuple[int, tuple[Make, ...]]]
    """
    Rows of reductions with a single part each: a name is an identifier is a term is a product is a sum is an expression.

    By the state below, the state above and the terminal that follows: the state it leads to, and what it makes.
    """


@cache
def machine() -> Machine:
    """The tables, when every rule in them is one that `build` knows. Raises `InstallationError`."""
    found = tables()
    try:
        makes = tuple((rule.left, len(rule.expansion), maker(rule)) for rule in found.rules)
    except LookupError as error:
        message = (
            f"the installed python-hcl2 has a grammar that mvnetgen does not know (rule `{error.args[0]}`): {REMEDY}"
        )
        raise InstallationError(message) from error
    return Machine(found, makes, {})


SAMPLE = """\
# every construct once: a grammar that lacks one is not the one that mvnetgen knows
locals {
  words  = [true, false, null, -1.5e3, !var.on]
  object = { a = 1, (var.key) : "x${var.b}y%{if var.c}z%{endif}" }
  text   = <<-EOT
    ${upper("a")}
  EOT
  list   = [for v in var.list : v.id if v.on && !v.off]
  map    = { for k, v in var.map : k => v... }
  rest   = var.on ? a.b[0].c[*].d : try(e.*.f, "g"...)
}
"""


@cache
def self_test() -> None:
    """
    Parses a sample of all that HCL has, once for each installation.

    Raises `InstallationError` when the installed python-hcl2 does not know all of it: releases before 8.1.2 have no `true`.
    """
    if proven():
        return
    problems = parse_text(Source("self-test", SAMPLE)).problems
    if problems:
        line = SAMPLE.split("\n")[problems[0].span.line - 1].strip()
        message = f"the installed python-hcl2 does not know `{line}`, so it is no release that mvnetgen works with"
        raise InstallationError(f"{message}: {REMEDY}")
    prove()


def run(tokens: list[Token], builder: Builder) -> Body:
    """The body that the tokens of a text make. Raises `Failure`."""
    engine = machine()
    actions, goto, makes, chains = engine.tables.actions, engine.tables.goto, engine.makes, engine.chains
    states = [engine.tables.start]
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
                # `if` and its like are names where the grammar has no use for the word
                if kind not in NAMES or "NAME" not in actions[states[-1]]:
                    raise explain(token, tokens, set(actions[states[-1]]))
                kind = "NAME"
                continue
            if action >= 0:
                break
            left, count, make = makes[~action]
            if count == 1:
                key = (states[-2], states[-1], kind)
                chain = chains.get(key) or chains.setdefault(key, chain_of(engine, *key))
                states[-1] = chain[0]
                for step in chain[1]:
                    values[-1] = step(builder, [values[-1]], starts[-1], ends[-1])
                continue
            if count:
                parts = values[-count:]
                start, end = starts[-count], ends[-1]
                del values[-count:], states[-count:], starts[-count:], ends[-count:]
            else:
                parts = []
                start = end = ends[-1] if ends else 0
            values.append(make(builder, parts, start, end) if make else parts[0])
            starts.append(start)
            ends.append(end)
            states.append(goto[states[-1]][left])
        states.append(action)
        if kind == "TEXT":
            values.append(builder.text_literal(token))
        else:
            values.append(token if kind == token[0] else (kind, *token[1:]))
        starts.append(token[1])
        ends.append(token[2])
    body: Body = values[-2]
    return body


def chain_of(engine: Machine, below: int, top: int, kind: str) -> tuple[int, tuple[Make, ...]]:
    """The row of reductions with a single part that begins in a state, before a terminal."""
    made: list[Make] = []
    while True:
        action = engine.tables.actions[top].get(kind)
        if action is None or action >= 0:
            return top, tuple(made)
        left, count, make = engine.makes[~action]
        if count != 1:
            return top, tuple(made)
        top = engine.tables.goto[below][left]
        if make:
            made.append(make)


def parse(source: Source) -> File:
    """
    The tree of a ``.tf`` or ``.tofu`` file, or of a ``.json`` one of either.

    Never raises for what stands in the file: mistakes are in `File.problems`, and the tree holds the rest. Raises
    `InstallationError` when the installed python-hcl2 is not one that we know.
    """
    if source.path.endswith(".json"):
        from mvnetgen.languages.hcl.parse_json import parse_json  # noqa: PLC0415 - needed here alone, and slow to load

        return parse_json(source)
    self_test()
    with without_collection():
        return parse_text(source)


def parse_values(source: Source) -> File:
    """The tree of a ``.tfvars`` or ``.tfvars.json`` file: arguments only; a block in it is a problem."""
    if source.path.endswith(".json"):
        from mvnetgen.languages.hcl.parse_json import parse_json_values  # noqa: PLC0415 - needed here alone, and slow to load

        return parse_json_values(source)
    self_test()
    with without_collection():
        file = parse_text(source)
    message = "a file of variable values holds no blocks"
    blocks = tuple(SyntaxProblem(message, block.header, hides_something=False) for block in file.body.blocks)
    return File(file.path, Body(file.body.attributes), file.comments, file.problems + blocks, file.duplicates)


def parse_expression(text: str, span: Span) -> Expression:
    """The tree of one expression that begins at the start of a span. Raises `InputError`."""
    return or_raise(parse_expression_in(text, places_at(text, span)))


def parse_template(text: str, span: Span) -> Expression:
    """
    The tree of a text that is a template as a whole, such as a file for ``templatefile``, at the start of a span.

    Raises `InputError`.
    """
    return or_raise(parse_template_in(text, places_at(text, span)))


def or_raise(found: Expression | SyntaxProblem) -> Expression:
    """An expression, or its problem as an `InputError`."""
    if isinstance(found, SyntaxProblem):
        raise InputError(found.message, found.span)
    return found


def parse_expression_in(text: str, places: Places) -> Expression | SyntaxProblem:
    """The tree of one expression with places of its own, or what is wrong with it."""
    try:
        return only_value(Scanner(text).item(bare=True), Builder(text, places))
    except Failure as failure:
        return problem(failure, places, len(text))


def parse_template_in(text: str, places: Places) -> Expression | SyntaxProblem:
    """The tree of a template with places of its own, or what is wrong with it."""
    try:
        return only_value(Scanner(text).template(), Builder(text, places))
    except Failure as failure:
        return problem(failure, places, len(text))


def only_value(tokens: list[Token], builder: Builder) -> Expression:
    """The value of tokens that are one expression: python-hcl2's grammar knows only files, so it gets an argument."""
    return run([("NAME", 0, 0, "value"), ("EQ", 0, 0, "="), *tokens], builder).attributes[0].value


def problem(failure: Failure, places: Places, length: int, hides: tuple[str, ...] = ()) -> SyntaxProblem:
    """A failure as it is reported."""
    start = min(failure.start, length)
    span = failure.span or places(start, max(start, min(failure.end, length)))
    return SyntaxProblem(failure.message, span, hides)


def parse_text(source: Source) -> File:
    """The tree of HCL text."""
    text = source.text
    places = places_of(source.path, text)
    scanner, builder, recovery = Scanner(text), Builder(text, places), Recovery(text)
    attributes: list[HclAttribute] = []
    blocks: list[Block] = []
    problems: list[SyntaxProblem] = []
    spent = failures = 0
    broken_until = -1
    while True:
        begin = scanner.at
        whole = False
        try:
            tokens = scanner.item()
            whole = True
            if not tokens:
                break
            body = run(tokens, builder)
        except Failure as failure:
            first = scanner.tokens[0][1] if scanner.tokens else failure.start
            if first != broken_until or looks_like_item(text, first):
                problems.append(problem(failure, places, len(text), header_of(text, first)))
            failures += 1
            reached = max(scanner.at, failure.start)
            after = recovery.resume(first, failure, scanner.at if whole else None)
            spent += max(reached, after) - begin
            if after >= len(text):
                break
            if failures >= MOST_PROBLEMS or spent > WORK * len(text):
                message = "the rest of the file is not read: there are too many mistakes before it"
                problems.append(SyntaxProblem(message, places(after, len(text))))
                break
            while scanner.comments and scanner.comments[-1][0] >= after:
                scanner.comments.pop()
            scanner.at = broken_until = after
        else:
            attributes += body.attributes
            blocks += body.blocks
    if len({each.name for each in attributes}) < len(attributes):
        builder.twice += builder.note_twice([(each.name, each.name_span) for each in attributes])
    for name, second, first_place in builder.twice[:MOST_PROBLEMS]:
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
