"""Modules that are wrong in one place: an expression, a block, a name or a byte of a good one changed at random."""

from __future__ import annotations

import dataclasses
import random
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from mvnetgen.languages.hcl.parse import parse, parse_values
from mvnetgen.languages.hcl.syntax import Body, Expression, HclAttribute
from mvnetgen.text.source import Source, Span, read_source
from tests import GOLDEN

VALUES = """
null|true|false|0|-1|1e400|""|"x"|[]|{}|[[]]|[null]|{ a = null }|{ "" = 1 }|var.unset|var.nowhere|local.nowhere|each.key|each.value
count.index|self.id|data.azurerm_x.y.id|data.azurerm_x.y[*].id|azapi_resource.this.id|azapi_resource.nowhere[0].output.x
module.nowhere.id|module.workspace|module.workspace.x|[for x in var.unset : x]|{ for k, v in var.unset : k => v }
{ for x in ["a", "a"] : x => x }|{ for x in ["a", "a"] : x => x... }|[for x in null : x]|var.unset ? [] : {}
var.unset ? null : "x"|merge(var.unset, { a = 1 })|merge(null, {})|try(var.unset, null)|jsonencode({ a = 1 })|jsondecode("{")
"${var.unset}"|"a${var.unset}b"|"%{ if var.unset }a%{ endif }"|<<E\n{\nE\n|<<E\n{"properties": {"managedNetwork": []}}\nE\n
toset(["a", "b"])|toset([var.unset])|range(3)|tolist([])|tomap({})|sensitive("x")|sensitive({})|file("main.tf")|file("../../../x")
"/subscriptions/x/y"|"/"|"Microsoft.MachineLearningServices/workspaces@2025-12-01"|"Microsoft.MachineLearningServices/workspaces"
"Microsoft.MachineLearningServices/workspaces/outboundRules@2025-12-01"|"@"|"../nowhere"|"."|".."|"FQDN"|"PrivateEndpoint"
"*.com"|"a,b,,c"|"80,443-1"|"AllowOnlyApprovedOutbound"|1.5|99999999999999999999999999|"\\u0000"|"\\U0010ffff"|"~>"|">= 1, < 0"
{ type = "FQDN", destination = {} }|{ type = "ServiceTag", destination = "x" }|{ type = "PrivateEndpoint", destination = null }
{ identity_ids = var.unset }|provider::azapi::x("a")|a.b.c.d[0]["x"].*.y
""".replace("\n", "|").split("|")
"""What may stand instead of any value; line feeds inside are spelt."""

NAMES = str.split("""
properties managedNetwork outboundRules isolationMode type name parent_id workspace_id body locks for_each count dynamic content depends_on
lifecycle source variable default provider terraform azapi_resource azapi_update_resource azurerm_machine_learning_workspace
azurerm_ai_foundry azurerm_storage_account resource module locals output identity managed_network destination resource_id
schema_validation_enabled tags each timeouts required_providers
""")


def modules() -> list[Path]:
    """The folders of Terraform configurations that the golden cases have."""
    folders = [path for path in (GOLDEN / "modules").iterdir() if path.is_dir()]
    folders += list((GOLDEN / "generate").glob("*/terraform"))
    folders += [path.parent for path in (GOLDEN / "clean").glob("*/main.tf")]
    folders += [path.parent for path in (GOLDEN / "rules").glob("*/*/input.tf")]
    return sorted(folders)


def mutated(module: Path, target: Path, chance: random.Random) -> None:
    """A copy of a module with one to three changes."""
    shutil.copytree(module, target)
    files = [path for path in sorted(target.rglob("*")) if path.suffix in {".tf", ".tfvars", ".json", ".hcl"}]
    for _ in range(chance.choice((1, 1, 2, 3))):
        path = chance.choice(files)
        try:
            source = read_source(path)
        except Exception:  # noqa: BLE001  an earlier change has made it unreadable, which is what it shall stay
            continue
        path.write_bytes(_change(source, chance).encode("utf-8", "surrogatepass"))


def _change(source: Source, chance: random.Random) -> str:
    kind = chance.randrange(10)
    if kind == 0 or source.path.endswith(".json"):
        return _bytes(source.text, chance)
    places, names = _places(source)
    if kind <= 2 and names:
        return _replace(source, chance.choice(names), chance.choice(NAMES))
    if not places:
        return _bytes(source.text, chance)
    place = chance.choice(places)
    if kind == 3:
        return _replace(source, place, "")
    if kind == 4:
        return _replace(source, place, f"{source.excerpt(place)}\n{source.excerpt(place)}")
    if kind <= 6:
        return _replace(source, place, source.excerpt(chance.choice(places)))
    return _replace(source, place, chance.choice(VALUES).replace("\\n", "\n"))


def _bytes(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text) + 1)
    length = chance.choice((0, 1, 1, 5, 40))
    new = chance.choice(
        ("", "", "{", "}", "[", '"', "${", "%{", "<<E", "\0", "\ufeff", "é", "#", "/*", "=", ",", "null")
    )
    return text[:at] + new + text[at + length :]


def _replace(source: Source, place: Span, text: str) -> str:
    start, end = (_offset(source, *where) for where in ((place.line, place.column), (place.end_line, place.end_column)))
    return source.text[:start] + text + source.text[end:]


def _offset(source: Source, line: int, column: int) -> int:
    return sum(len(each) + 1 for each in source.lines[: line - 1]) + column - 1


@cache
def _places(source: Source) -> tuple[list[Span], list[Span]]:
    """Where values and blocks stand, and where names stand."""
    read = parse_values if source.path.endswith(".tfvars") else parse
    return list(_spans(read(source).body)), list(_names(read(source).body))


def _spans(thing: object) -> Iterator[Span]:
    if isinstance(thing, Expression):
        yield thing.span
    if isinstance(thing, Body):
        yield from (block.span for block in thing.blocks)
    if isinstance(thing, tuple):
        for each in thing:
            yield from _spans(each)
    elif dataclasses.is_dataclass(thing):
        for each in dataclasses.fields(thing):
            yield from _spans(getattr(thing, each.name))


def _names(body: Body) -> Iterator[Span]:
    for attribute in body.attributes:
        yield _name_of(attribute)
    for block in body.blocks:
        yield from block.label_spans
        yield dataclasses.replace(
            block.header, end_line=block.header.line, end_column=block.header.column + len(block.type)
        )
        yield from _names(block.body)


def _name_of(attribute: HclAttribute) -> Span:
    return attribute.name_span
