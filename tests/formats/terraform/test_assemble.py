"""What a module tree declares, as an estate: workspaces, what writes to them, their rules and their neighbours."""

from pathlib import Path

import pytest

from mvnetgen.model.estate import Declaration, Estate, Form
from mvnetgen.model.workspace import FirewallSku, FqdnRule, IsolationMode, Kind, PublicAccess
from mvnetgen.text.document import Unknown
from tests.formats.terraform.reading import WORKSPACES, declared, estate, read, rule, workspace

AZURERM = "azurerm_machine_learning_workspace"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def only(judged: Estate) -> Declaration:
    (declaration,) = judged.declarations
    return declaration


def azurerm(network: str = 'isolation_mode = "AllowOnlyApprovedOutbound"') -> str:
    return f'resource "{AZURERM}" "this" {{\n  name = "research"\n  managed_network {{\n    {network}\n  }}\n}}\n'


def update(
    properties: str, target: str = f"{AZURERM}.this.id", kind: str = "azapi_update_resource", more: str = ""
) -> str:
    return f"""
resource "{kind}" "more" {{
  type        = "{WORKSPACES}@2025-12-01"
  resource_id = {target}
  {more}
  body = {{
    properties = {{ {properties} }}
  }}
}}
"""


class TestForms:
    def test_azapi_bodies(self) -> None:
        """An object, `jsonencode`, JSON text and a merge say the same."""
        bodies = {
            "object": '{ properties = { managedNetwork = { isolationMode = "AllowInternetOutbound" } } }',
            "jsonencode": 'jsonencode({ properties = { managedNetwork = { isolationMode = "AllowInternetOutbound" } } })',
            "text": '"{\\"properties\\": {\\"managedNetwork\\": {\\"isolationMode\\": \\"AllowInternetOutbound\\"}}}"',
            "heredoc": '<<-EOT\n  {"properties": {"managedNetwork": {"isolationMode": "AllowInternetOutbound"}}}\n  EOT\n',
            "merge": '{ properties = merge({ description = "x" }, { managedNetwork = { isolationMode = "AllowInternetOutbound" } }) }',
            "local": "local.body",
        }
        locals_ = f"locals {{\n  body = {bodies['object']}\n}}\n"
        for name, body in bodies.items():
            text = f'resource "azapi_resource" "ws" {{\n  type = "{WORKSPACES}@2025-12-01"\n  body = {body}\n}}\n'
            found = only(estate(locals_ + text))
            assert (name, found.workspace.isolation_mode) == (name, IsolationMode.INTERNET)
            assert (name, found.form, found.api_version) == (name, Form.AZAPI, "2025-12-01")

    def test_azurerm(self) -> None:
        """azurerm's workspace has azurerm's defaults, and is public unless it says otherwise."""
        found = only(estate(azurerm('isolation_mode = "AllowInternetOutbound"\nprovision_on_creation_enabled = true')))

        assert found.form is Form.AZURERM
        assert found.workspace.isolation_mode is IsolationMode.INTERNET
        assert found.workspace.provision_network_now is True
        assert found.workspace.public_network_access is PublicAccess.ENABLED
        assert found.writes_network
        assert not found.inline_rules

    def test_ai_foundry(self) -> None:
        """The hub and the project of azurerm's AI foundry are what they are."""
        text = 'resource "azurerm_ai_foundry" "hub" {\n  name = "hub"\n}\n'
        text += 'resource "azurerm_ai_foundry_project" "p" {\n  ai_services_hub_id = azurerm_ai_foundry.hub.id\n}\n'
        found = declared(estate(text))

        assert found["azurerm_ai_foundry.hub"].workspace.kind is Kind.HUB
        assert found["azurerm_ai_foundry_project.p"].workspace.kind is Kind.PROJECT

    @pytest.mark.parametrize(
        "source",
        [
            "Azure/avm-res-machinelearningservices-workspace/azurerm",
            "git::https://github.com/Azure/terraform-azurerm-avm-res-machinelearningservices-workspace?ref=v0.7.0",
        ],
    )
    def test_avm(self, source: str) -> None:
        """A call of the AVM module is a workspace with the module's defaults, whatever the source looks like."""
        text = f"""
module "ws" {{
  source = "{source}"
  name   = "research"
  workspace_managed_network = {{
    isolation_mode = "AllowOnlyApprovedOutbound"
    firewall_sku   = "Basic"
    outbound_rules = {{
      fqdn = {{ pypi = {{ destination = "pypi.org" }} }}
    }}
  }}
}}
"""
        found = only(estate(text))

        assert (found.form, found.address) == (Form.AVM, "module.ws")
        assert found.workspace.network.outbound_rules == (FqdnRule(name="pypi", destination="pypi.org"),)
        assert found.workspace.network.firewall_sku is FirewallSku.BASIC
        assert found.workspace.public_network_access is PublicAccess.DISABLED

    @pytest.mark.parametrize(
        "text",
        [
            'resource "azapi_resource" "a" {\n  type = "Microsoft.CognitiveServices/accounts@2025-06-01"\n}\n',
            'resource "azurerm_lb_outbound_rule" "a" {\n  name = "a"\n}\n',
            'resource "azapi_resource" "a" {\n  type = "Microsoft.DevCenter/networkConnections@2024-02-01"\n}\n',
            'resource "databricks_catalog" "a" {\n  isolation_mode = "ISOLATED"\n}\n',
            "# resource azapi_resource Microsoft.MachineLearningServices/workspaces@2025-12-01\n",
            f'data "azapi_resource" "a" {{\n  type = "{WORKSPACES}@2025-12-01"\n}}\n',
        ],
    )
    def test_what_only_looks_alike(self, text: str) -> None:
        """Networks and rules of other services, comments and data sources are no workspace."""
        assert estate(text).declarations == ()


