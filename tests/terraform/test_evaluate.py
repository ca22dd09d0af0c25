"""Expressions: values, places, reasons, worlds, and bounds."""

from __future__ import annotations

import pickle
import time
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mvnetgen.document import HOLE, Node, Reference, Unknown
from mvnetgen.source import Source, Span
from mvnetgen.terraform import syntax
from mvnetgen.terraform.conversion import identity, type_of
from mvnetgen.terraform.declarations import declare
from mvnetgen.terraform.evaluate import evaluate
from mvnetgen.terraform.functions.json_text import EncodedText, EncodedUnknown
from mvnetgen.terraform.functions.signature import FUNCTIONS
from mvnetgen.terraform.module import Library, Module, load_module
from mvnetgen.terraform.module_scope import scope_of
from mvnetgen.terraform.number import exactly, number_of, read_number, spell_number
from mvnetgen.terraform.parse import parse, parse_expression
from mvnetgen.terraform.scope import Folder, Scope
from mvnetgen.terraform.work import Refused, Work
from mvnetgen.terraform.world import Question, World, worlds


def module(text: str) -> Module:
    """A module of one file `m.tf`, which is nowhere on the disk."""
    file = parse(Source("m.tf", text))
    assert not file.problems, file.problems
    nowhere = Path("nowhere")
    return Module(nowhere, declare([file]), Folder(nowhere, nowhere), Library(lambda _: file))


def value(text: str, declared: str = "", world: World | None = None) -> Node:
    """The value of an expression `x.tf` in a module."""
    expression = parse_expression(text, Span("x.tf", 1, 1, 1, len(text) + 1))
    assert isinstance(expression, syntax.Expression), expression
    return evaluate(expression, scope_of(module(declared), world or World()).scope)


def unknown(text: str, declared: str = "") -> Unknown:
    found = value(text, declared).value
    assert isinstance(found, Unknown), found
    return found


def plain(node: Node) -> object:
    if isinstance(node.value, Mapping):
        return {key: plain(item) for key, item in node.value.items()}
    if isinstance(node.value, tuple):
        return [plain(item) for item in node.value]
    return node.value


def place(span: Span | None) -> str:
    return f"{span.path}:{span.line}:{span.column}" if span else ""


DECLARED = """
variable "mode" {}
variable "other" {}
variable "list" {}
variable "object" {
  default = { inner = { host = "pypi.org" }, hosts = ["a", "b"] }
}
variable "secret" {
  default   = "s3cr3t"
  sensitive = true
}
locals {
  host  = var.object.inner.host
  same  = local.host
  whole = var.object
}
resource "azurerm_storage_account" "lake" {
  name     = "lake"
  location = var.mode
  identity {
    type = "SystemAssigned"
  }
}
resource "azurerm_storage_account" "many" {
  for_each = { a = "x", b = "y" }
  name     = "${each.key}-${each.value}"
}
resource "azurerm_storage_account" "two" {
  count = 2
  name  = "n${count.index}"
}
resource "azurerm_storage_account" "open" {
  for_each = var.other
  name     = each.key
  other    = each.value
}
data "azurerm_key_vault" "kv" {
  name = "kv"
}
"""


