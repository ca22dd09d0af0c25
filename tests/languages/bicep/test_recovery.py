"""Texts that are wrong: the mistake is told at its place, once, and everything around it is still read."""

import pytest

from mvnetgen.languages.bicep.parse import parse
from tests.languages.bicep.outline import outline

BEHIND = "\nvar behind = 1\n"

MISTAKES = {
    "string": ("var a = 'b", (1, 9), "the string is not closed on its line"),
    "string with a hole": ("var a = 'b${c\n", (1, 9), "the string is not closed on its line"),
    "escape": (r"var a = 'b\d'", (1, 11), "this escape does not exist; there are \\\\ \\' \\n \\r \\t \\$ and \\u{…}"),
    "letter beyond the last": (
        r"var a = '\u{110000}'",
        (1, 10),
        "this escape does not exist; there are \\\\ \\' \\n \\r \\t \\$ and \\u{…}",
    ),
    "double quotes": ('var a = "b"', (1, 9), "texts stand in single quotes"),
    "hash": ("# a", (1, 1), "comments begin with `//`"),
    "integer": ("var a = 9223372036854775808", (1, 9), "this integer is too large"),
    "two operators": ("var a = 1 + * 2", (1, 13), "expected an expression, and `*` follows"),
    "line end behind an operator": ("var a = 1 +\n 2", (1, 12), "expected an expression, and the line ends"),
    "line end in parentheses": ("var a = (\n1\n)", (1, 10), "no line end may stand in parentheses"),
    "comma at a line's end": ("var a = {\n  b: 1,\n  c: 2\n}", (2, 7), "no comma may stand at the end of a line"),
    "no comma in a call": ("var a = f(\n  1\n  2\n)", (2, 4), "expected `,`, and the line ends"),
    "comma at a call's end": ("var a = f(1,)", (1, 13), "expected one more argument, and `)` follows"),
    "colon": ("var a = {\n  b = 1\n}", (2, 5), "expected `:`, and `=` follows"),
    "equals sign": ("param a string\nresource b 'c/d@1' {\n}", (2, 20), "expected `=`, and `{` follows"),
    "type": ("param a", (1, 8), "expected a type, and the line ends"),
    "declaration": ("local a = 1", (1, 1), "expected a declaration, and `local` follows"),
    "decorator alone": ("@secure()\n\n1", (1, 1), "a declaration must follow the decorator"),
    "decorator without call": ("@secure\nparam a string", (1, 8), "expected `(`, and the line ends"),
    "decorator beside": (
        "@secure() param a string",
        (1, 11),
        "expected a line end behind the decorator, and `param` follows",
    ),
    "condition": ("resource a 'b/c@1' = if c {\n}", (1, 25), "expected `(`, and `c` follows"),
    "loop": ("resource a 'b/c@1' = for d in e: {\n}", (1, 22), "expected `{`, `[` or `if`, and `for` follows"),
    "array in a hole": ("var a = '${[1]}'", (1, 12), "an array or object cannot stand in `${…}`; make it a variable"),
    "version": ("resource a 'b/c' = {\n}", (1, 12), "the type of a resource has an api-version: `…@2024-10-01`"),
    "scope": (
        "targetScope = 'group'",
        (1, 15),
        "`targetScope` is one of resourceGroup, subscription, managementGroup, tenant, desiredStateConfiguration, local",
    ),
    "brace": ("var a = {\n  b: [\n    1\n", (5, 1), "expected `]`, and `var` follows"),
    "call": ("var a = {\n  b: f(1\n  c: 2\n}", (2, 9), "expected `)`, and the line ends"),
    "too deep": ("var a = " + "[" * 200 + "]" * 200, (1, 159), "this is nested too deeply"),
    "conflict": ("<<<<<<< a\nvar b = 1", (1, 1), "expected a declaration, and `<` follows"),
    "no-break space": ("var a =\N{NO-BREAK SPACE}1", (1, 8), "`U+00A0` means nothing here"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_mistake(name: str) -> None:
    """The first problem is the mistake; the statement behind it is read."""
    text, place, message = MISTAKES[name]
    file = parse("main.bicep", text + BEHIND)

    first = file.problems[0]
    assert (file.places.position(first.start), first.message) == (place, message)
    assert "variable behind - 1" in [outline(statement) for statement in file.statements]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("var a = {\n  b = 1\n  c: 2\n}", "{'b': 1 'c': 2}"),
        ("var a = {\n  b 1 2\n  c: 2\n}", "{'b': 1 'c': 2}"),
        ("var a = {\n  b:\n  c: 2\n}", "{'c': 2}"),
        ("var a = {\n  b: [1 2]\n  c: 2\n}", "{'b': [1 2] 'c': 2}"),
        ("var a = {\n  b {\n    d: 1\n  }\n  c: 2\n}", "{'b': {'d': 1} 'c': 2}"),
        ("var a = {\n  b: f(1\n  c: 2\n}", "{'b': (call f 1) 'c': 2}"),
        ("var a = f(1, *, 2)", "(call f 1 2)"),
        ("var a = f(\n  1\n  2\n)", "(call f 1 2)"),
    ],
)
def test_what_is_left(text: str, expected: str) -> None:
    """Of something with a mistake inside everything else is kept."""
    file = parse("main.bicep", text)

    assert file.problems
    assert outline(file.statements[0]) == f"variable a - {expected}"


def test_never_closed() -> None:
    """A brace that is missing is told where the next declaration shows it, and both declarations are there."""
    file = parse(
        "main.bicep",
        "resource a 'b/c@1' = {\n  name: 'a'\n  properties: {\n    d: 1\n\nresource e 'b/c@1' = {\n  name: 'e'\n}\n",
    )

    assert [(file.places.position(each.start), each.message) for each in file.problems] == [
        ((6, 1), "expected `}`, and `resource` follows")
    ]
    assert [outline(each) for each in file.statements] == [
        "resource a 'b/c@1' false {'name': 'a' 'properties': {'d': 1}}",
        "resource e 'b/c@1' false {'name': 'e'}",
    ]
