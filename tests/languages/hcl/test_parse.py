"""The parser: places, values, what Terraform accepts and refuses, recovery and bounds."""

import pickle
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from mvnetgen.languages.hcl.parse import parse, parse_expression, parse_template, parse_values
from mvnetgen.languages.hcl.syntax import (
    Attribute,
    Binary,
    Call,
    Conditional,
    Expression,
    File,
    For,
    Index,
    Literal,
    ObjectLiteral,
    Parentheses,
    Splat,
    Template,
    TemplateFor,
    TemplateIf,
    TupleLiteral,
    Unary,
    Variable,
)
from mvnetgen.text.errors import InputError
from mvnetgen.text.source import Source, Span, decode

from .snippets import INVALID, VALID


def read(text: str, name: str = "main.tf") -> File:
    return parse(Source(name, text))


def value(text: str) -> Expression:
    """The value of the argument `x` in a text without problems."""
    file = read(text)
    assert file.problems == ()
    found = file.body.attribute("x")
    assert found
    return found.value


def shape(node: object) -> object:
    """An expression without its places, small enough to compare with one written by hand."""
    match node:
        case Literal(value=plain):
            return plain
        case Variable(name=name):
            return f"<{name}>"
        case Attribute(of=of, name=name):
            return (shape(of), f".{name}")
        case Index(of=of, key=key):
            return (shape(of), [shape(key)])
        case Splat(of=of, each=each, full=full):
            return ("[*]" if full else ".*", shape(of), shape(each))
        case Call(name=name, arguments=arguments, expand=expand):
            return (f"{name}()", *map(shape, arguments), *(["..."] if expand else []))
        case Unary(operator=operator, operand=operand):
            return (operator, shape(operand))
        case Binary(operator=operator, left=left, right=right):
            return (operator, shape(left), shape(right))
        case Conditional(condition=condition, then=then, otherwise=otherwise):
            return ("?", shape(condition), shape(then), shape(otherwise))
        case Template(parts=parts):
            return ("template", *map(shape, parts))
        case TemplateIf(condition=condition, then=then, otherwise=otherwise):
            return ("%if", shape(condition), shape(then), shape(otherwise))
        case TemplateFor(key=key, value=name, collection=collection, body=body):
            return ("%for", key, name, shape(collection), shape(body))
        case TupleLiteral(items=items):
            return [shape(item) for item in items]
        case ObjectLiteral(items=items):
            return {"{}": [(shape(item.key), shape(item.value)) for item in items]}
        case Parentheses(inner=inner):
            return ("(", shape(inner), ")")
        case For():
            parts = (node.collection, node.result_key, node.result, node.condition)
            return ("for", node.key, node.value, *(part and shape(part) for part in parts), node.group)
    raise AssertionError(node)


def spans(node: object) -> Iterator[Span]:
    """Every span in a tree."""
    if isinstance(node, Span):
        yield node
    elif isinstance(node, tuple):
        for each in node:
            yield from spans(each)
    elif is_dataclass(node):
        for field in fields(node):
            yield from spans(getattr(node, field.name))


MODULE = """\
# The workspace.
resource "azapi_resource" "workspace" { // inline
  name = "ml-${var.name}"
  body = {
    properties = { mode = var.modes["prod"], hosts = [for h in local.hosts : lower(h) if h != ""] }
  }
  note = <<-EOT
    first ${each.key}
      second
  EOT
  dynamic "identity" {
    for_each = [1]
    content {}
  }
}

/* two
   lines */ locals {
  ae\u0301 = 1
}
"""