class TestPlaces:
    def test_literal(self) -> None:
        """A literal stands where it is written and comes from nowhere else."""
        node = value('["a"]')
        assert isinstance(node.value, tuple)
        assert place(node.value[0].span) == "x.tf:1:2"
        assert node.value[0].origin is None

    def test_reference(self) -> None:
        """A value of a variable stands at its use, and its origin is the default."""
        node = value("[var.object.inner.host]", DECLARED)
        assert isinstance(node.value, tuple)
        assert place(node.value[0].span) == "x.tf:1:2"
        assert place(node.value[0].origin) == "m.tf:6:32"

    def test_reference_through_locals(self) -> None:
        """The origin is where the value was written first, however often it was passed on."""
        assert place(value("local.same", DECLARED).origin) == "m.tf:6:32"

    def test_container(self) -> None:
        """A container stands at its use; what is in it stays where it is written."""
        node = value("local.whole", DECLARED)
        inner = node.get("inner")
        assert inner is not None
        assert (place(node.span), place(node.origin)) == ("x.tf:1:1", "m.tf:6:13")
        assert (place(inner.span), place(inner.key), inner.origin) == ("m.tf:6:23", "m.tf:6:15", None)

    def test_keys(self) -> None:
        """Keys of objects have places, also those that a for expression computes."""
        host = value('{ "a" = 1 }').get("a")
        computed = value("{ for h in var.object.hosts : h => 1 }", DECLARED).get("a")
        assert host is not None
        assert computed is not None
        assert place(host.key) == "x.tf:1:3"
        assert place(computed.key) == "m.tf:6:55"

    def test_call(self) -> None:
        """The result of a call stands at the call; its origin is that of the only argument that has one."""
        node = value("upper(var.object.inner.host)", DECLARED)
        assert (place(node.span), place(node.origin)) == ("x.tf:1:1", "m.tf:6:32")

    def test_chosen_elements(self) -> None:
        """Functions that pass elements on keep their places."""
        node = value('merge({ a = "x" }, var.object)', DECLARED).get("hosts")
        assert node is not None
        assert place(node.span) == "m.tf:6:54"
        assert place(value("element(var.object.hosts, 1)", DECLARED).origin) == "m.tf:6:60"

    def test_json_keeps_places(self) -> None:
        """The text of ``jsonencode`` remembers the value, also when a part is unknown; ``jsondecode`` gives it back."""
        known = value("jsonencode({ a = 1 })").value
        partly = value("jsonencode({ a = var.mode, b = 2 })", DECLARED).value
        back = value("jsondecode(jsonencode({ a = var.mode, b = 2 })).b", DECLARED)
        assert isinstance(known, EncodedText)
        assert known == '{"a":1}'
        assert known.decoded.get("a") is not None
        assert isinstance(partly, EncodedUnknown)
        assert partly.text == '{"a":' + HOLE + ',"b":2}'
        assert (back.value, place(back.origin)) == (2, "x.tf:1:43")


