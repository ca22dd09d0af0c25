"""Expressions: values, places and reasons."""

from collections.abc import Mapping

import pytest

from mvnetgen.languages.hcl.functions.json_text import EncodedText, EncodedUnknown
from mvnetgen.text.document import HOLE, Reference, Unknown
from tests.languages.hcl.evaluating import DECLARED, place, plain, unknown, value


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
            ("var.nope", "`var.nope` is not declared", Reference("var.nope")),
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
            ('[for k, v in(false ? toset(var.list) : ["b", "a"]) : k]', ["a", "b"]),
            ('[for k, v in(true ? ["b", "a"] : toset(null)) : k]', ["a", "b"]),
            ('pathexpand("x/y")', "x/y"),
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
            'pathexpand("~/y")',
            "element([1, 2], -1)",
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
