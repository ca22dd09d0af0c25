"""Terraform's JSON syntax arrives as the same tree, with places in the JSON text."""

import pytest

from mvnetgen.languages.hcl.parse import parse, parse_values
from mvnetgen.languages.hcl.syntax import Attribute, Call, File, Literal, ObjectLiteral, Template, TupleLiteral
from mvnetgen.text.source import Source, Span

MODULE = r"""{
  "//": "mvnetgen: ignore[x]",
  "resource": {
    "azapi_resource": {
      "ws": {
        "name": "a\n${var.x}\u00e9${upper(\"b\")}",
        "body": {"properties": {"a${1}": [1, 2.5, null, true, "$${x}"]}},
        "lifecycle": {"ignore_changes": ["body.x", "tags"]},
        "dynamic": {"foo": [{"for_each": "${var.z}", "content": {"x": "${foo.value}"}}]},
        "depends_on": ["azapi_resource.y"]
      }
    }
  },
  "variable": [{"x": {"type": "object({a=string})", "default": "${x}"}}, {"y": {}}],
  "locals": {"a": 1e3}
}
"""


def read(text: str) -> File:
    return parse(Source("main.tf.json", text))


def test_blocks():
    """Types and labels come from nested keys, through lists as well."""
    file = read(MODULE)
    assert file.problems == ()
    assert [(block.type, *block.labels) for block in file.body.blocks] == [
        ("resource", "azapi_resource", "ws"),
        ("variable", "x"),
        ("variable", "y"),
        ("locals",),
    ]
    assert [(block.type, *block.labels) for block in file.body.blocks[0].body.blocks] == [
        ("lifecycle",),
        ("dynamic", "foo"),
    ]
    assert [comment.text for comment in file.comments] == ["mvnetgen: ignore[x]"]


def test_texts_are_templates():
    """An interpolation has its exact place, also after escapes of JSON."""
    source = Source("main.tf.json", MODULE)
    (name, body, *_) = parse(source).body.blocks[0].body.attributes
    assert isinstance(name.value, Template)
    assert source.excerpt(name.value.span) == r'"a\n${var.x}\u00e9${upper(\"b\")}"'
    assert [source.excerpt(part.span) for part in name.value.parts] == [
        r"a\n",
        "var.x",
        r"\u00e9",
        r"upper(\"b\")",
    ]
    call = name.value.parts[3]
    assert isinstance(call, Call)
    assert [argument.value for argument in call.arguments if isinstance(argument, Literal)] == ["b"]
    assert isinstance(body.value, ObjectLiteral)
    properties = body.value.items[0].value
    assert isinstance(properties, ObjectLiteral)
    assert isinstance(properties.items[0].key, Template)
    listed = properties.items[0].value
    assert isinstance(listed, TupleLiteral)
    assert [item.value for item in listed.items if isinstance(item, Literal)] == [1, 2.5, None, True, "${x}"]


def test_addresses_and_plain_texts():
    """What Terraform reads as an address or type is an expression without `${}`; a default is a plain text."""
    file = read(MODULE)
    resource, variable, *_ = file.body.blocks
    depends = resource.body.attribute("depends_on")
    kind, default = variable.body.attribute("type"), variable.body.attribute("default")
    assert depends
    assert kind
    assert default
    assert isinstance(depends.value, TupleLiteral)
    assert isinstance(depends.value.items[0], Attribute)
    assert isinstance(kind.value, Call)
    assert isinstance(default.value, Literal)
    assert default.value.value == "${x}"


def test_values():
    """A file of values holds plain texts."""
    file = parse_values(Source("a.auto.tfvars.json", '{"a": "${b}", "c": [1]}'))
    assert [each.name for each in file.body.attributes] == ["a", "c"]
    assert isinstance(file.body.attributes[0].value, Literal)
    assert file.body.attributes[0].value.value == "${b}"


@pytest.mark.parametrize(
    ("text", "message", "column"),
    [
        ("", "expected a JSON value, but found the end of the file", 1),
        ("{", "the `{` here is never closed: `}` is missing", 1),
        ('{"a": 1,}', "JSON has no comma before `}`", 9),
        ('{"a" 1}', "after the key `a` stands a colon", 6),
        ('{"a": [1 2]}', "expected a comma or `]`", 10),
        ('{"a": tru}', "expected a JSON value, but found `t`", 7),
        ('{"a": "x}', "the string that begins here has no end, or an escape that JSON does not know", 7),
        ('{"a": "\\q"}', "the string that begins here has no end, or an escape that JSON does not know", 7),
        ("{} x", "the file goes on after the end of its JSON value", 4),
        ("{a: 1}", 'expected a key in quotes, `"…"`, or the `}` that ends the object', 2),
        ("[" * 5000, "more than 100 brackets within each other are not read", 101),
        ('{"locals": {"a": "${b"}}', "the `${` here is never closed: `}` is missing", 19),
        ('{"locals": 5}', "expected an object", 12),
        ('{"reosurce": {}}', "`reosurce` is no block that Terraform knows", 2),
    ],
)
def test_mistakes(text, message, column):
    """A mistake has a place and a sentence."""
    (problem,) = read(text).problems[:1]
    assert (problem.message, problem.span.column) == (message, column)


def test_mistake_in_one_text():
    """A text that is no template hides its argument only."""
    file = read('{"locals": {"a": "${", "b": 2, "b": 3}}')
    assert [each.name for each in file.body.blocks[0].body.attributes] == ["b", "b"]
    assert [problem.span.line for problem in file.problems] == [1]


def test_key_twice():
    """A key that stands twice in an object is noted with both places."""
    ((name, second, first),) = read('{"locals": {"a": {"b": 1, "b": 2}}}').duplicates
    assert (name, second, first) == ("b", Span("main.tf.json", 1, 27, 1, 30), Span("main.tf.json", 1, 19, 1, 22))