class TestUnknown:
    @pytest.mark.parametrize(
        ("text", "reason", "reference"),
        [
            ("var.mode", "variable `mode` has no default", Reference("var.mode")),
            ("var.list[0].x", "variable `list` has no default", Reference("var.list", (0, "x"))),
            ("var.nope", "`var.nope` is not declared", None),
            ("timestamp()", "function `timestamp`", None),
            ("provider::x::y(1)", "function `provider::x::y`", None),
            (
                "azurerm_storage_account.lake.id",
                "attribute `id` of `azurerm_storage_account.lake` is known after apply",
                Reference("azurerm_storage_account.lake", ("id",)),
            ),
            (
                "azurerm_storage_account.lake.identity[0].principal_id",
                "attribute `identity.0.principal_id` of `azurerm_storage_account.lake` is known after apply",
                Reference("azurerm_storage_account.lake", ("identity", 0, "principal_id")),
            ),
            (
                "azurerm_storage_account.lake.location",
                "variable `mode` has no default",
                Reference("azurerm_storage_account.lake", ("location",)),
            ),
            (
                'azurerm_storage_account.many["a"].id',
                'attribute `id` of `azurerm_storage_account.many["a"]` is known after apply',
                Reference('azurerm_storage_account.many["a"]', ("id",)),
            ),
            (
                "azurerm_storage_account.two[1].id",
                "attribute `id` of `azurerm_storage_account.two[1]` is known after apply",
                Reference("azurerm_storage_account.two[1]", ("id",)),
            ),
            (
                "azurerm_storage_account.many[var.mode].id",
                "attribute `id` of `azurerm_storage_account.many[?]` is known after apply",
                Reference("azurerm_storage_account.many[?]", ("id",)),
            ),
            (
                'azurerm_storage_account.open["a"].other',
                "variable `other` has no default",
                Reference('azurerm_storage_account.open["a"]', ("other",)),
            ),
            (
                "data.azurerm_key_vault.kv.id",
                "data source `data.azurerm_key_vault.kv` is only read by Terraform",
                Reference("data.azurerm_key_vault.kv", ("id",)),
            ),
            ("terraform.workspace", "`terraform.workspace`", Reference("terraform.workspace")),
            ("path.cwd", "`path.cwd`", None),
        ],
    )
    def test_reason(self, text: str, reason: str, reference: Reference | None) -> None:
        """An unknown value says why, and what it refers to."""
        found = unknown(text, DECLARED)
        assert (found.reason, found.reference) == (reason, reference)

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("azurerm_storage_account.lake.name", "lake"),
            ("azurerm_storage_account.lake.identity[0].type", "SystemAssigned"),
            ('azurerm_storage_account.many["b"].name', "b-y"),
            ("azurerm_storage_account.two[*].name", ["n0", "n1"]),
            ("[for k, v in azurerm_storage_account.many : v.name]", ["a-x", "b-y"]),
            ("keys(azurerm_storage_account.many)", ["a", "b"]),
            ('azurerm_storage_account.open["q"].name', "q"),
            ("one(azurerm_storage_account.lake[*].name)", "lake"),
            ("length(azurerm_storage_account.two)", 2),
            ("data.azurerm_key_vault.kv.name", "kv"),
        ],
    )
    def test_configured(self, text: str, expected: object) -> None:
        """An attribute that the resource configures has the value of its argument."""
        assert plain(value(text, DECLARED)) == expected

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ('"${azurerm_storage_account.lake.id}/blobServices"', HOLE + "/blobServices"),
            ('"${var.mode}.blob.${upper("x")}"', HOLE + ".blob.X"),
            ('"a${"b${var.mode}"}c"', "ab" + HOLE + "c"),
            ('lower("A${var.mode}")', "a" + HOLE),
            ('format("%s-%d-%v", "a", 2, var.mode)', "a-2-" + HOLE),
            ('join(",", ["a", var.mode])', "a," + HOLE),
            ('"%{ if var.mode }a%{ endif }b"', HOLE + "b"),
            ('"%{ for x in var.list }a%{ endfor }b"', HOLE + "b"),
        ],
    )
    def test_known_in_part(self, text: str, expected: str) -> None:
        """A text keeps what is known of it, and has no reference: it is not the value that it contains."""
        found = unknown(text, DECLARED)
        assert (found.text, found.reference) == (expected, None)

    def test_single_interpolation(self) -> None:
        """A template that is one interpolation is the value itself."""
        assert unknown('"${azurerm_storage_account.lake.id}"', DECLARED).reference is not None
        assert plain(value('"${[1]}"')) == [1]

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("false && var.mode", False),
            ("var.mode && false", False),
            ("true || var.mode", True),
            ("var.mode || true", True),
            ("var.mode == var.mode", True),
            ('"a-${var.mode}" == "b"', False),
            ('"a-${var.mode}" == null', False),
            ("azurerm_storage_account.lake.id != null", True),
            ("azurerm_storage_account.lake == null", False),
            ('var.mode ? "a" : "a"', "a"),
            ("length([var.mode, 1])", 2),
            ("length({ a = var.mode })", 1),
            ("keys({ a = var.mode })", ["a"]),
            ("contains([var.mode, 1], 1)", True),
            ("alltrue([var.mode, false])", False),
            ("anytrue([var.mode, true])", True),
            ('startswith("abc${var.mode}", "ab")', True),
            ('startswith("abc${var.mode}", "x")', False),
            ('endswith("${var.mode}-rule", "-rule")', True),
            ('strcontains("a${var.mode}bc", "bc")', True),
            ("coalesce(null, 1, var.mode)", 1),
            ('lookup({ a = var.mode, b = "x" }, "b", 1)', "x"),
            ('merge({ a = var.mode }, { b = 1 })["b"]', 1),
            ("[for x in [1, var.mode] : 5]", [5, 5]),
            ("concat([var.mode], [2])[1]", 2),
            ("reverse([var.mode, 2])[0]", 2),
            ("slice([var.mode, 2], 1, 2)", [2]),
            ('zipmap(["a"], [var.mode]) == null', False),
            ("var.object.hosts[1]", "b"),
            ("try(var.object.missing, 7)", 7),
            ("can(var.object.missing)", False),
            ("issensitive(var.secret)", True),
        ],
    )
    def test_answer_in_spite_of_it(self, text: str, expected: object) -> None:
        """What does not depend on the unknown part is known."""
        assert plain(value(text, DECLARED)) == expected

    @pytest.mark.parametrize(
        "text",
        [
            "var.mode == 1",
            "var.mode == var.other",
            '"a-${var.mode}" == "a-b"',
            "azurerm_storage_account.lake.tags != null",
            "contains([var.mode], 1)",
            "alltrue([var.mode, true])",
            "coalesce(var.mode, 1)",
            "merge({ a = 1 }, var.mode)",
            "length(toset([var.mode, var.other]))",
            "length(var.list)",
            "flatten([[1], var.list])",
            "try(var.mode.x, 1)",
            "can(var.mode)",
            "[for x in var.list : 1]",
            "[for x in [1] : x if var.mode]",
            "{ for x in [1] : x => 1 if var.mode }",
            "var.list[*].id",
            "[1, 2][var.mode]",
            'startswith("a${var.mode}", "ab")',
            "1 + var.mode",
            "-var.mode",
            "!var.mode",
            "toset(var.list)",
            "var.mode ? 1 : 2",
            "merge(var.list...)",
        ],
    )
    def test_stays_unknown(self, text: str) -> None:
        """What depends on the unknown part is not guessed."""
        unknown(text, DECLARED)

    def test_unknown_keys(self) -> None:
        """A key that is not known is a text with a hole; nothing is concluded from a missing key beside it."""
        node = value('{ "${var.mode}-rule" = 1, (var.other) = 2, b = 3, (var.list) = 4 }', DECLARED)
        assert isinstance(node.value, Mapping)
        assert list(node.value) == [HOLE + "-rule", HOLE, "b", HOLE + HOLE]
        assert plain(value("{ (var.mode) = 1, b = 3 }.b", DECLARED)) == 3
        unknown("{ (var.mode) = 1 }.c", DECLARED)
        unknown('lookup({ (var.mode) = 1 }, "c", 2)', DECLARED)
        keys = value("[for k, v in { (var.mode) = 1, b = 3 } : k]", DECLARED).value
        assert isinstance(keys, tuple)
        assert [isinstance(key.value, Unknown) for key in keys] == [False, True]

    def test_error(self) -> None:
        """What Terraform would refuse is unknown, with a reason and a place."""
        found = unknown("1 + tonumber([])")
        assert found.reason == "`tonumber`: number is required, and this is a tuple"
        assert place(found.span) == "x.tf:1:5"


