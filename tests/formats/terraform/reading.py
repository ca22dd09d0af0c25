"""Modules on the disk, read as estates and judged, for the tests of the readers."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from mvnetgen.cli import main
from mvnetgen.formats.contents import Contents
from mvnetgen.formats.terraform.read import read_module
from mvnetgen.languages.hcl.folder import module_folder
from mvnetgen.model.estate import Declaration, Estate
from mvnetgen.text.tree import Disk

WORKSPACES = "Microsoft.MachineLearningServices/workspaces"


def write(files: Mapping[str, str]) -> None:
    """Writes files below the working directory."""
    for name, text in files.items():
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def read(files: Mapping[str, str] | str, **how: tuple[str, ...]) -> Contents:
    """What the module in the working directory says; a text is its `main.tf`."""
    write({"main.tf": files} if isinstance(files, str) else files)
    return read_module(module_folder(Path(), Disk(".")), Disk("."), **how)


def estate(files: Mapping[str, str] | str, **how: tuple[str, ...]) -> Estate:
    """The one estate of a module without undecided conditions."""
    ((_, only),) = read(files, **how).worlds
    return only


def declared(judged: Estate) -> dict[str, Declaration]:
    """The declarations by address; those of workspaces that stand elsewhere have none."""
    return {each.address: each for each in judged.declarations}


def rules_of(judged: Estate) -> dict[str, list[str]]:
    """The addresses of the rule resources of each workspace."""
    return {each.address: [rule.address for rule in each.rule_resources] for each in judged.declarations}


def lint(capsys: pytest.CaptureFixture[str], *rules: str, more: tuple[str, ...] = ()) -> dict:
    """The JSON report on the working directory, of some rules or of all."""
    chosen = [word for rule in rules for word in ("--select", rule)]
    main(["lint", "--no-cache", "--format", "json", *chosen, *more, "."])
    return json.loads(capsys.readouterr().out)


def workspace(body: str = "", *, name: str = "ws", top: str = "", mode: str = '"AllowOnlyApprovedOutbound"') -> str:
    """An azapi workspace; `body` stands in its `properties`."""
    return f"""
resource "azapi_resource" "{name}" {{
  type = "{WORKSPACES}@2025-12-01"
  name = "research"
  {top}
  body = {{
    properties = {{
      managedNetwork = {{ isolationMode = {mode} }}
      {body}
    }}
  }}
}}
"""


def rule(name: str, parent: str, *, top: str = "", host: str = "pypi.org", kind: str = "outboundRules") -> str:
    """An FQDN rule of its own."""
    return f"""
resource "azapi_resource" "{name}" {{
  type      = "{WORKSPACES}/{kind}@2025-07-01-preview"
  name      = "{name}"
  parent_id = {parent}
  {top}
  body = {{
    properties = {{ type = "FQDN", destination = "{host}" }}
  }}
}}
"""
