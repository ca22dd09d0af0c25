"""Texts that are right: what belongs to what, and where it stands."""

import pytest

from mvnetgen.languages.bicep import syntax
from mvnetgen.languages.bicep.parse import parse
from mvnetgen.languages.bicep.text import decode
from tests.languages.bicep.outline import outline

EXPRESSIONS = {
    "precedence": (
        "a ? b : c ?? d || e && f == g < h + i * -j",
        "(a ? b : (c ?? (d || (e && (f == (g < (h + (i * (- j)))))))))",
    ),
    "coalescing binds less than a sum": ("a ?? 1 + 2", "(a ?? (1 + 2))"),
    "from the left": ("a - b - c", "((a - b) - c)"),
    "conditionals from the right": ("a ? b : c ? d : e", "(a ? b : (c ? d : e))"),
    "minus of a member": ("-x.y", "(- (x . y))"),
    "smallest integer": ("-9223372036854775808", "(- 9223372036854775808)"),
    "leading zeros": ("007", "7"),
    "members": ("a.b.?c[0][?d][^1]!", "((((((a . b) .? c) [] 0) [?] d) [^] 1) !)"),
    "from the end, safely": ("a[?^1]", "(a [?^] 1)"),
    "nested resources": ("a::b::c.id", "(((a :: b) :: c) . id)"),
    "calls": ("f(a, g(), sys.h('x')).y", "((call f a (call g) (call sys . h 'x')) . y)"),
    "call over lines": ("f(\n  a,\n  // why\n  b\n)", "(call f a b)"),
    "blanks anywhere": ("a . b [ 0 ] ( )".replace(" ( )", ""), "((a . b) [] 0)"),
    "lambda": ("map(xs, x => x.y)", "(call map xs (x => (x . y)))"),
    "lambda of two": ("reduce(xs, 0, (a, b) =>\n  a + b)", "(call reduce xs 0 (a,b => (a + b)))"),
    "lambda of none": ("f(() => 1)", "(call f ( => 1))"),
    "array on a line": ("[1, 2,]", "[1 2]"),
    "array over lines": ("[\n  1\n  'a'\n\n  ...b // more\n]", "[1 'a' ...b]"),
    "object": ("{ a: 1, 'b-c': 2, '${d}': 3\n ...e }", "{'a': 1 'b-c': 2 (text '' d ''): 3 ...e}"),
    "keywords as keys": ("{ for: 1, if: 2, resource: 3 }", "{'for': 1 'if': 2 'resource': 3}"),
    "loop": ("[for x in xs: x]", "(for x in xs: x)"),
    "loop with index": (
        "[\n  for (x, i) in range(0, 2): {\n    n: i\n  }\n]",
        "(for x,i in (call range 0 2): {'n': i})",
    ),
    "interpolation": ("'a${b}c${'d${e}'}'", "(text 'a' b 'c' (text 'd' e '') '')"),
    "escapes": (r"'\\ \' \n \t \$ \${ \u{1F680} $ $$'", repr("\\ ' \n \t $ ${ 🚀 $ $$")),
    "dollar before a hole": ("'$${a}'", "(text '$' a '')"),
    "backslash before a hole": (r"'\\${a}'", r"(text '\\' a '')"),
    "lines": ("'''\na ${b} \\n\n'''", r"'a ${b} \\n\n'"),
    "quotes at the end": ("'''a'''''", "\"a''\""),
    "lines with holes": ("$'''a ${b} '''", "(text 'a ' b ' ')"),
    "more dollars": ("$$'''$${a} $$${b} ${c}'''", "(text '' a ' $' b ' ${c}')"),
    "dollars without a hole": ("$'''a'''", "'a'"),
    "conditional over lines": ("a // first\n\n  ? b\n  : c", "(a ? b : c)"),
    "comment in the midst": ("1 + /*\n*/ 2", "(1 + 2)"),
    "deep": ("(" * 40 + "1" + ")" * 40, "1"),
}


@pytest.mark.parametrize("name", EXPRESSIONS)
def test_expression(name: str) -> None:
    text, expected = EXPRESSIONS[name]
    file = parse("main.bicep", f"var v = {text}\n")

    assert not file.problems
    (statement,) = file.statements
    assert isinstance(statement, syntax.Variable)
    assert outline(statement.value) == expected


TYPES = {
    "names": ("string", "string"),
    "nullable": ("a.b?", "a.b?"),
    "arrays": ("(string?)[][]", "(string?)[][]"),
    "literals": ("'a' | 1 | -1 | true | null", "('a' | 1 | (- 1) | True | None)"),
    "union over lines": ("\n  | 'a' // one\n\n  | 'b'", "('a' | 'b')"),
    "objects": ("{\n  a: int\n  @secure()\n  'b': string?\n  *: bool\n}", "{'a': int @secure() 'b': string? *: bool}"),
    "tuples": ("[\n  string\n  int\n]", "[string int]"),
    "parts": ("a[*].b[0].*", "a[*].b[0][.*]"),
    "of resources": ("resourceInput<\n  'a/b@1'\n>.properties", "resourceInput<'a/b@1'>.properties"),
    "never null": ("a!", "a!"),
}