class TestSensitive:
    @pytest.mark.parametrize(
        "text",
        [
            "var.secret",
            '"a${var.secret}"',
            "upper(var.secret)",
            "{ a = var.secret }.a",
            'join(",", [var.secret])',
            "jsonencode({ a = [var.secret] })",
            'var.secret == "x"',
            'var.secret == "x" ? 1 : 2',
            "sensitive({ a = 1 }).a",
            "[for x in sensitive([1]) : x][0]",
            "one([var.secret])",
        ],
    )
    def test_marked(self, text: str) -> None:
        """A value made from a sensitive one is sensitive."""
        assert value(text, DECLARED).sensitive

    @pytest.mark.parametrize(
        "text", ["nonsensitive(var.secret)", "{ a = var.secret, b = 1 }.b", "issensitive(var.secret)"]
    )
    def test_not_marked(self, text: str) -> None:
        """Nothing else is."""
        assert not value(text, DECLARED).sensitive


class TestCycles:
    def test_locals(self) -> None:
        """Locals that need each other are unknown, and the cycle is reported."""
        world = World()
        found = value("local.a", "locals {\n  a = local.b\n  b = local.c\n  c = [local.a]\n}", world).value
        assert isinstance(found, tuple)
        assert isinstance(found[0].value, Unknown)
        assert [(mistake.message, place(mistake.span)) for mistake in world.mistakes] == [
            ("`local.a` refers to itself", "m.tf:4:8")
        ]

    def test_count(self) -> None:
        """A resource whose count needs itself is unknown."""
        world = World()
        value("azurerm_x.y", 'resource "azurerm_x" "y" {\n  count = length(azurerm_x.y)\n}', world)
        assert [mistake.message for mistake in world.mistakes] == ["`azurerm_x.y` refers to itself"]

    def test_condition(self) -> None:
        """A condition that needs itself ends."""
        declared = "locals {\n  a = local.a ? 1 : 2\n}"
        assert all(
            isinstance(node.value, Unknown | int) for _, node in worlds(lambda world: value("local.a", declared, world))
        )


