"""What expressions are worth: known, known in part, or unknown with the reason."""

from collections.abc import Mapping

import pytest

from mvnetgen.languages.bicep.entry import Settings, evaluate
from mvnetgen.languages.symbolic import symbol_of
from mvnetgen.text.document import HOLE, Node, Unknown
from mvnetgen.text.tree import Memory

PRELUDE = """
param open string
param flag bool
param maybe string?
@secure()
param secret string = 'hush'
param things array = [{ Name: 'a', n: 1 }, { Name: 'b', n: 2 }]
var text = 'x'
var object = { a: { b: [1, 2, 3] }, none: null }
func double(n int) int => n * 2
func named(t object) string => '${t.name}-${text}'
"""


def outputs(text: str, files: Mapping[str, str] | None = None, settings: Settings | None = None) -> Mapping[str, Node]:
    tree = Memory({"main.bicep": text, **(files or {})})
    (deployment,) = evaluate(tree, "main.bicep", None, settings or Settings(most_worlds=1))
    assert not [each for each in deployment.problems if each.syntax]
    return deployment.outputs


def value(expression: str, files: Mapping[str, str] | None = None) -> Node:
    return outputs(f"{PRELUDE}output it object = {expression}\n", files)["it"]


def plain(node: Node) -> object:
    match node.value:
        case Unknown(text=text, reason=reason):
            return f"?{(text or reason).replace(HOLE, '…')}"
        case dict() as mapping:
            return {key: plain(each) for key, each in mapping.items()}
        case tuple() as items:
            return [plain(each) for each in items]
        case other:
            return other


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("1 + 2 * -3", -5),
        ("7 / -2", -3),
        ("'a' =~ 'A' && 'a' !~ 'b'", True),
        ("'${1 == 1}-${text}-${object.a.b}'", "True-x-[1,2,3]"),
        ("map(things, t => t.name)", ["a", "b"]),
        ("map(filter(things, (t, i) => i > 0), t => named(t))", ["b-x"]),
        ("toObject(things, t => t.Name, t => double(t.n))", {"a": 2, "b": 4}),
        ("[for (x, i) in [1]: x + i]", [1]),
        ("object.?missing.further.still", None),
        ("(object.?none).?x ?? 'default'", "default"),
        ("object.a.b[^1]", 3),
        ("object.a.b[?9]", None),
        ("{ a: 1, ...{ A: 2, b: null } }", {"a": 2, "b": None}),
        ("[0, ...object.a.b]", [0, 1, 2, 3]),
        ("maybe ?? 'none'", "none"),
        ("nameof(object.a)", "a"),
        ("any(1)", 1),
        ("sys.concat('a', 'b')", "ab"),
        ("flag ? 1 : 1", "?parameter `flag` has no value"),
        ("false && flag", False),
        ("'${open}/a'", "?…/a"),
        ("object[open]", "?parameter `open` has no value"),
        ("{ '${open}': 1, b: open }", {HOLE: 1, "b": "?parameter `open` has no value"}),
        ("things[5].n", "?the array has 2 items, and no [5]"),
        ("object.c", "?the object has no property `c`"),
        ("missing", "?`missing` is not declared"),
        ("Concat('a')", "?there is no function `Concat`"),
        ("add(1, 2)", "?there is no function `add`"),
        ("resourceGroup().name", "?…"),
        ("length([for x in open: x])", "?parameter `open` has no value"),
        ("loadTextContent('a.txt')", "A\r\n"),
        ("loadJsonContent('a.json').b[1]", "c"),
        ("loadJsonContent('a.json', '$.b[?(@ == 1)]')", "?the path into the file is of a kind that is not read"),
        ("loadYamlContent('a.yml')", {"on": "yes", "n": 7, "d": "2024-01-31"}),
        ("loadTextContent('../a.txt')", "?the file `../a.txt` is not there"),
        ("map(loadDirectoryFileInfo('more', '*.t?t'), f => f.relativePath)", ["more/b.txt"]),
    ],
)
def test_value(expression: str, expected: object) -> None:
    files = {
        "a.txt": "A\r\n",
        "a.json": '{"b": [1, "c"] // d\n}',
        "a.yml": "on: yes\nn: 007\nd: 2024-01-31\n",
        "more/b.txt": "",
        "more/c": "",
    }

    assert plain(value(expression, files)) == expected


