from collections.abc import Iterator

from mvnetgen.azure.network_owner import NetworkOwner
from mvnetgen.model.estate import Estate
from mvnetgen.model.neighbours import STORAGE, flag, route_of, text
from mvnetgen.model.workspace import Kind
from mvnetgen.rules.endpoints import dependency_neighbour
from mvnetgen.rules.rule import Problem, Severity, rule

_ONE_PART = {"blobstorage": "BlobStorage", "blockblobstorage": "BlockBlobStorage", "filestorage": "FileStorage"}
"""Kinds of accounts that hold only blobs or only files."""


@rule(Severity.ERROR, since="0.1.0", owners=(NetworkOwner.WORKSPACE,))
def unsuitable_default_storage(estate: Estate) -> Iterator[Problem]:
    """
    A default storage account of a kind that cannot hold a workspace, Premium, or with a hierarchical namespace.

    ## Why

    A workspace keeps its artifacts in blobs and files of its default storage account. Accounts of the kinds `BlobStorage`, `BlockBlobStorage` and
    `FileStorage`, as all Premium ones, hold only one of them, and accounts with a hierarchical namespace (Data Lake
    Storage) are not supported; the workspace is refused or its datastores fail. A feature store may have a hierarchical
    namespace.

    Source: https://learn.microsoft.com/azure/machine-learning/reference-yaml-workspace

    ## Fix

    Use a general purpose v2 account of the Standard tier, and connect the data lake as a datastore.

    ```hcl
    resource "azurerm_storage_account" "default" {
      account_tier   = "Standard"
      is_hns_enabled = false
    }
    ```
    """
    said: set[str] = set()
    for prefix, declaration in estate.workspaces():
        account = dependency_neighbour("storage_account", declaration, estate)
        if account is None or account.arm_type != STORAGE or account.address in said:
            continue
        related = (((*prefix, "storage_account"), "the workspace uses it here"),)
        kind = text(account, "kind")
        if isinstance(kind, str) and kind in _ONE_PART:
            said.add(account.address)
            message = f"`{account.address}` is of the kind `{_ONE_PART[kind]}`, which has not both blobs and files"
            yield Problem(route_of(account, "kind"), message, "use the kind `StorageV2`", related=related)
        elif text(account, "sku_tier") == "premium":
            said.add(account.address)
            message = f"`{account.address}` is Premium, which the default storage of a workspace must not be"
            yield Problem(route_of(account, "sku_tier"), message, "use a Standard account", related=related)
        elif flag(account, "is_hns_enabled") is True and declaration.workspace.kind in (Kind.DEFAULT, Kind.HUB):
            said.add(account.address)
            message = f"`{account.address}` has a hierarchical namespace, which the default storage of a workspace must not have"
            help_ = "use an account without it, and connect the data lake as a datastore"
            yield Problem(route_of(account, "is_hns_enabled"), message, help_, related=related)
