"""Sensitivity is a property of values: whatever is computed from a sensitive one says nothing of it unless it is marked."""

from collections.abc import Mapping

import pytest

from mvnetgen.languages.hcl.evaluate import evaluate
from mvnetgen.languages.hcl.functions.attempt import LAZY
from mvnetgen.languages.hcl.functions.call import OUTSIDE, OWN_MARKS
from mvnetgen.languages.hcl.functions.signature import FUNCTIONS
from mvnetgen.languages.hcl.module_scope import scope_of
from mvnetgen.languages.hcl.parse import parse_expression
from mvnetgen.languages.hcl.world import World
from mvnetgen.text.document import Node, Unknown
from mvnetgen.text.source import Span
from tests.languages.hcl.evaluating import module, value

SECRETS = ('"secretxyz"', '"{\\"a\\": \\"10.7.0.0/16\\"}"', '"2026-01-02T03:04:05Z"', '"(b: [%s"', "42", '""')
"""Values that the same variable has in one run after the other: nobody may tell one from another."""

SHAPES = (
    "var.s", "[var.s]", '["a", var.s]', "{ k = var.s }", "{ (var.s) = 1 }", "[[var.s], []]", "[{ k = var.s }]",
    "toset([var.s])", "keys(var.m)", '"x${var.s}y"', "jsonencode({ a = var.s, b = 2 })",
)  # fmt: skip
FILLERS = ('"a"', "1", '["a", "b"]', '{ k = "a" }', '"%s-%s"')


def declared(secret: str) -> str:
    """A module whose variables hold the secret."""
    return (
        f'variable "s" {{\n sensitive = true\n default = {secret}\n}}\n'
        f'variable "m" {{\n sensitive = true\n default = {{ ({secret}) = 1 }}\n}}\n'
    )


def visible(node: Node) -> object:
    """All that may be told of a value: nothing below a mark."""
    if node.sensitive:
        return "(sensitive)"
    match node.value:
        case Unknown() as unknown:
            return "unknown", unknown.reason, unknown.text
        case Mapping() as entries:
            return {key: visible(item) for key, item in entries.items()}
        case tuple() as items:
            return [visible(item) for item in items]
    return node.value


def told(text: str) -> set[str]:
    """All that may be told of an expression, for each of the secrets."""
    expression = parse_expression(text, Span("x.tf", 1, 1, 1, len(text) + 1))
    return {
        repr(visible(evaluate(expression, scope_of(module(declared(secret)), World()).scope))) for secret in SECRETS
    }


def expressions(name: str) -> list[str]:
    """Calls of a function with something sensitive in each place."""
    found = []
    for shape in SHAPES:
        found.append(f"{name}({shape})")
        for filler in FILLERS:
            found += [
                f"{name}({shape}, {filler})",
                f"{name}({filler}, {shape})",
                f"{name}({filler}, {filler}, {shape})",
            ]
        found.append(f"{name}({shape}, {shape})")
        found.append(f"{name}({shape}...)")
    return found


@pytest.mark.parametrize("name", sorted({*FUNCTIONS, *LAZY, *OUTSIDE} - OWN_MARKS | {"jsondecode", "yamldecode"}))
def test_functions_tell_nothing(name: str) -> None:
    """What a function returns, or why it does not, is the same for every secret as far as it is not marked."""
    for text in expressions(name):
        assert len(told(text)) == 1, text


@pytest.mark.parametrize(
    "text",
    [
        "var.s == 42", 'var.s != "secretxyz" ? "a" : "b"', '[for x in [1, 2] : x if var.s == "secretxyz"]',
        "{ for x in [1] : var.s => x }", "{ for x in [1, 2] : var.s => x... }", "{ for x in [1, 2] : var.s => x }.a",
        '"%{ if var.s == "secretxyz" }a%{ else }b%{ endif }"', '"%{ for x in var.m }a%{ endfor }"',
        "{ secretxyz = 1, b = 2 }[var.s]", "{ a = 1 }[var.s]", '["a", "b"][var.s]', "var.s + 1", "-var.s", "!var.s",
        "var.s && true", "false || var.s", "var.s.a", "var.s[0]", "var.s[*]", "var.m[*]", "[for k, v in var.m : k]",
        "[for k, v in { a = var.s } : v]", '{ a = var.s } == { a = "secretxyz" }', '[var.s] == ["secretxyz"]',
        "try(tonumber(var.s), upper(var.s))", "can(tonumber(var.s))", 'try(var.m.secretxyz, "no")',
        '"${var.s}"', "<<-EOT\n  ${var.s}\nEOT\n", "one([var.s])", '(var.s == "secretxyz") == true',
    ],
)  # fmt: skip
def test_expressions_tell_nothing(text: str) -> None:
    """Nor does any other expression: neither the secret nor whether it is one value or another."""
    assert len(told(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "{ a = var.s, b = 1 }.b", "[var.s, 1][1]", "merge({ a = var.s }, { b = 1 }).b", "concat([var.s], [1])[1]",
        "jsondecode(jsonencode({ a = var.s, b = 1 })).b", 'lookup({ a = var.s, b = "x" }, "b", "y")', "values({ a = 1 })[0]",
        "nonsensitive(var.s)", "issensitive(var.s)", "flatten([[var.s], [1]])[1]", "try({ a = var.s, b = 1 }.b, 2)",
    ],
)  # fmt: skip
def test_what_stands_beside_is_not_sensitive(text: str) -> None:
    """A value that merely stood beside a sensitive one can be judged and shown."""
    assert not value(text, declared('"secretxyz"')).sensitive


def test_what_is_met_is_noted() -> None:
    """The world knows every sensitive text that was met, and what was made of it, so that messages can be searched."""
    world = World()
    value('upper("a${var.s}")', declared('"secretxyz"'), world)

    assert {"secretxyz", "asecretxyz", "ASECRETXYZ"} <= world.secret_texts