@pytest.mark.parametrize("name", TYPES)
def test_type(name: str) -> None:
    text, expected = TYPES[name]
    file = parse("main.bicep", f"type t = {text}\n")

    assert not file.problems
    (statement,) = file.statements
    assert isinstance(statement, syntax.TypeDeclaration)
    assert outline(statement.type) == expected


STATEMENTS = {
    "scope": ("targetScope = 'subscription'", "targetscope 'subscription'"),
    "metadata": ("metadata a = 'b'", "metadata a 'b'"),
    "parameter": (
        "@secure()\n@sys.description('x')\n\n// why\nparam a string",
        "@secure()  @description('x') parameter a string -",
    ),
    "default": ("param a string = 'b'", "parameter a string 'b'"),
    "variable with a type": ("var a string[] = []", "variable a string[] []"),
    "keyword as a name": ("param type string", "parameter type string -"),
    "output": ("output a resource = b", "output a (resource -) b"),
    "resource": ("resource a 'b/c@1' = {\n  name: 'd'\n}", "resource a 'b/c@1' false {'name': 'd'}"),
    "existing": ("resource a 'b/c@1' existing = if (d) {\n}", "resource a 'b/c@1' true (if d {})"),
    "condition on its line": ("resource a 'b/c@1' =\n  if (d) {}", "resource a 'b/c@1' false (if d {})"),
    "loop": ("module a 'b' = [for c in d: if (e) {}]", "module a 'b' (for c in d: (if e {})) false"),
    "nested": (
        "resource a 'b/c@1' = {\n  @batchSize(1)\n  resource d 'e' = {}\n  resource: 1\n}",
        "resource a 'b/c@1' false {@batchSize(1) resource d 'e' false {} 'resource': 1}",
    ),
    "function": ("func f(a string, b int) string =>\n  a", "function f a: string b: int string a"),
    "import": ("import {a, b as c} from 'd'", "import a as a b as c - 'd'"),
    "import of all": ("import * as a from 'b'", "import  a 'b'"),
    "extension": ("extension k with {a: 1} as b", "extension k {'a': 1} b"),
    "assertion": ("assert a = b", "assert a b"),
}


@pytest.mark.parametrize("name", STATEMENTS)
def test_statement(name: str) -> None:
    text, expected = STATEMENTS[name]
    file = parse("main.bicep", text)

    assert not file.problems
    assert [outline(statement) for statement in file.statements] == [expected]


def test_parameter_file() -> None:
    file = parse("a.bicepparam", "param a = 1\nusing './b.bicep' with {c: 2}\nextends 'd'\nvar e = a\n")

    assert not file.problems
    assert [outline(each) for each in file.statements] == [
        "assignment a 1",
        "using './b.bicep' {'c': 2}",
        "extends 'd'",
        "variable e - a",
    ]
    assert outline(parse("a.bicepparam", "using none").statements) == "using - -"


def test_places() -> None:
    """Offsets cover exactly the text of a part, decorators included; LF, CRLF and CR end lines; columns are code points."""
    text = "// é\r\n@secure()\rparam a string = '🚀${b}' // end\nvar c = [\n  1\n]"
    file = parse("main.bicep", text)
    first, second = file.statements

    assert file.written(first) == "@secure()\rparam a string = '🚀${b}'"
    assert isinstance(first, syntax.Parameter)
    assert first.default is not None
    assert file.written(first.default) == "'🚀${b}'"
    span = file.places.of(first.default)
    assert (span.line, span.column, span.end_line, span.end_column) == (3, 18, 3, 25)
    span = file.places.of(second)
    assert (span.line, span.column, span.end_line, span.end_column) == (4, 1, 6, 2)


def test_comments_and_directives() -> None:
    text = "#disable-next-line BCP036 no-unused-vars // why\nvar a = {\n  b: 1 /* c */\n  #disable-diagnostics BCP037\n  // d\n}\nvar e = '// no comment'\n"
    file = parse("main.bicep", text)

    assert not file.problems
    assert [file.written(each) for each in file.comments] == ["// why", "/* c */", "// d"]
    assert [file.written(each).strip() for each in file.directives] == [
        "#disable-next-line BCP036 no-unused-vars",
        "#disable-diagnostics BCP037",
    ]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"\xef\xbb\xbfvar a = 1", "var a = 1"),
        ("var a = 'ä'".encode("utf-16"), "var a = 'ä'"),
        (b"// \xe4\r\n", "// \ufffd\r\n"),
    ],
)
def test_encodings(data: bytes, expected: str) -> None:
    assert decode(data) == expected
