"""Terraform as we generate it, evaluated by our own evaluator to what ARM gets: no model in between."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mvnetgen.formats.resource import Resource
from mvnetgen.formats.terraform.survey import Surveyor
from mvnetgen.generate import Layout, Options, plan_deployment, render
from mvnetgen.languages.hcl.evaluate import evaluate
from mvnetgen.languages.hcl.folder import module_folder
from mvnetgen.languages.hcl.module import Library, load_module
from mvnetgen.languages.hcl.parse import parse, parse_expression
from mvnetgen.languages.hcl.scope import Scope
from mvnetgen.languages.hcl.world import World
from mvnetgen.text.document import HOLE, Node, Reference, Unknown
from mvnetgen.text.source import Span, read_source
from mvnetgen.text.tree import Disk
from tests.generate.deployed import LOCATION, MADE_NAME, SYMBOLS, TENANT, Deployed

_SPELLED = {
    each.lower(): each
    for each in (
        "Microsoft.MachineLearningServices/workspaces",
        "Microsoft.Storage/storageAccounts",
        "Microsoft.KeyVault/vaults",
        "Microsoft.OperationalInsights/workspaces",
        "Microsoft.Insights/components",
    )
}
RESOURCE_GROUP = "rg"
"""The resource group, where the workspace file names none."""
_TENANT = "data.azapi_client_config.current.tenant_id"


def given_variables(workspace: object, options: Options) -> dict[str, str]:
    """Values of the variables that have no default: each placeholder stands for itself again."""
    inputs = plan_deployment(workspace, options).inputs
    named = {"location": LOCATION, "resource_group_name": RESOURCE_GROUP}
    first = [each for each in (inputs.location, inputs.resource_group_name) if each]
    values = {each.name: named[each.name] for each in first if each.default is None}
    values |= {each.name: placeholder for placeholder, each in inputs.placeholders.items()}
    if options.layout is Layout.MODULE:  # what has placeholders in it is for the caller to say as a whole
        text = render(workspace, options)["example.tfvars"]
        values |= {
            name: value
            for name, value in re.findall(r'^(\w+) += "(.*<.*>.*)"$', text, re.MULTILINE)
            if name not in values and name != "workspace_subscription_id"
        }
        maps = re.findall(r"^(outbound_rules|tags) += (\{.*?^\})$", text, re.MULTILINE | re.DOTALL)
        values |= {name: value for name, value in maps if "<" in value}
    return values


def write(files: dict[str, str], folder: Path) -> None:
    """The files of a rendering in a folder."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def read_terraform(folder: Path, variables: dict[str, str]) -> Deployed:
    """What the module in a folder deploys when its variables have some values."""
    inputs = {name: _given(value) for name, value in variables.items()}
    files = module_folder(folder, Disk(str(folder))).files
    module = load_module(
        folder, Library(lambda path: parse(read_source(path)), Disk(str(folder))), files=files, inputs=inputs
    )
    world = World()
    found = Surveyor(module, world).survey()
    assert not world.asked
    assert not world.mistakes
    (workspace,) = found.workspaces
    rules = {_plain(each.arguments.get("name")): _body(each)["properties"] for each in found.rules}
    made = {SYMBOLS[each.type]: _arm(each) for each in found.neighbours if each.type in SYMBOLS}
    provisions = [_body(each) for each in found.provisions]
    return Deployed(_arm(workspace), rules, made, provisions[0] if provisions else None)


def _given(value: str) -> Node:
    """The value of a variable: a text, or an expression for a map."""
    place = Span.point("variables")
    return evaluate(parse_expression(value, place), Scope()) if value.startswith("{") else Node(value, place)


def _arm(piece: Resource) -> dict:
    """A resource with what azapi takes beside the body."""
    beside = {key: piece.arguments.get(key) for key in ("name", "location", "tags")}
    resource = {"type": _SPELLED[piece.type], "apiVersion": piece.version}
    resource |= {key: _plain(node) for key, node in beside.items() if node is not None and node.value is not None}
    if "<" in resource["name"]:
        resource["name"] = MADE_NAME
    identity = piece.arguments.get("identity")
    if identity is not None:
        (block,) = _plain(identity)
        resource["identity"] = {"type": block["type"].replace(" ", "")}
        if "identity_ids" in block:
            resource["identity"]["userAssignedIdentities"] = {each: {} for each in block["identity_ids"]}
    return resource | _body(piece)


def _body(piece: Resource) -> dict:
    body = piece.arguments.get("body")
    return _plain(body) if body is not None else {}


def _plain(node: Node) -> Any:
    """Data; what only Azure knows as a text in angle brackets."""
    match node.value:
        case Unknown(reference=Reference() as reference):
            return _shown(reference)
        case Unknown(text=str() as text) if HOLE in text:
            return text.replace(HOLE, "<>")
        case Unknown(reason=reason):
            return f"<{reason}>"
        case tuple() as items:
            return [_plain(each) for each in items]
        case Mapping() as items:
            return {key: _plain(each) for key, each in items.items()}
    return node.value


def _shown(reference: Reference) -> str:
    path = ".".join((reference.address, *map(str, reference.attribute)))
    if path == _TENANT:
        return TENANT
    path = path.removeprefix("data.").removeprefix("azapi_resource.")
    return f"<{path.replace('.output.properties.', '.properties.')}>"
