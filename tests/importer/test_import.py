"""What import writes of Terraform: references, loops, losses, secrets, packs."""

from pathlib import Path

import pytest
import yaml

from mvnetgen.cli import main

WORKSPACE = """
resource "azapi_resource" "ws" {{
  type      = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  parent_id = "/subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rg-ml"
  name      = "ml-one"
  location  = "westeurope"
  body = {{
    properties = {{
      {properties}
      managedNetwork = {{
        isolationMode = "AllowOnlyApprovedOutbound"
        {network}
      }}
    }}
  }}
}}
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def module(text: str, properties: str = "", network: str = "") -> None:
    Path("main.tf").write_text(WORKSPACE.format(properties=properties, network=network) + text, encoding="utf-8")


def test_one_thing_is_one_placeholder(capsys: pytest.CaptureFixture[str]) -> None:
    """An id that two values refer to has one name, and another account of that name gets a number."""
    module(
        """
resource "azurerm_storage_account" "lake" { name = "stlake" }
module "other" { source = "./other" }
resource "azapi_resource" "rule" {
  for_each  = { blob = azurerm_storage_account.lake.id, dfs = azurerm_storage_account.lake.id, queue = module.other.id }
  type      = "Microsoft.MachineLearningServices/workspaces/outboundRules@2025-12-01"
  parent_id = azapi_resource.ws.id
  name      = each.key
  locks     = [azapi_resource.ws.id]
  body = { properties = { type = "PrivateEndpoint", destination = {
    serviceResourceId = each.value, subresourceTarget = each.key, sparkEnabled = false
  } } }
}
""",
        "storageAccount = azurerm_storage_account.lake.id",
    )
    Path("other").mkdir()
    Path("other/main.tf").write_text(
        'resource "azurerm_storage_account" "lake" { name = "stother" }\n'
        'output "id" { value = azurerm_storage_account.lake.id }\n',
        encoding="utf-8",
    )

    code = main(["import", "."])

    written = yaml.safe_load(capsys.readouterr().out)
    targets = {
        rule["name"]: rule["destination"]["service_resource_id"]
        for rule in written["managed_network"]["outbound_rules"]
    }
    assert code == 0
    assert written["storage_account"] == "<STORAGE_LAKE_ID>"
    assert targets == {"blob": "<STORAGE_LAKE_ID>", "dfs": "<STORAGE_LAKE_ID>", "queue": "<STORAGE_LAKE_ID_2>"}


def test_losses_have_places_and_make_strict_fail(capsys: pytest.CaptureFixture[str]) -> None:
    """What the YAML cannot say stands on the standard error and at the top of the file, with its line."""
    module(
        """
resource "azurerm_management_lock" "keep" {
  name       = "keep"
  scope      = azapi_resource.ws.id
  lock_level = "CanNotDelete"
}
""",
        'ipAllowlist = ["203.0.113.0/24"]\n      softDeleteEnabled = true',
        """managedNetworkKind = "V2"
        outboundRules = {
          no = { type = "ServiceTag", destination = { serviceTag = "Storage", protocol = "TCP", portRanges = "443", action = "Deny" } }
        }""",
    )

    assert main(["import", ".", "--out", "out"]) == 0
    said = capsys.readouterr().err
    assert main(["import", ".", "--out", "out", "--strict"]) == 1

    text = Path("out/ml-one.yml").read_text(encoding="utf-8")
    for wanted in ("ipAllowlist", "softDeleteEnabled", "managedNetworkKind V2", "a lock", "the rule `no`"):
        assert f"{wanted}" in said
        assert f"{wanted}" in text
    assert "main.tf:9  ipAllowlist" in said
    assert "outbound_rules" not in yaml.safe_load(text)["managed_network"]


def test_a_secret_stands_nowhere(capsys: pytest.CaptureFixture[str]) -> None:
    """A value that its author marked is left out, and its name is said."""
    module(
        """
variable "token" {
  default   = "s3cr3t-t0ken"
  sensitive = true
}
variable "host" {
  default   = "mirror.s3cr3t.example"
  sensitive = true
}
""",
        "description = var.token",
        'outboundRules = { mirror = { type = "FQDN", destination = var.host } }',
    )

    assert main(["import", "."]) == 0

    out, err = capsys.readouterr()
    assert "s3cr3t" not in out + err
    assert "description: marked as sensitive" in err
    assert "outbound_rules.0.destination: marked as sensitive" in err


def test_packs_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    """Rules that amount to a pack stand together below its name."""
    module(
        "",
        "",
        """outboundRules = {
          pypi  = { type = "FQDN", destination = "pypi.org" }
          own   = { type = "FQDN", destination = "example.org" }
          files = { type = "FQDN", destination = "*.pythonhosted.org" }
          conda = { type = "FQDN", destination = "*.anaconda.com" }
          conda-org = { type = "FQDN", destination = "*.anaconda.org" }
          conda-bare = { type = "FQDN", destination = "anaconda.com" }
          torch = { type = "FQDN", destination = "pytorch.org" }
          pytorch = { type = "FQDN", destination = "*.pytorch.org" }
          tensorflow = { type = "FQDN", destination = "*.tensorflow.org" }
        }""",
    )

    assert main(["import", "."]) == 0

    out = capsys.readouterr().out
    names = [rule["name"] for rule in yaml.safe_load(out)["managed_network"]["outbound_rules"]]
    assert "  # pack: python-packages\n  - name: pypi\n" in out
    assert "  # rules of your own\n  - name: own\n" in out
    assert len(names) == 9
    assert names[-1] == "own"


def test_nothing_to_import(capsys: pytest.CaptureFixture[str]) -> None:
    """A source without a workspace is an error that names it."""
    Path("main.tf").write_text('resource "azurerm_storage_account" "a" {}\n', encoding="utf-8")

    assert main(["import", "."]) == 2
    assert "declares no workspace" in capsys.readouterr().err


def test_what_somebody_else_wrote_stays(capsys: pytest.CaptureFixture[str]) -> None:
    """A file that mvnetgen did not write is overwritten only with --force."""
    module("")
    Path("out").mkdir()
    Path("out/ml-one.yml").write_text("name: mine\n", encoding="utf-8")

    assert main(["import", ".", "--out", "out"]) == 2
    assert "did not write" in capsys.readouterr().err
    assert main(["import", ".", "--out", "out", "--force"]) == 0
    assert main(["import", ".", "--out", "out"]) == 0


def test_what_is_not_known_opens_nothing_more(capsys: pytest.CaptureFixture[str]) -> None:
    """A rule whose prefixes are not known is left out: without them it would open the whole tag. An identity stays one."""
    module(
        """
variable "prefixes" { type = list(string) }
variable "ids" { type = list(string) }
""",
        "",
        """outboundRules = {
          some = { type = "ServiceTag", destination = {
            serviceTag = "Storage", protocol = "TCP", portRanges = "443", addressPrefixes = var.prefixes
          } }
        }""",
    )
    code = Path("main.tf").read_text(encoding="utf-8")
    identity = '  identity {\n    type         = "UserAssigned"\n    identity_ids = var.ids\n  }\n  body = {'
    Path("main.tf").write_text(code.replace("  body = {", identity, 1), encoding="utf-8")

    assert main(["import", "."]) == 0

    out, err = capsys.readouterr()
    written = yaml.safe_load(out)
    assert "outbound_rules" not in written["managed_network"]
    assert "the rule `some`" in err
    assert written["identity"] == {"type": "user_assigned", "user_assigned_identities": {"<IDS>": {}}}
