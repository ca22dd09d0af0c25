"""A folder with documents as an editor has them, for tests without a server."""

from pathlib import Path

from mvnetgen.cli.lsp import _settings_here
from mvnetgen.editor.folders import Folders

STORAGE = "/subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/lake"

YAML = f"""\
name: ml-prod
location: westeurope
managed_network:
  isolation_mode: allow_only_approved_outbound
  outbound_rules:
  - name: pypi
    type: fqdn
    destination: pypi.org
  - name: storage
    type: service_tag
    destination:
      service_tag: Storage.WestEurope
      protocol: TCP
      port_ranges: "443"
  - name: lake
    type: private_endpoint
    destination:
      service_resource_id: {STORAGE}
      subresource_target: blob
"""

WORKSPACE = """\
resource "azurerm_machine_learning_workspace" "ml" {
  name                    = "ml-prod"
  location                = "westeurope"
  resource_group_name     = "rg"
  application_insights_id = "/subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rg/providers/Microsoft.Insights/components/ai"
  key_vault_id            = "/subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv"
  storage_account_id      = azurerm_storage_account.lake.id

  identity {
    type = "SystemAssigned"
  }

  managed_network {
    isolation_mode = "AllowOnlyApprovedOutbound"
  }
}
"""

RULE = """\
resource "azurerm_machine_learning_workspace_network_outbound_rule_fqdn" "pypi" {
  name             = "pypi"
  workspace_id     = azurerm_machine_learning_workspace.ml.id
  destination_fqdn = "HOST"
}
"""

LAKE = """\
resource "azurerm_storage_account" "lake" {
  name                     = "lake"
  location                 = "westeurope"
  resource_group_name      = "rg"
  account_tier             = "Standard"
  account_replication_type = "LRS"
}
"""

ENDPOINT = """\
resource "azurerm_machine_learning_workspace_network_outbound_rule_private_endpoint" "lake" {
  name                = "lake"
  workspace_id        = azurerm_machine_learning_workspace.ml.id
  service_resource_id = azurerm_storage_account.lake.id
  sub_resource_target = "blob"
  spark_enabled       = false
}
"""

MODULE = {"main.tf": WORKSPACE, "lake.tf": LAKE, "rules.tf": RULE.replace("HOST", "pypi.org"), "endpoint.tf": ENDPOINT}


class Window:
    """A repository on the disk, and the documents that are open."""

    def __init__(self, root: Path) -> None:
        (root / ".git").mkdir(exist_ok=True)
        self.root = root
        self.folders = Folders(_settings_here)
        self.folders.roots.add(root)

    def path(self, name: str) -> str:
        return (self.root / name).as_posix()

    def save(self, files: dict[str, str]) -> None:
        for name, text in files.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        self.folders.changed([self.path(name) for name in files])

    def open(self, name: str, text: str | None = None):
        path = self.path(name)
        self.folders.open(path, Path(path).read_text(encoding="utf-8") if text is None else text)
        return self.view(name)

    def type(self, name: str, text: str):
        self.folders.type(self.path(name), text)
        return self.view(name)

    def view(self, name: str):
        return self.folders.of(self.path(name)).view(self.path(name))


def place(view, text: str, offset: int = 0) -> tuple[int, int]:
    """Line and column of the first place where a text stands in a document."""
    return view.source.position(view.source.text.index(text) + offset)
