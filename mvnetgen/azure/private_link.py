"""Which resources a managed network can reach through a private endpoint, and by which sub-resource."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from mvnetgen.azure.facts import Confidence, closest, load

STORAGE = "Microsoft.Storage/storageAccounts"
KEY_VAULT = "Microsoft.KeyVault/vaults"
REGISTRY = "Microsoft.ContainerRegistry/registries"
WORKSPACE = "Microsoft.MachineLearningServices/workspaces"
APPLICATION_GATEWAY = "Microsoft.Network/applicationGateways"
APPLICATION_INSIGHTS = "Microsoft.Insights/components"
MONITOR_SCOPE = "Microsoft.Insights/privateLinkScopes"


class PrivateLinkService(NamedTuple):
    """A kind of resource that a managed network has private endpoints for."""

    arm_type: str
    name: str
    subresources: tuple[str, ...]
    """Empty for an Application Gateway: there the sub-resource is the name of a frontend IP configuration."""
    approver_role: bool | None
    """Whether the approver role covers it; None when that is not known."""
    azurerm: bool | None
    """Whether azurerm accepts it; None when that depends on its version."""
    account: bool
    """Whether the networks of Foundry accounts list it too."""
    spark: str
    """Whether ``spark_enabled`` is meant for it: ``yes``, ``samples`` (only samples do it), ``no``."""
    note: str
    """A condition on the resource, for messages; empty when there is none."""
    confidence: Confidence

    @property
    def free_subresource(self) -> bool:
        """Whether the sub-resource is a name of the user's own."""
        return not self.subresources


class UnsupportedTarget(NamedTuple):
    """A kind of resource that has private endpoints, or is wished for, and that managed networks do not list."""

    arm_type: str
    name: str
    instead: str
    """What to do; empty when nothing is known."""
    confidence: Confidence


_ANSWERS = {"yes": True, "no": False}


@cache
def services() -> dict[str, PrivateLinkService]:
    """The supported services by ARM type in lower case, other names of the type included."""
    table = load("private_link_services")
    found: dict[str, PrivateLinkService] = {}
    for row in table.rows:
        service = PrivateLinkService(
            row["arm_type"],
            row["name"],
            tuple(row["subresources"].split()),
            _ANSWERS.get(row["approver_role"]),
            _ANSWERS.get(row["azurerm"]),
            _ANSWERS[row["account"]],
            row["spark"],
            row["note"],
            table.sure(row),
        )
        for name in (service.arm_type, *row["aliases"].split()):
            found[name.lower()] = service
    return found


@cache
def unsupported_targets() -> dict[str, UnsupportedTarget]:
    """Known resource types that are not supported, by ARM type in lower case."""
    table = load("private_link_unsupported")
    return {
        row["arm_type"].lower(): UnsupportedTarget(row["arm_type"], row["name"], row["instead"], table.sure(row))
        for row in table.rows
    }


def service_of(arm_type: str) -> PrivateLinkService | None:
    """The supported service of an ARM type in any case; None when managed networks do not list it."""
    return services().get(arm_type.lower())


def unsupported(arm_type: str) -> UnsupportedTarget | None:
    """What is known of an ARM type that is not supported; None for a supported or an unheard-of one."""
    return unsupported_targets().get(arm_type.lower())


def subresource(service: PrivateLinkService, text: str) -> str | None:
    """A sub-resource as Azure spells it, from any case; None when the service has no such sub-resource."""
    if service.free_subresource:
        return text
    return next((each for each in service.subresources if each.lower() == text.lower()), None)


@cache
def _by_subresource() -> dict[str, frozenset[PrivateLinkService]]:
    found: dict[str, frozenset[PrivateLinkService]] = {}
    for service in services().values():
        for name in service.subresources:
            found[name.lower()] = found.get(name.lower(), frozenset()) | {service}
    return found


def only_service_with(text: str) -> PrivateLinkService | None:
    """The one service that has a sub-resource, in any case; None when several have it, or none."""
    found = _by_subresource().get(text.lower(), frozenset())
    return next(iter(found)) if len(found) == 1 else None


_MEANT = {
    ("microsoft.documentdb/databaseaccounts", "nosql"): "Sql",
    ("microsoft.containerregistry/registries", "acr"): "registry",
    ("microsoft.keyvault/vaults", "kv"): "vault",
    ("microsoft.machinelearningservices/registries", "amlworkspace"): "amlregistry",
    ("microsoft.machinelearningservices/workspaces", "amlregistry"): "amlworkspace",
    ("microsoft.storage/storageaccounts", "adls"): "dfs",
    ("microsoft.storage/storageaccounts", "datalake"): "dfs",
}


def nearest_subresource(service: PrivateLinkService, text: str) -> str | None:
    """The sub-resource that a wrong one most likely means; the only one when a service has just one."""
    if len(service.subresources) == 1:
        return service.subresources[0]
    return _MEANT.get((service.arm_type.lower(), text.lower())) or closest(text, service.subresources)


@cache
def _terraform_types() -> dict[str, str]:
    return {row["terraform_type"]: row["arm_type"] for row in load("terraform_types").rows}


def arm_type_of_terraform(terraform_type: str) -> str | None:
    """``azurerm_storage_account`` → ``Microsoft.Storage/storageAccounts``; None for a type that is not in the table."""
    return _terraform_types().get(terraform_type)