class TestWhatWritesToAWorkspace:
    def test_update(self) -> None:
        """An update changes what it names, and is an owner; the place of a changed value is in the update."""
        judged = estate(azurerm() + update('managedNetwork = { firewallSku = "Basic" }'))
        found = only(judged)

        assert found.workspace.network.firewall_sku is FirewallSku.BASIC
        assert found.workspace.isolation_mode is IsolationMode.APPROVED
        assert [(each.address, each.writes_network, each.writes_rules) for each in found.owners] == [
            ("azapi_update_resource.more", True, False)
        ]
        place = judged.spans.at(("workspaces", 0, "managed_network", "firewall_sku"))
        assert place.address == "azapi_update_resource.more"

    def test_patch(self) -> None:
        """An action with PATCH is an update; one with POST is none."""
        change = 'managedNetwork = { isolationMode = "AllowInternetOutbound" }'
        patch = update(change, kind="azapi_resource_action", more='method = "PATCH"')
        post = update(change, kind="azapi_resource_action")

        assert only(estate(azurerm() + patch)).workspace.isolation_mode is IsolationMode.INTERNET
        found = only(estate(azurerm() + post))
        assert found.workspace.isolation_mode is IsolationMode.APPROVED
        assert found.owners == ()

    def test_unknown_update(self) -> None:
        """An update whose body is not known may say anything of the network."""
        text = azurerm() + 'variable "body" {}\n' + update("", more="").replace("body = {", "other = {")
        text = text.replace("other = {\n    properties = {  }\n  }", "body = var.body")
        judged = estate(text)

        assert isinstance(only(judged).workspace.managed_network, Unknown)
        assert [route[-1] for route, _ in judged.unknowns] == ["managed_network"]

    def test_managed_networks_child(self) -> None:
        """`managedNetworks/default` writes the network of the workspace that it stands below, and rules below it too."""
        text = (
            workspace()
            + f"""
resource "azapi_resource" "network" {{
  type      = "{WORKSPACES}/managedNetworks@2025-07-01-preview"
  name      = "default"
  parent_id = azapi_resource.ws.id
  body = {{
    properties = {{ managedNetwork = {{ firewallSku = "Basic" }} }}
  }}
}}
"""
            + rule("pypi", "azapi_resource.network.id", kind="managedNetworks/outboundRules")
        )
        found = only(estate(text))

        assert found.workspace.network.firewall_sku is FirewallSku.BASIC
        assert [each.address for each in found.rule_resources] == ["azapi_resource.pypi"]
        assert "managedNetworks" in found.rule_resources[0].fields
        assert "managedNetworks" in found.owners[0].fields

    def test_provisioning(self) -> None:
        """Actions that provision the network are kept with what they include."""
        action = update("", "azapi_resource.ws.id", "azapi_resource_action", 'action = "provisionManagedNetwork"')
        for body, expected in (("{ includeSpark = true }", True), ("{}", False)):
            text = action[: action.index("  body")] + f"  body = {body}\n}}\n"
            found = only(estate(workspace() + text))
            assert (found.provisioned, found.provisioned_with_spark) == (True, expected)
        assert only(estate(workspace())).provisioned is False


