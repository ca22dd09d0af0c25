"""Expressions and modules for the tests of the evaluator."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from mvnetgen.languages.hcl import syntax
from mvnetgen.languages.hcl.declarations import declare
from mvnetgen.languages.hcl.evaluate import evaluate
from mvnetgen.languages.hcl.module import Library, Module
from mvnetgen.languages.hcl.module_scope import scope_of
from mvnetgen.languages.hcl.parse import parse, parse_expression
from mvnetgen.languages.hcl.scope import Folder, Scope
from mvnetgen.languages.hcl.world import World
from mvnetgen.text.document import Node, Unknown
from mvnetgen.text.source import Source, Span
from mvnetgen.text.tree import Memory

evaluate(syntax.Literal(Span("", 1, 1, 1, 1), None), Scope())  # raises the recursion limit before hypothesis looks


@cache
def module(text: str) -> Module:
    """A module of one file `m.tf`, which is nowhere on the disk."""
    file = parse(Source("m.tf", text))
    assert not file.problems, file.problems
    nowhere = Path("nowhere")
    return Module(nowhere, declare([file]), Folder(nowhere, Memory({})), Library(lambda _: file, Memory({})))


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
