"""What waits for what."""

import pytest

from mvnetgen.languages.hcl.dependencies import Dependencies, references
from mvnetgen.languages.hcl.parse import parse, parse_expression
from mvnetgen.text.source import Source, Span


def of(text: str) -> set[str]:
    return set(references(parse_expression(text, Span.point("x.tf"))))


def graph(root: str, **modules: str) -> Dependencies:
    found = Dependencies()
    found.add_module("", [parse(Source("main.tf", root)).body])
    for name, text in modules.items():
        found.add_module(f"module.{name}.", [parse(Source(f"{name}.tf", text)).body])
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("azapi_resource.ws.id", {"azapi_resource.ws"}),
        ('azapi_resource.ws["a"].output.id', {"azapi_resource.ws"}),
        ("azapi_resource.ws[var.key].id", {"azapi_resource.ws", "var.key"}),
        ("azapi_resource.ws[*].id", {"azapi_resource.ws"}),
        ("data.azurerm_key_vault.kv.id", {"data.azurerm_key_vault.kv"}),
        ("module.net.id", {"module.net.output.id"}),
        ('module.net["a"].id', {"module.net.output.id"}),
        ("module.net", {"module.net"}),
        ("local.rules", {"local.rules"}),
        ('"${azapi_resource.ws.id}/x"', {"azapi_resource.ws"}),
        ("{ for k, v in local.rules : k => v if var.on }", {"local.rules", "var.on"}),
        ("merge(local.a, { (var.b) = azapi_resource.c.id })", {"local.a", "var.b", "azapi_resource.c"}),
        ("each.value.id", set()),
        ("count.index + path.module", set()),
        ('"azapi_resource.ws.id"', set()),
    ],
)
def test_references(text: str, expected: set[str]) -> None:
    """What an expression refers to is found wherever it stands in it, and nothing else is."""
    assert of(text) >= expected
    assert {each for each in of(text) if not each.startswith(("k.", "v."))} == expected


class TestOrder:
    def test_depends_on_and_references(self) -> None:
        """A resource waits for what its arguments and `depends_on` name, directly or not, and never for itself."""
        found = graph("""
resource "x" "a" {}
resource "x" "b" {
  depends_on = [x.a]
}
resource "x" "c" {
  name = x.b.name
}
resource "x" "d" {
  nested {
    name = local.c
  }
}
locals {
  c = x.c.name
}
""")
        assert found.after("x.a") == {"*"}
        assert found.after("x.b") >= {"x.a"}
        assert found.after("x.c") >= {"x.a", "x.b"}
        assert found.after("x.d") >= {"local.c", "x.a", "x.b", "x.c"}
        assert "x.d" not in found.after("x.c")
        assert "x.c" not in found.after("x.c")

    def test_across_modules(self) -> None:
        """Arguments, outputs and `depends_on` of a call carry the order into a module and out of it."""
        found = graph(
            """
resource "x" "first" {}
module "one" {
  source = "./one"
  name   = x.first.id
}
module "two" {
  source     = "./two"
  depends_on = [module.one]
}
resource "x" "output" {
  name = module.one.id
}
resource "x" "whole" {
  depends_on = [module.one]
}
""",
            one='variable "name" {}\nresource "x" "a" {\n  name = var.name\n}\nresource "x" "b" {}\noutput "id" {\n  value = x.b.id\n}\n',
            two='resource "x" "c" {}\n',
        )
        assert found.after("module.one.x.a") >= {"x.first"}
        assert "x.first" not in found.after("module.one.x.b")
        assert found.after("module.two.x.c") >= {"module.one.x.a", "module.one.x.b", "x.first"}
        assert found.after("x.output") >= {"module.one.x.b"}
        assert "module.one.x.a" not in found.after("x.output")
        assert found.after("x.whole") >= {"module.one.x.a", "module.one.x.b"}

    def test_circle_ends(self) -> None:
        """Things that wait for each other are no endless search."""
        found = graph('resource "x" "a" {\n  n = x.b.n\n}\nresource "x" "b" {\n  n = x.a.n\n}\n')

        assert found.after("x.a") == {"x.b", "*"}

    def test_an_output_that_waits(self) -> None:
        """`depends_on` of an output is part of it."""
        found = graph(
            'module "m" {\n  source = "./m"\n}\nresource "x" "late" {\n  name = module.m.id\n}\n',
            m='resource "x" "role" {}\noutput "id" {\n  value      = "text"\n  depends_on = [x.role]\n}\n',
        )
        assert found.after("x.late") >= {"module.m.x.role"}

    def test_nested_modules(self) -> None:
        """`depends_on` of a call reaches what the called module calls, and waiting for a call is waiting for all of it."""
        found = Dependencies()
        found.add_module(
            "",
            [
                parse(
                    Source(
                        "a.tf",
                        'resource "x" "role" {}\nmodule "outer" {\n  source = "./o"\n  depends_on = [x.role]\n}\nresource "x" "late" {\n  depends_on = [module.outer]\n}\n',
                    )
                ).body
            ],
        )
        found.add_module("module.outer.", [parse(Source("b.tf", 'module "inner" {\n  source = "./i"\n}\n')).body])
        found.add_module("module.outer.module.inner.", [parse(Source("c.tf", 'resource "x" "rule" {}\n')).body])

        assert found.after("module.outer.module.inner.x.rule") >= {"x.role"}
        assert found.after("x.late") >= {"module.outer.module.inner.x.rule"}