class TestRules:
    def test_without_a_network_isolation_is_off(self) -> None:
        """Rules of a workspace that declares no network: isolation is off, unless it is a project or nobody knows."""
        bare = 'resource "azapi_resource" "ws" {{\n  type = "{0}@2025-12-01"\n  body = {{ kind = "{1}", properties = {{}} }}\n}}\n'
        pypi = rule("pypi", "azapi_resource.ws.id")

        assert (
            only(estate(bare.format(WORKSPACES, "Default") + pypi)).workspace.isolation_mode is IsolationMode.DISABLED
        )
        assert only(estate(bare.format(WORKSPACES, "Project") + pypi)).workspace.isolation_mode is None
        unknown = bare.format(WORKSPACES, "Default").replace("properties = {}", "properties = var.p")
        mode = only(estate('variable "p" {}\n' + unknown + pypi)).workspace.isolation_mode
        assert isinstance(mode, Unknown)

    def test_inline_and_separate(self) -> None:
        """Inline rules come first; the routes of separate ones go on counting, and each stands where it is written."""
        inline = 'managedNetwork = { isolationMode = "AllowOnlyApprovedOutbound", outboundRules = { a = { type = "FQDN", destination = "a.com" } } }'
        text = workspace(mode="null").replace("managedNetwork = { isolationMode = null }", inline)
        judged = estate(text + rule("b", "azapi_resource.ws.id", host="b.com"))
        found = only(judged)

        assert [each.destination for each in found.workspace.network.outbound_rules] == ["a.com", "b.com"]
        assert found.inline_rules
        assert [each.route[-1] for each in found.rule_resources] == [1]
        assert judged.spans.at((*found.rule_resources[0].route, "destination")).address == "azapi_resource.b"

    def test_locks(self) -> None:
        """Whether a rule takes a lock, and on what, is known, known not to be, or unknown."""
        text = workspace() + 'variable "l" {}\n' + rule("none", "azapi_resource.ws.id")
        text += rule("own", "azapi_resource.ws.id", top="locks = [azapi_resource.ws.id]")
        text += rule("text", "azapi_resource.ws.id", top='locks = ["A"]')
        text += rule("unknown", "azapi_resource.ws.id", top="locks = var.l")
        text += rule("partly", "azapi_resource.ws.id", top="locks = [var.l]")
        found = {each.address.partition(".")[2]: each for each in only(estate(text)).rule_resources}

        assert (found["none"].locked, found["none"].locks) == (False, frozenset())
        assert (found["own"].locked, len(found["own"].locks)) == (True, 1)
        assert found["text"].locks == {"a"}
        assert isinstance(found["unknown"].locked, Unknown)
        assert found["unknown"].locks is None
        assert (found["partly"].locked, found["partly"].locks) == (True, None)

    def test_counted_and_not(self) -> None:
        """`count = 0` removes a rule, a known number makes that many, an unknown one is told."""
        text = workspace() + 'variable "n" {}\n' + rule("off", "azapi_resource.ws.id", top="count = 0")
        text += rule("two", "azapi_resource.ws.id", top="count = 2") + rule(
            "some", "azapi_resource.ws.id", top="count = var.n"
        )
        found = only(estate(text)).rule_resources

        assert [each.address for each in found if not each.uncounted] == [
            "azapi_resource.two[0]",
            "azapi_resource.two[1]",
        ]
        assert [each.uncounted for each in found].count(True) == 1