def test_places():
    """Each name, label, block and expression covers exactly its own text, also after letters beyond ASCII."""
    source = Source("main.tf", MODULE)
    file = parse(source)
    (resource, locals_) = file.body.blocks
    shown = source.excerpt

    assert file.problems == ()
    assert shown(resource.header) == 'resource "azapi_resource" "workspace"'
    assert [shown(span) for span in resource.label_spans] == ['"azapi_resource"', '"workspace"']
    assert shown(resource.span).splitlines()[-1] == "}"
    assert [shown(each.name_span) for each in resource.body.attributes] == ["name", "body", "note"]
    assert shown(resource.body.attributes[0].value.span) == '"ml-${var.name}"'
    assert shown(resource.body.attributes[2].value.span).startswith("<<-EOT\n")
    assert shown(resource.body.attributes[2].value.span).endswith("  EOT")
    assert shown(resource.body.blocks[0].header) == 'dynamic "identity"'
    assert (locals_.span.line, locals_.span.column) == (18, 13)
    assert locals_.body.attributes[0].name == "aé"
    assert locals_.body.attributes[0].value.span == Span("main.tf", 19, 9, 19, 10)


def test_place_of_what_is_interpolated():
    """What stands between `${` and `}` has a place of its own, in quotes and in a heredoc."""
    source = Source("main.tf", MODULE)
    name, _, note = parse(source).body.blocks[0].body.attributes
    assert isinstance(name.value, Template)
    assert isinstance(note.value, Template)
    assert [source.excerpt(part.span) for part in name.value.parts] == ["ml-", "var.name"]
    assert source.excerpt(note.value.parts[1].span) == "each.key"
    assert note.value.parts[1].span.line == 8


def test_comments():
    """Comments come with their text and place; what looks like one in a text or heredoc is none."""
    file = read('# a\nx = "# no" // b\ny = <<E\n# no\nE\n/* c\n d */ z = 1\n')
    assert [(each.text, each.span.line, each.span.column) for each in file.comments] == [
        ("a", 1, 1),
        ("b", 2, 12),
        ("c\n d", 6, 1),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 + 2 * 3 - 4", ("-", ("+", 1, ("*", 2, 3)), 4)),
        ("a && b || !c", ("||", ("&&", "<a>", "<b>"), ("!", "<c>"))),
        ("a == b ? c : d ? e : f", ("?", ("==", "<a>", "<b>"), "<c>", ("?", "<d>", "<e>", "<f>"))),
        ("- -1", ("-", ("-", 1))),
        ("!!a.b", ("!", ("!", ("<a>", ".b")))),
        ("(a).b", (("(", "<a>", ")"), ".b")),
        ('a.b["c"][0].1', (((("<a>", ".b"), ["c"]), [0]), [1])),
        ("a.for_each.null.if", ((("<a>", ".for_each"), ".null"), ".if")),
        ("5e+14", 500000000000000),
        ("1.50", 1.5),
        ("[1, 2,]", [1, 2]),
        ("[]", []),
        ("{}", {"{}": []}),
        ('{a = 1, "b" : 2, (c) = 3, "${d}" = 4, null = 5, 6 = 7}', {"{}": [
            ("a", 1), ("b", 2), (("(", "<c>", ")"), 3), (("template", "<d>"), 4), ("null", 5), (6, 7)]}),
        ("f()", ("f()",)),
        ("f(a, b...)", ("f()", "<a>", "<b>", "...")),
        ("provider::x::f(1)", ("provider::x::f()", 1)),
        ("core::max(1)", ("core::max()", 1)),
        ("[for v in a : v]", ("for", None, "v", "<a>", None, "<v>", None, False)),
        ("[for k, v in a : v if k]", ("for", "k", "v", "<a>", None, "<v>", "<k>", False)),
        ("{for k, v in a : k => v... if v}", ("for", "k", "v", "<a>", "<k>", "<v>", "<v>", True)),
    ],
)  # fmt: skip
def test_expression(text, expected):
    """Operators bind, and parts nest, as in Terraform."""
    assert shape(value(f"x = {text}\n")) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a[*].b[0].c", ("[*]", "<a>", ((("<*>", ".b"), [0]), ".c"))),
        ("a.*.b[0]", ((".*", "<a>", ("<*>", ".b")), [0])),
        ("a.*.b.0", (".*", "<a>", (("<*>", ".b"), [0]))),
        ("a[*].b[*].c", ("[*]", "<a>", ("[*]", ("<*>", ".b"), ("<*>", ".c")))),
        ("a[*].b.*.c[0]", ("[*]", "<a>", ((".*", ("<*>", ".b"), ("<*>", ".c")), [0]))),
        ("(a[*].b)[0]", (("(", ("[*]", "<a>", ("<*>", ".b")), ")"), [0])),
        ("a[*]", ("[*]", "<a>", "<*>")),
    ],
)
def test_splat(text, expected):
    """After `[*]` every step is one of the elements; after `.*` only the attributes are. Checked in terraform console."""
    assert shape(value(f"x = {text}\n")) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r'"a\n\t\"\\\u00e9\U0001F600"', 'a\n\t"\\é😀'),
        (r'"\ud83d"', "\N{REPLACEMENT CHARACTER}"),
        ('"$${1} $$$${1} %%{x} $5 $ 100%"', "${1} $$${1} %{x} $5 $ 100%"),
        ('"e\u0301"', "é"),
        ('"a${"b"}"', ("template", "a", "b")),
        ('"${"b"}"', ("template", "b")),
        ('"a ${~ 1 ~} \\n b"', ("template", "a", 1, "b")),
        ('"%{ if a }b%{ else }c%{ endif }"', ("template", ("%if", "<a>", ("template", "b"), ("template", "c")))),
        ('"%{ for k, v in a }${v}%{ endfor }"', ("template", ("%for", "k", "v", "<a>", ("template", "<v>")))),
        ('<<E\n\\n "q" $${x}\nE\n', '\\n "q" ${x}\n'),
        ("<<E\nE\n", ""),
        ("<<-E\n    a\n   \n      b\n  E\n", "a\n   \n  b\n"),
        ("<<-E\n\ta\n\t  b\nE\n", "a\n  b\n"),
        ("<<-E\n    ${a}\n      b\n  E\n", ("template", "<a>", "\n  b\n")),
        ("<<-E\n      a\n\n  ${~ 2}\n      b\n  E\n", ("template", "      a\n\n", 2, "\n      b\n")),
        (
            "<<-E\n    x ${~ 1 ~} y\n    %{ for i in a ~}\n      ${i}\n    %{ endfor ~}\n    z\n  E\n",
            ("template", "x", 1, "y\n", ("%for", None, "i", "<a>", ("template", " " * 6, "<i>", "\n")), "    z\n"),
        ),
    ],
)
def test_text(text, expected):
    """Escapes, trims and the indentation of a heredoc give what terraform console prints."""
    assert shape(value(f"x = {text}\n")) == expected


