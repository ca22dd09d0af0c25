"""A proposed rule in each language: added where it says, the same reader finds that it allows what was refused."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from mvnetgen.egress.build import Terms, networks
from mvnetgen.egress.change import Change, smallest_change
from mvnetgen.egress.question import parse_question
from mvnetgen.egress.reach import Verdict, answer
from mvnetgen.project.estates import Wanted, read_estates
from tests.egress.workspaces import STORAGE, VAULTS

HCL_HEAD = f"""\
resource "azapi_resource" "ml" {{
  type      = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  name      = "ml-one"
  parent_id = "{STORAGE.partition("/providers")[0]}"
  location  = "westeurope"
  body = {{
    properties = {{
      storageAccount = "{STORAGE}/stone"
      keyVault       = "{VAULTS}/kv-one"
      managedNetwork = {{
        isolationMode = "AllowOnlyApprovedOutbound"
"""
INLINE = """\
        outboundRules = {
          pypi = {
            type        = "FQDN"
            destination = "pypi.org"
          }
        }
"""
HCL_TAIL = "      }\n    }\n  }\n}\n"
CHILD = """\
resource "azapi_resource" "pypi" {
  type      = "Microsoft.MachineLearningServices/workspaces/outboundRules@2025-12-01"
  name      = "pypi"
  parent_id = azapi_resource.ml.id
  locks     = [azapi_resource.ml.id]
  body = {
    properties = {
      type        = "FQDN"
      destination = "pypi.org"
    }
  }
}
"""
AZURERM = f"""\
resource "azurerm_machine_learning_workspace" "ml" {{
  name                    = "ml-one"
  location                = "westeurope"
  resource_group_name     = "rg-ml"
  storage_account_id      = "{STORAGE}/stone"
  key_vault_id            = "{VAULTS}/kv-one"
  application_insights_id = "x"
  managed_network {{
    isolation_mode = "AllowOnlyApprovedOutbound"
  }}
}}
resource "azurerm_machine_learning_workspace_network_outbound_rule_fqdn" "pypi" {{
  name             = "pypi"
  workspace_id     = azurerm_machine_learning_workspace.ml.id
  destination_fqdn = "pypi.org"
}}
"""
AVM = """\
module "ml" {
  source   = "Azure/avm-res-machinelearningservices-workspace/azurerm"
  version  = "0.9.0"
  name     = "ml-one"
  location = "westeurope"
  workspace_managed_network = {
    isolation_mode = "AllowOnlyApprovedOutbound"
    outbound_rules = {
      fqdn = {
        pypi = { destination = "pypi.org" }
      }
    }
  }
}
"""
BICEP_HEAD = f"""\
resource ml 'Microsoft.MachineLearningServices/workspaces@2025-12-01' = {{
  name: 'ml-one'
  location: 'westeurope'
  properties: {{
    storageAccount: '{STORAGE}/stone'
    keyVault: '{VAULTS}/kv-one'
    managedNetwork: {{
      isolationMode: 'AllowOnlyApprovedOutbound'
"""
BICEP_INLINE = """\
      outboundRules: {
        pypi: {
          type: 'FQDN'
          destination: 'pypi.org'
        }
      }
"""
BICEP_TAIL = "    }\n  }\n}\n"
BICEP_CHILD = """\
resource pypi 'Microsoft.MachineLearningServices/workspaces/outboundRules@2025-12-01' = {
  parent: ml
  name: 'pypi'
  properties: {
    type: 'FQDN'
    destination: 'pypi.org'
  }
}
"""
FILES = {
    "azapi, a map": ("main.tf", HCL_HEAD + INLINE + HCL_TAIL),
    "azapi, resources": ("main.tf", HCL_HEAD + HCL_TAIL + CHILD),
    "azurerm": ("main.tf", AZURERM),
    "Bicep, a map": ("main.bicep", BICEP_HEAD + BICEP_INLINE + BICEP_TAIL),
    "Bicep, resources": ("main.bicep", BICEP_HEAD + BICEP_TAIL + BICEP_CHILD),
}
QUESTIONS = (
    "github.com",
    "stother.dfs.core.windows.net",
    "x.eastus.batch.azure.com",
    "203.0.113.5:1433/udp",
    "nas.office.internal",
)


def refused(question: str, path: Path) -> Change | None:
    """The proposal for a question that a file refuses; None when it is allowed."""
    readings = read_estates(Wanted((path,)))
    assert not readings.unreadable
    (found,) = networks([each.worlds for each in readings.inputs])
    said = answer(parse_question(question), found)
    change = smallest_change(said, Terms())
    # what the estate shows no role for is there, and waits for its approval
    assert said.verdict is Verdict.REFUSED or change is None
    return change


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("kind", FILES)
def test_the_proposal_is_read_back(kind: str, question: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is proposed is in the file's own language, and makes the refusal go away."""
    monkeypatch.chdir(tmp_path)
    name, text = FILES[kind]
    file = Path(name)
    file.write_text(text, encoding="utf-8")
    change = refused(question, file)
    assert change is not None
    assert change.path == name
    lines = text.splitlines()
    at = len(lines) if change.line is None else change.line
    file.write_text("\n".join([*lines[:at], *change.snippet.splitlines(), *lines[at:], ""]), encoding="utf-8")
    assert refused(question, file) is None


@pytest.mark.skipif(shutil.which("terraform") is None, reason="needs terraform")
def test_terraform_would_not_reformat_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A resource is written as `terraform fmt` writes it."""
    monkeypatch.chdir(tmp_path)
    found = []
    for kind in ("azapi, resources", "azurerm"):
        Path("main.tf").write_text(FILES[kind][1], encoding="utf-8")
        found += [change.snippet for question in QUESTIONS if (change := refused(question, Path("main.tf")))]
    text = "\n\n".join(found) + "\n"
    done = subprocess.run(["terraform", "fmt", "-"], input=text, capture_output=True, text=True, check=True)
    assert done.stdout == text


def test_the_module_gets_an_entry_of_the_map_of_its_kind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Behind a rule of its kind it is an entry; where there is none it is the map with the entry."""
    monkeypatch.chdir(tmp_path)
    file = Path("main.tf")
    file.write_text(AVM, encoding="utf-8")
    change = refused("github.com", file)
    assert change is not None
    assert change.line == AVM[: AVM.index("pypi =")].count("\n") + 1
    lines = AVM.splitlines()
    file.write_text(
        "\n".join([*lines[: change.line], *change.snippet.splitlines(), *lines[change.line :], ""]), encoding="utf-8"
    )
    assert refused("github.com", file) is None
    other = refused("x.eastus.batch.azure.com", file)
    assert other is not None
    assert (other.line, other.snippet.partition("\n")[0]) == (None, "service_tag = {")


def test_arm_templates_get_json(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a template the proposal is an entry of the map of rules."""
    monkeypatch.chdir(tmp_path)
    resource = {
        "type": "Microsoft.MachineLearningServices/workspaces",
        "apiVersion": "2025-12-01",
        "name": "ml-one",
        "location": "westeurope",
        "properties": {"managedNetwork": {"isolationMode": "AllowOnlyApprovedOutbound", "outboundRules": {}}},
    }
    schema = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"
    template = {"$schema": schema, "contentVersion": "1.0.0.0", "resources": [resource]}
    Path("azuredeploy.json").write_text(json.dumps(template, indent=2), encoding="utf-8")
    change = refused("github.com", Path("azuredeploy.json"))
    assert change is not None
    entry = json.loads("{" + change.snippet + "}")
    assert entry == {"github-com": {"type": "FQDN", "category": "UserDefined", "destination": "github.com"}}