class TestNeighbours:
    def test_what_is_seen(self) -> None:
        """Neighbours are seen, in azurerm and azapi; data sources and other resources are none."""
        text = (
            workspace()
            + """
resource "azurerm_storage_account" "lake" {
  name = "lake"
}
resource "azapi_resource" "kv" {
  type = "Microsoft.KeyVault/vaults@2023-07-01"
  name = "kv"
}
data "azurerm_storage_account" "seen" {
  name = "seen"
}
resource "random_id" "x" {}
"""
        )
        judged = estate(text)

        assert [(each.address, each.arm_type) for each in judged.neighbours] == [
            ("azurerm_storage_account.lake", "microsoft.storage/storageaccounts"),
            ("azapi_resource.kv", "microsoft.keyvault/vaults"),
        ]
        assert judged.sees_neighbours

    @pytest.mark.parametrize(
        ("more", "sees"),
        [
            ("", True),
            ('module "m" {\n  source = "corp/network/azurerm"\n}\n', False),
            ('module "m" {\n  source = "Azure/naming/azurerm"\n}\n', True),
            ('module "m" {\n  source = "./missing"\n}\n', False),
            ('variable "t" {}\nresource "azapi_resource" "x" {\n  type = var.t\n}\n', False),
        ],
    )
    def test_absence_proves_something_only_when_all_is_seen(self, more: str, sees: bool) -> None:
        """A module from elsewhere, a missing one or a resource of an unknown type may hide a neighbour."""
        assert estate(workspace() + more).sees_neighbours is sees

    def test_broken_file_hides(self) -> None:
        """A file that cannot be read hides what is in it, and the rest is read."""
        reading = read({"main.tf": workspace(), "other.tf": 'resource "x" {\n'})
        ((_, judged),) = reading.worlds

        assert not judged.sees_neighbours
        assert len(judged.declarations) == 1
        assert [error.span.path for error in reading.unreadable] == ["other.tf"]

    def test_settings_of_another_resource(self) -> None:
        """Network rules of their own belong to their account; where the account is not known, to none for certain."""
        text = """
resource "azurerm_storage_account" "a" {}
resource "azurerm_storage_account" "b" {}
variable "id" {}
resource "azurerm_storage_account_network_rules" "a" {
  storage_account_id = %s
  default_action     = "Deny"
}
"""
        known = {each.address[-1]: each for each in estate(text % "azurerm_storage_account.a.id").neighbours}
        unknown = {each.address[-1]: each for each in estate(text % "var.id").neighbours}

        assert known["a"].settings["default_action"].value == "Deny"
        assert "default_action" not in known["b"].settings
        for each in unknown.values():
            assert isinstance(each.settings["default_action"].value, Unknown)


class TestWorlds:
    def test_each_arm(self) -> None:
        """A condition that nobody can decide makes two estates, each with one arm and its condition in words."""
        text = 'variable "open" {\n  type = bool\n}\n'
        text += workspace(mode='var.open ? "AllowInternetOutbound" : "AllowOnlyApprovedOutbound"')
        worlds = {words: only(each).workspace.isolation_mode for words, each in read(text).worlds}

        assert worlds == {"`var.open` is true": IsolationMode.INTERNET, "`var.open` is false": IsolationMode.APPROVED}

    def test_workspace_that_may_not_exist(self) -> None:
        """A workspace under an undecided `count` exists in one of the two worlds."""
        text = 'variable "on" {\n  type = bool\n}\n' + workspace(top="count = var.on ? 1 : 0")
        numbers = sorted(len(each.declarations) for _, each in read(text).worlds)

        assert numbers == [0, 1]


class TestRulesThatAreNotSeen:
    """A rule's absence proves something only where every rule is seen."""

    @pytest.mark.parametrize(
        ("more", "complete"),
        [
            ("", True),
            ('module "net" {\n  source = "corp/network/azurerm"\n}\n', True),
            ('module "rules" {\n  source = "corp/rules/azurerm"\n  id = azapi_resource.ws.id\n}\n', False),
            (
                'module "rules" {\n  source = "./missing"\n  id = local.id\n}\nlocals {\n  id = azapi_resource.ws.id\n}\n',
                False,
            ),
            (
                'module "endpoint" {\n  source = "Azure/avm-res-network-privateendpoint/azurerm"\n  id = azapi_resource.ws.id\n}\n',
                True,
            ),
            ('variable "id" {}\n' + rule("pypi", "var.id"), False),
            (
                rule(
                    "pypi",
                    '"/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/ml/providers/Microsoft.MachineLearningServices/workspaces/other"',
                ),
                True,
            ),
            (
                'variable "t" {}\nresource "azapi_resource" "x" {\n  type = var.t\n  parent_id = azapi_resource.ws.id\n}\n',
                False,
            ),
        ],
        ids=[
            "nothing",
            "unrelated",
            "foreign",
            "missing",
            "other-service",
            "unknown",
            "other-workspace",
            "unknown-type",
        ],
    )
    def test_what_may_hide_one(self, more: str, complete: bool) -> None:
        """A module from elsewhere that is given the workspace, and a rule of a workspace that is not known, may add rules."""
        found = declared(estate(workspace() + more))["azapi_resource.ws"]

        assert found.workspace.rules_complete is complete

    def test_broken_file(self) -> None:
        """A file that cannot be read may hold rules."""
        ((_, judged),) = read({"main.tf": workspace(), "rules.tf": "resource {{{\n"}).worlds

        assert not only(judged).workspace.rules_complete