def in_worlds(text: str, declared: str = DECLARED, limit: int = 16) -> list[object]:
    return [plain(node) for _, node in worlds(lambda world: value(text, declared, world), limit)]


class TestWorlds:
    def test_both_arms(self) -> None:
        """A condition that is not known has two worlds."""
        assert in_worlds('var.mode ? "a" : "b"') == ["a", "b"]

    def test_no_question(self) -> None:
        """A condition that is known, or does not matter, has one."""
        assert in_worlds("true ? 1 : 2") == [1]
        assert in_worlds("var.mode ? 1 : 1") == [1]

    @pytest.mark.parametrize(
        "text",
        [
            "[var.mode ? 1 : 2, var.mode ? 3 : 4]",
            "[var.mode ? 1 : 2, !var.mode ? 4 : 3]",
            "[var.mode ? 1 : 2, (var.mode) ? 3 : 4]",
            "[var.mode == true ? 1 : 2, var.mode != true ? 4 : 3]",
            "[var.mode ? 1 : 2, false == var.mode ? 4 : 3]",
            "[var.mode ? 1 : 2, true && var.mode ? 3 : 4]",
            "[local.m ? 1 : 2, var.mode ? 3 : 4]",
            '[var.mode == "a" ? 1 : 2, "a" == var.mode ? 3 : 4]',
            '[var.mode == "a" ? 1 : 2, var.mode == local.a ? 3 : 4]',
            "[upper(var.mode) == null ? 1 : 2, upper( local.m ) != null ? 4 : 3]",
        ],
    )
    def test_same_question(self, text: str) -> None:
        """The same condition has the same answer, however it is written."""
        declared = DECLARED + '\nlocals {\n  m = var.mode\n  a = "a"\n}\n'
        assert in_worlds(text, declared) == [[1, 3], [2, 4]]

    def test_two_constants(self) -> None:
        """What equals one constant equals no other."""
        text = '[var.mode == "a" ? 1 : 0, var.mode == "b" ? 1 : 0]'
        assert sorted(map(str, in_worlds(text))) == ["[0, 0]", "[0, 1]", "[1, 0]"]

    def test_parts(self) -> None:
        """Parts of a condition are questions of their own."""
        text = "var.mode && var.other ? (var.mode ? 1 : 2) : (var.other ? 3 : 4)"
        assert sorted(map(str, in_worlds(text))) == ["1", "3", "4", "4"]

    def test_unselected_arms_ask_nothing(self) -> None:
        """A question that matters in one arm only is not asked in the other."""
        assert in_worlds("var.mode ? 1 : (var.other ? 2 : 3)") == [1, 2, 3]

    def test_each_iteration(self) -> None:
        """The same condition about different elements is two questions; about the same element it is one."""
        declared = DECLARED + '\nvariable "p" {}\nvariable "q" {}\n'
        text = "[for x in [var.p, var.q, var.p] : x ? 1 : 0]"
        assert sorted(map(str, in_worlds(text, declared))) == ["[0, 0, 0]", "[0, 1, 0]", "[1, 0, 1]", "[1, 1, 1]"]

    def test_for_condition(self) -> None:
        """A filter asks too."""
        assert in_worlds("[for x in [1, 2] : x if x == 1 || var.mode]") == [[1, 2], [1]]

    def test_limit(self) -> None:
        """Beyond the limit questions stay open, and the worlds together still leave out nothing."""
        declared = "".join(f'variable "v{number}" {{}}\n' for number in range(6))
        text = "[" + ", ".join(f"var.v{number} ? 1 : 0" for number in range(6)) + "]"
        found = worlds(lambda world: value(text, declared, world), limit=4)
        assert len(found) == 4
        for world, node in found:
            answers = plain(node)
            assert isinstance(answers, list)
            assert answers[:2] == [int(world.decisions[Question(f"var.v{number}")]) for number in range(2)]
            assert all(isinstance(answer, Unknown) for answer in answers[2:])

    def test_nested(self) -> None:
        """Deeply nested conditions cost no more than their size."""
        text = "1"
        for number in range(25):
            text = f'(var.mode == "{number}" ? [{text}] : ["{number}"])'
        work = Work()
        worlds(lambda world: value(text, DECLARED, world), 16, work)
        assert work.steps > 0