def test_corpus():
    """What the stored verdicts of `terraform fmt` call valid is read without a problem, and what not with one."""
    assert [text for text in VALID if read(text).problems] == []
    assert [text for text in INVALID if not read(text).problems] == []


@pytest.mark.skipif(not shutil.which("terraform"), reason="terraform is not installed")
def test_corpus_against_terraform(tmp_path: Path):
    """The stored verdicts are those of `terraform fmt`."""
    texts = [*VALID, *INVALID]
    for number, text in enumerate(texts):
        (tmp_path / f"s{number:03}.tf").write_text(text, encoding="utf-8")
    run = subprocess.run(
        ["terraform", "fmt", "-no-color", "-check", "-list=false", str(tmp_path)],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    refused = {int(number) for number in re.findall(r"s(\d{3})\.tf line", run.stderr)}
    assert refused == set(range(len(VALID), len(texts)))


def test_byte_order_mark_and_line_ends():
    """A BOM and Windows line ends change neither values nor places."""
    file = parse(decode("\ufeffx = <<E\r\na\r\nE\r\ny = 1\r\n".encode(), "main.tf"))
    assert file.problems == ()
    assert [shape(each.value) for each in file.body.attributes] == ["a\n", 1]
    assert file.body.attributes[1].name_span == Span("main.tf", 4, 1, 4, 2)


def test_block_and_argument_of_one_name():
    """A block may have the name of an argument beside it."""
    body = read("x = 1\nx {\n  y = 2\n}\n").body
    assert (len(body.attributes), len(body.blocks)) == (1, 1)


def test_semicolon():
    """The mistake of 33 files of one public repository is named at its place, and hides one variable only."""
    file = read('variable "a" { type = string; default = "x" }\nvariable "b" {}\n')
    (problem,) = file.problems
    assert problem.message == "`;` separates nothing in HCL: write each argument on its own line"
    assert (problem.span.line, problem.span.column) == (1, 29)
    assert problem.hides == ("variable", "a")
    assert [block.labels for block in file.body.blocks] == [("b",)]


def test_argument_twice():
    """An argument that is set twice is a problem that hides nothing; a key of an object is only noted."""
    file = read("a {\n  b = 1\n  b = {c = 1, c = 2}\n}\n")
    (problem,) = file.problems
    assert problem.message == "the argument `b` was already set in line 2; Terraform refuses it twice"
    assert not problem.hides_something
    assert [(name, second.line, first.line) for name, second, first in file.duplicates] == [("c", 3, 3), ("b", 3, 2)]
    assert len(file.body.blocks[0].body.attributes) == 2


@pytest.mark.parametrize(
    "broken",
    [
        "x = [1, 2\n",
        'x = "open\n',
        'a "b" {\n  c = {\n    d = 1\n  \n}\n',
        "a {\n  b = }\n",
        "a {\n  b = 1\n}}\n",
        "a = <<EOT\n  never ends\n",
        "a = /* never ends\n",
        "a b = 1\n",
        ")\n",
        'a "b" {\n  c = "${d\n}\n',
        "a {\n  b = 'c'\n  e = ?\n}\n",
    ],
)
def test_broken_block_hides_itself_only(broken):
    """Before and after a broken item everything is read, and the problem lies within the item."""
    text = f'first {{}}\n{broken}second "x" {{\n  y = 1\n}}\nthird = 3\n'
    file = read(text)
    assert file.problems
    assert all(2 <= problem.span.line <= 1 + broken.count("\n") for problem in file.problems[:1])
    assert [block.type for block in file.body.blocks] == ["first", "second"]
    assert file.body.attribute("third")


def test_values():
    """A file of values holds arguments; a block in it is a problem."""
    file = parse_values(Source("a.tfvars", 'mode = "x"\nhosts = ["a", "b"]\nblock {}\n'))
    assert [(each.name, shape(each.value)) for each in file.body.attributes] == [("mode", "x"), ("hosts", ["a", "b"])]
    assert file.body.blocks == ()
    assert [problem.message for problem in file.problems] == ["a file of variable values holds no blocks"]


def test_expression_alone():
    """One expression is read as within parentheses, with places from where it stands."""
    at = Span("main.tf", 7, 5, 7, 20)
    found = parse_expression("f(a,\n  b)", at)
    assert shape(found) == ("f()", "<a>", "<b>")
    assert isinstance(found, Call)
    assert [each.span for each in found.arguments] == [Span("main.tf", 7, 7, 7, 8), Span("main.tf", 8, 3, 8, 4)]
    with pytest.raises(InputError) as caught:
        parse_expression("1 +", at)
    assert caught.value.span.line == 7


def test_template_alone():
    """A template file is a text of lines: `~` trims up to the line's end, and quotes are letters."""
    found = parse_template('  %{ for x in a ~}\n  "${x}"\n  %{ endfor ~}\n  b\n', Span.point("t.tpl"))
    loop = ("%for", None, "x", "<a>", ("template", '  "', "<x>", '"\n  '))
    assert shape(found) == ("template", "  ", loop, "  b\n")
    assert shape(parse_template("", Span.point("t.tpl"))) == ""
    with pytest.raises(InputError, match=r"has no `%\{ endif \}`"):
        parse_template("%{ if a }\n", Span.point("t.tpl"))


DEEP = 100_000


@pytest.mark.parametrize(
    "text",
    [
        "a = " + "[" * DEEP,
        "a = " + "(" * 1000 + "1" + ")" * 1000,
        "a {\n" * DEEP,
        'x "y" {\n  b {}\n' * 20_000,
        "a = " + "x ? y : " * 20_000 + "z",
        "a = " + " + ".join("1" * 20_000),
        "a = x" + ".y" * 20_000,
        "a = x" + "[*]" * 5_000,
        "a = " + "!" * DEEP + "x",
        'a = "' + "${" * DEEP,
        'a = "' + '${"' * DEEP,
        'a = "' + "%{ if x }" * 20_000 + '"',
        "a = <<E\n" * 50_000,
        "a = /*\n" * 50_000,
        "}\n" * DEEP,
        "# c\n}\n" * 50_000,
        "a = ;\n" * 50_000,
        "\n" * DEEP + ";",
        "\0" * DEEP,
        "a = " + "9" * 5000,
        "a = 1e99999999999",
        '"' * DEEP,
    ],
    ids=lambda text: re.sub(r"\W+", "_", ascii(text[:12])),
)
def test_bounds(text):
    """What is too deep, too long or hopeless ends in problems within seconds, and the tree can be sent away."""
    started = time.monotonic()
    file = read(text)
    assert file.problems
    assert time.monotonic() - started < 20
    assert pickle.loads(pickle.dumps(file)) == file


def test_large_file():
    """A generated file of half a megabyte is read whole."""
    text = 'resource "a" "b" {\n  name = "x-${var.y}"\n  tags = { a = [1, 2], b = local.c[0] }\n}\n' * 6_000
    file = read(text)
    assert not file.problems
    assert len(file.body.blocks) == 6_000


def check(text: str) -> None:
    """The parser's promises for any text."""
    source = decode(text.encode("utf-8", "replace"), "main.tf")
    lines = source.text.count("\n") + 1
    file = parse(source)
    for span in spans(file):
        assert span.path == "main.tf"
        assert 1 <= span.line <= span.end_line <= lines
        assert (span.line, span.column) <= (span.end_line, span.end_column)
    for body in (file.body, *(block.body for block in file.body.blocks)):
        for attribute in body.attributes:
            assert source.excerpt(attribute.name_span) or not attribute.name
    parse_values(source)
    parse(Source("main.tf.json", source.text))


SAMPLES = [MODULE, *(text for text in VALID if len(text) > 12)]
MARKS = [
    "{",
    "}",
    "(",
    ")",
    "[",
    "]",
    '"',
    "${",
    "%{",
    "~}",
    "<<E\n",
    "E\n",
    "\n",
    "=",
    ",",
    "\\",
    "/*",
    "*/",
    "#",
    "é",
    "\0",
]


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A real snippet, or two, with stretches deleted, doubled or replaced by a mark."""
    text = "\n".join(draw(st.lists(st.sampled_from(SAMPLES), min_size=1, max_size=2)))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(text)))
        end = min(len(text), at + draw(st.integers(0, 12)))
        middle = draw(st.sampled_from([*MARKS, "", text[at:end] * 2]))
        text = text[:at] + middle + text[end:]
    return text


@settings(max_examples=150, deadline=None)
@given(mutated())
def test_mutated(text):
    """Whatever happens to a real file: no exception, and every place lies within the file."""
    check(text)


@pytest.mark.slow
@settings(max_examples=5000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(mutated(), st.text(max_size=200), st.lists(st.sampled_from(MARKS), max_size=60).map("".join)))
def test_mutated_at_length(text):
    """The same for many more texts, and for texts that never were HCL."""
    check(text)


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("terraform"), reason="terraform is not installed")
@settings(max_examples=60, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(st.lists(mutated(), min_size=20, max_size=20, unique=True))
def test_mutated_against_terraform(tmp_path_factory, texts):
    """Mutated files are valid for us exactly when they are for `terraform fmt`."""
    folder = tmp_path_factory.mktemp("fmt")
    texts = [text for text in texts if "\0" not in text]
    for number, text in enumerate(texts):
        (folder / f"s{number:03}.tf").write_bytes(text.encode())
    command = ["terraform", "fmt", "-no-color", "-check", "-list=false", str(folder)]
    run = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    refused = {int(number) for number in re.findall(r"s(\d{3})\.tf line", run.stderr)}
    ours = {number for number, text in enumerate(texts) if parse(decode(text.encode(), "main.tf")).problems}
    assert [texts[number] for number in sorted(refused ^ ours)] == []