@pytest.mark.parametrize(
    "expression",
    [
        "secret",
        "'${secret}x'",
        "{ a: secret }.a",
        "secret == 'a' ? 1 : 2",
        "length(secret)",
        "[secret][0]",
        "double(length(secret))",
        "map(range(0, 1), i => secret)[0]",
    ],
)
def test_secrets(expression: str) -> None:
    """What is computed of something secret is secret."""
    assert value(expression).sensitive


def test_secret_parts_of_types() -> None:
    text = """
type login = {
  name: string
  @secure()
  password: string
}
param a login = { name: 'n', password: 'p' }
param b login[] = [a]
output x string = a.password
output y string = b[0].password
output z string = a.name
"""
    found = outputs(text)

    assert [found[name].sensitive for name in ("x", "y", "z")] == [True, True, False]


def test_places() -> None:
    """A value stands where it is used, and says where it was written."""
    found = outputs("param a string = 'b'\nvar c = a\noutput it string = c\n")["it"]

    assert found.span.line == 3
    assert found.origin is not None
    assert (found.origin.line, found.origin.column, found.origin.end_column) == (1, 18, 21)


def test_place_in_a_loaded_file() -> None:
    found = outputs("output it array = loadJsonContent('a.json').b\n", {"a.json": '{\n  "b": ["c"]\n}'})["it"]
    assert isinstance(found.value, tuple)

    assert (found.value[0].span.path, found.value[0].span.line) == ("a.json", 2)


def test_equal_however_written() -> None:
    """An id of unknown parts has one symbol, whether a function, an interpolation or a resource gives it."""
    text = """
param name string
resource a 'A.B/c@1' existing = { name: name }
output x string = a.id
output y string = resourceId('A.B/c', name)
output z string = '${resourceGroup().id}/providers/A.B/c/${name}'
"""
    found = outputs(text)

    assert len({symbol_of(found[name]) for name in "xyz"}) == 1
    assert all(plain(found[name]) == "?/subscriptions/…/resourceGroups/…/providers/A.B/c/…" for name in "xyz")


def test_values_of_the_command_line() -> None:
    text = "param a string\nparam b int\nparam c object\nparam d string?\noutput it array = [a, b, c, d]\n"
    settings = Settings(values={"a": "1", "b": "2", "c": '{"x": [1]}', "d": "3", "e": "nobody asks"})

    assert plain(outputs(text, settings=settings)["it"]) == ["1", 2, {"x": [1]}, "3"]


@pytest.mark.parametrize(
    "text",
    [
        "var a = b\nvar b = a\noutput it int = a\n",
        "func f(x int) int => f(x)\noutput it int = f(1)\n",
        "param a string = a\noutput it string = a\n",
        "resource a 'A.B/c@1' = { name: a.name }\noutput it string = a.name\n",
        "output it object = " + "{ a: " * 140 + "1" + " }" * 140 + "\n",
        "output it int = " + "1 + " * 900 + "1\n",
        "output it string = '" + "x" * 100 + "'\nvar a0 = 'x'\n",
        "var a = range(0, 10000)\noutput it array = map(a, x => map(a, y => map(a, z => z)))\n",
        "var a = 'xxxxxxxxxxxxxxxx'\noutput it string = reduce(range(0, 60), a, (s, i) => '${s}${s}')\n",
    ],
)
def test_ends(text: str) -> None:
    """Circles, depth and growth end in a value or in a reason."""
    assert outputs(text)["it"] is not None