HOSTILE = {
    "range": "range(1000000000)",
    "setproduct": "setproduct(range(1000), range(1000), range(1000))",
    "nested for": "[for a in range(1000) : [for b in range(1000) : [for c in range(1000) : a]]]",
    "wide format": 'format("%1000000000s", "x")',
    "doubling text": "local.text30",
    "doubling list": "jsonencode(local.list40)",
    "doubling comparison": "local.list40 == [local.list39, 1]",
    "long chain": "local.chain2000",
    "backtracking": 'regex("^(a+)+$", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab")',
    "repeated repeats": 'regex("((a{1000}){1000}){1000}", "a")',
    "large power": "pow(10, 1000000)",
    "large product": "local.product15",
    "indent": 'indent(1000000000, "a\\nb")',
    "deep json": "jsondecode(local.deep)",
    "yaml bomb": "yamldecode(local.bomb)",
    "replace": 'replace(local.text15, "a", local.text15)',
    "zipmap": 'merge([for a in range(1000) : { for b in range(1000) : "${a}.${b}" => 1 }]...)',
    "flatten": "flatten(local.list40)",
    "unification": "true ? local.list40 : []",
}


def hostile() -> str:
    lines = ['text0 = "aaaaaaaaaaaaaaaa"', "list0 = [1, 2]", "chain0 = 1", "product0 = 1e300"]
    lines += [f'text{n + 1} = "${{local.text{n}}}${{local.text{n}}}"' for n in range(30)]
    lines += [f"list{n + 1} = [local.list{n}, local.list{n}]" for n in range(40)]
    lines += [f"chain{n + 1} = local.chain{n} + 1" for n in range(2000)]
    lines += [f"product{n + 1} = local.product{n} * local.product{n}" for n in range(15)]
    lines.append('deep = join("", [for x in range(1000) : "[[[[[[[[[["])')
    aliases = "\\n".join(f"a{n + 1}: &a{n + 1} [{', '.join([f'*a{n}'] * 9)}]" for n in range(9))
    lines.append(f'bomb = "a0: &a0 [x]\\n{aliases}\\n"')
    return "locals {\n" + "\n".join(lines) + "\n}\n"


class TestBounds:
    @pytest.mark.parametrize("name", HOSTILE)
    def test_hostile(self, name: str) -> None:
        """Whatever is asked for ends soon, and is unknown."""
        start = time.process_time()
        world = World(work=Work(200_000))
        found = value(HOSTILE[name], hostile(), world).value
        assert isinstance(found, Unknown), name
        assert time.process_time() - start < 10

    def test_deep_tree(self) -> None:
        """A tree that is too deep for Python is unknown."""
        span = Span("x", 1, 1, 1, 2)
        tree: syntax.Expression = syntax.Literal(span, 1)
        for _ in range(20_000):
            tree = syntax.Parentheses(span, tree)
        found = evaluate(tree, Scope()).value
        assert isinstance(found, Unknown)
        assert found.reason == "it is nested too deeply"


class TestNumbers:
    @given(st.fractions(max_denominator=10**30))
    def test_spelled_and_read(self, number: Fraction) -> None:
        """What is spelled is read as the same number."""
        once = number_of(number)
        assert exactly(read_number(spell_number(once))) == exactly(once)

    def test_pickle(self) -> None:
        """A number that no float holds survives being sent between processes."""
        third = value("1/3").value
        assert spell_number(pickle.loads(pickle.dumps(third))) == spell_number(third)  # type: ignore[arg-type]


# random trees

SPAN = Span("fuzz", 1, 1, 1, 2)
NAMES = ["var", "local", "each", "count", "x", "y", "path", "module", "data", "azurerm_a", "*", "mode", "a", "b"]
texts = st.sampled_from(["", "a", "b", "1", "true", "x.y", "%s", "(a*)*", "ä"])
scalars = st.one_of(st.none(), st.booleans(), st.integers(-5, 5), st.floats(allow_nan=False), st.integers(), texts)
literals = st.builds(syntax.Literal, st.just(SPAN), scalars)
names = st.sampled_from(NAMES)


def functions() -> list[str]:
    return [*sorted(FUNCTIONS), "try", "can", "templatestring", "timestamp", "nope"]


def larger(inner: st.SearchStrategy[syntax.Expression]) -> st.SearchStrategy[syntax.Expression]:
    many = st.lists(inner, max_size=3).map(tuple)
    items = st.lists(st.builds(syntax.ObjectItem, inner, inner), max_size=3).map(tuple)
    optional = st.one_of(st.none(), inner)
    here = st.just(SPAN)
    return st.one_of(
        st.builds(syntax.Template, here, many),
        st.builds(syntax.TemplateIf, here, inner, inner, inner),
        st.builds(syntax.TemplateFor, here, st.one_of(st.none(), names), names, inner, inner),
        st.builds(syntax.Attribute, here, inner, names),
        st.builds(syntax.Index, here, inner, inner),
        st.builds(syntax.Splat, here, inner, inner),
        st.builds(syntax.Call, here, st.sampled_from(functions()), many, st.booleans()),
        st.builds(syntax.Unary, here, st.sampled_from("-!"), inner),
        st.builds(
            syntax.Binary,
            here,
            st.sampled_from(["+", "-", "*", "/", "%", "==", "!=", "<", ">", "<=", ">=", "&&", "||"]),
            inner,
            inner,
        ),
        st.builds(syntax.Conditional, here, inner, inner, inner),
        st.builds(syntax.TupleLiteral, here, many),
        st.builds(syntax.ObjectLiteral, here, items),
        st.builds(
            syntax.For, here, st.one_of(st.none(), names), names, inner, optional, inner, optional, st.booleans()
        ),
        st.builds(syntax.Parentheses, here, inner),
    )


trees = st.recursive(st.one_of(literals, st.builds(syntax.Variable, st.just(SPAN), names)), larger, max_leaves=25)


@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(trees, trees)
def test_random_trees(tree: syntax.Expression, local: syntax.Expression) -> None:
    """Any tree has a value, in every world, within the budget."""
    declared = declare(
        [
            syntax.File(
                "fuzz.tf",
                syntax.Body(
                    blocks=(
                        syntax.Block("variable", ("mode",), SPAN, SPAN, syntax.Body()),
                        syntax.Block(
                            "locals",
                            (),
                            SPAN,
                            SPAN,
                            syntax.Body((syntax.HclAttribute("a", SPAN, local), syntax.HclAttribute("b", SPAN, tree))),
                        ),
                        syntax.Block(
                            "resource",
                            ("azurerm_a", "b"),
                            SPAN,
                            SPAN,
                            syntax.Body(
                                (syntax.HclAttribute("for_each", SPAN, local), syntax.HclAttribute("x", SPAN, tree))
                            ),
                        ),
                    )
                ),
            )
        ]
    )
    folder = Path(__file__).parent / "console"
    made = Module(folder, declared, Folder(folder, folder), Library(lambda _: pytest.fail("no file is read")))
    for world, node in worlds(lambda world: evaluate(tree, scope_of(made, world).scope), 4, Work(20_000)):
        assert isinstance(node, Node)
        if world.work.steps > 0:
            try:
                type_of(node, Work(50_000))
                identity(node, Work(50_000))
            except Refused as refusal:
                pytest.fail(refusal.message)


def test_load_module_is_public(tmp_path: Path) -> None:
    """A directory without files is an empty module."""
    assert load_module(tmp_path, lambda _: pytest.fail("no file is read")).complete
