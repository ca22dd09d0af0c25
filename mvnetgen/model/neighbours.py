"""
What rules may ask of a neighbour: the settings of each ARM type, under names of our own.

This is the contract between the readers that fill `Neighbour.settings` and the `estate` rules:

* A neighbour is a resource that the configuration itself declares. A data source is none: its settings stand elsewhere,
  and their absence says nothing. A resource under an unknown type is none either.
* A setting holds a `Node`: a value, `Unknown`, or a tuple of nodes for `WORDS` and `IDS`. A setting that the author left
  out is absent (or null): the accessors below then give what Azure and the provider do, see `Setting.default`.
* Words are those of ARM in any case: azurerm's ``public_network_access_enabled = false`` becomes ``disabled``.
* An id is the literal text, or `Unknown` with the `reference` that the author wrote. So is a principal (`Reference` to
  the resource that owns the identity) and a resource group (its name, or `Unknown` with the reference).
* What another resource writes belongs to the settings of its owner: ``azurerm_storage_account_network_rules`` to those
  of the account, ``azurerm_mssql_virtual_network_rule`` to the ``subnet_ids`` of the server. Where the owner cannot be
  told, these settings of every candidate are `Unknown`.
* Every setting has its place in the estate's `SpanMap`, at ``(*neighbour.route, name)``.
* `Estate.sees_neighbours` is false when a neighbour may be hidden: a file that could not be read, a call of a module whose
  source is not at hand and that may declare resources.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto

from mvnetgen.model.estate import Neighbour
from mvnetgen.text.document import Cause, Unknown
from mvnetgen.text.source import Route

SUBSCRIPTION = "microsoft.resources/subscriptions"
GROUP = "microsoft.resources/resourcegroups"
WORKSPACE = "microsoft.machinelearningservices/workspaces"
STORAGE = "microsoft.storage/storageaccounts"
KEY_VAULT = "microsoft.keyvault/vaults"
REGISTRY = "microsoft.containerregistry/registries"
ROLE_ASSIGNMENT = "microsoft.authorization/roleassignments"
LOCK = "microsoft.authorization/locks"
PRIVATE_ENDPOINT = "microsoft.network/privateendpoints"
IDENTITY = "microsoft.managedidentity/userassignedidentities"
COMPUTE = "microsoft.machinelearningservices/workspaces/computes"
BATCH_ENDPOINT = "microsoft.machinelearningservices/workspaces/batchendpoints"
ONLINE_ENDPOINT = "microsoft.machinelearningservices/workspaces/onlineendpoints"
ONLINE_DEPLOYMENT = "microsoft.machinelearningservices/workspaces/onlineendpoints/deployments"
CONNECTION = "microsoft.machinelearningservices/workspaces/connections"
ROLE_DEFINITION = "microsoft.authorization/roledefinitions"
POLICY_DEFINITION = "microsoft.authorization/policydefinitions"
REGISTRATION = "microsoft.resources/providers"
"""What registers a resource provider in the subscription."""
PROVIDER = "provider"
"""A ``provider`` block of Terraform, which no other language has."""


class Holds(Enum):
    """What a setting holds."""

    TEXT = auto()
    WORD = auto()
    """One of a few words; case does not matter."""
    FLAG = auto()
    ID = auto()
    WORDS = auto()
    IDS = auto()


@dataclass(frozen=True, slots=True)
class Setting:
    """One fact of a neighbour."""

    holds: Holds
    what: str
    default: str | bool | tuple[str, ...] | None = None
    """What is in force when the author leaves it out; None when nothing is, or when it cannot be left out."""


_NAMED = {
    "name": Setting(Holds.TEXT, "its name"),
    "resource_group": Setting(Holds.TEXT, "the name of its resource group, or a reference to it"),
    "location": Setting(Holds.TEXT, "its region"),
    "provider": Setting(Holds.TEXT, "the provider block of Terraform that makes it, where it names one: `azurerm.hub`"),
}
_GUARDED = {
    "public_network_access": Setting(Holds.WORD, "`enabled`, `disabled` or `securedbyperimeter`", "enabled"),
    "default_action": Setting(Holds.WORD, "`allow` or `deny`: what its firewall does with others", "allow"),
    "subnet_ids": Setting(Holds.IDS, "subnets that its service-endpoint rules admit", ()),
}
_BYPASS = {
    "bypass": Setting(
        Holds.WORDS, "who passes its firewall: `azureservices`, `logging`, … or `none`", ("azureservices",)
    )
}
_OF_WORKSPACE = {"name": _NAMED["name"], "workspace": Setting(Holds.ID, "the workspace that it belongs to")}

SETTINGS: Mapping[str, Mapping[str, Setting]] = {
    STORAGE: {
        **_NAMED,
        **_GUARDED,
        **_BYPASS,
        "sku_tier": Setting(Holds.WORD, "`standard` or `premium`"),
        "kind": Setting(Holds.WORD, "`storagev2`, `blockblobstorage`, …", "storagev2"),
        "is_hns_enabled": Setting(Holds.FLAG, "whether it has a hierarchical namespace", default=False),
        "ip_rules": Setting(Holds.IDS, "addresses that its firewall admits", ()),
        "shared_access_key_enabled": Setting(Holds.FLAG, "whether account keys work", default=True),
        "resource_access_rules": Setting(Holds.IDS, "resource instances that its firewall admits", ()),
    },
    KEY_VAULT: {**_NAMED, **_GUARDED, **_BYPASS},
    REGISTRY: {
        **_NAMED,
        **_GUARDED,
        **_BYPASS,
        "sku": Setting(Holds.WORD, "`basic`, `standard` or `premium`"),
    },
    ROLE_ASSIGNMENT: {
        "scope": Setting(Holds.ID, "the resource, group, subscription or management group it is made on"),
        "role": Setting(
            Holds.TEXT,
            "the role's name, GUID or definition id; a data source of a role counts as the name it is looked up by",
        ),
        "principal": Setting(Holds.ID, "the identity, as a reference to the resource that owns it, or its object id"),
    },
    LOCK: {
        "scope": Setting(Holds.ID, "the resource, group or subscription that is locked"),
        "level": Setting(Holds.WORD, "`cannotdelete` or `readonly`"),
    },
    PRIVATE_ENDPOINT: {
        **_NAMED,
        "target": Setting(Holds.ID, "the resource that it leads to"),
        "subresources": Setting(Holds.WORDS, "its sub-resources (group ids)", ()),
        "subnet": Setting(Holds.ID, "the subnet that it stands in"),
    },
    IDENTITY: dict(_NAMED),
    COMPUTE: {
        **_OF_WORKSPACE,
        "compute_type": Setting(
            Holds.WORD, "`amlcompute`, `computeinstance`, `kubernetes`, `aks`, `virtualmachine`, `synapsespark`, …"
        ),
        "location": Setting(Holds.TEXT, "its region (ARM: computeLocation)"),
        "subnet": Setting(Holds.ID, "the subnet of a virtual network that it stands in"),
        "public_ip": Setting(Holds.FLAG, "whether its nodes have public addresses"),
        "create_timeout": Setting(Holds.TEXT, "how long Terraform waits for its creation: `90m`"),
    },
    BATCH_ENDPOINT: dict(_OF_WORKSPACE),
    ONLINE_ENDPOINT: {
        **_OF_WORKSPACE,
        "kind": Setting(Holds.WORD, "`managed` or `k8s`"),
        "compute": Setting(Holds.ID, "the Kubernetes cluster that serves it"),
    },
    ONLINE_DEPLOYMENT: {
        "name": _NAMED["name"],
        "endpoint": Setting(Holds.ID, "the online endpoint that it belongs to"),
        "kind": Setting(Holds.WORD, "`managed` or `kubernetes`"),
    },
    CONNECTION: {
        **_OF_WORKSPACE,
        "category": Setting(Holds.WORD, "`cognitivesearch`, `aiservices`, `azureblob`, …"),
        "target": Setting(Holds.TEXT, "the address of the service"),
        "resource": Setting(Holds.ID, "the service, where the connection names it"),
    },
    ROLE_DEFINITION: {
        "name": _NAMED["name"],
        "scope": Setting(Holds.ID, "where the role can be assigned"),
        "actions": Setting(Holds.WORDS, "what it allows", ()),
        "not_actions": Setting(Holds.WORDS, "what it takes back of that", ()),
    },
    POLICY_DEFINITION: {
        "name": _NAMED["name"],
        "denies": Setting(Holds.WORDS, "types of resources that it denies, whatever else is true of them", ()),
    },
    REGISTRATION: {"name": Setting(Holds.WORD, "the resource provider: `microsoft.network`")},
    PROVIDER: {
        "name": Setting(Holds.WORD, "`azurerm`, `azapi`"),
        "alias": Setting(Holds.TEXT, "its alias"),
        "tenant": Setting(Holds.WORD, "the tenant that it signs in to"),
        "subscription": Setting(Holds.WORD, "the subscription that it works in"),
        "registrations": Setting(Holds.WORD, "which resource providers it registers: `none`, `core`, `legacy`, …"),
        "registers": Setting(Holds.WORDS, "resource providers that it registers beside those", ()),
    },
}
"""The settings by ARM type. `OTHER` are those of every other type."""
OTHER: Mapping[str, Setting] = {
    **_NAMED,
    **_GUARDED,
    "custom_subdomain": Setting(Holds.TEXT, "the label that its host names start with, where that is not its name"),
}


def setting(neighbour: Neighbour, name: str) -> Setting:
    """What a setting is. Raises `KeyError` for a name that is not in the contract."""
    return SETTINGS.get(neighbour.arm_type, OTHER)[name]


def route_of(neighbour: Neighbour, name: str) -> Route:
    """The route of a setting from the top of the estate."""
    return (*neighbour.route, name)


def text(neighbour: Neighbour, name: str) -> str | Unknown | None:
    """A text or id; words in lower case. The default when the author left it out."""
    kind = setting(neighbour, name)
    node = neighbour.settings.get(name)
    match None if node is None else node.value:
        case None:
            return kind.default if isinstance(kind.default, str) else None
        case str() as value:
            return value.strip().lower() if kind.holds is Holds.WORD else value
        case Unknown() as unknown:
            return unknown
        case _:
            return Unknown("it is written wrongly", node.span if node else None, kind=Cause.WRONG)


def flag(neighbour: Neighbour, name: str) -> bool | Unknown | None:
    """A flag. The default when the author left it out."""
    kind = setting(neighbour, name)
    node = neighbour.settings.get(name)
    match None if node is None else node.value:
        case None:
            return kind.default if isinstance(kind.default, bool) else None
        case bool() as value:
            return value
        case Unknown() as unknown:
            return unknown
        case _:
            return Unknown("it is written wrongly", node.span if node else None, kind=Cause.WRONG)


def texts(neighbour: Neighbour, name: str) -> tuple[str | Unknown, ...] | Unknown:
    """A list of texts or ids; words in lower case. The default when the author left it out."""
    kind = setting(neighbour, name)
    node = neighbour.settings.get(name)
    match None if node is None else node.value:
        case None:
            return kind.default if isinstance(kind.default, tuple) else ()
        case Unknown() as unknown:
            return unknown
        case str() as one:
            return (one.strip().lower() if kind.holds is Holds.WORDS else one,)
        case tuple() as items:
            fold = kind.holds is Holds.WORDS
            return tuple(_text(item.value, fold=fold) for item in items)
        case _:
            return Unknown("it is written wrongly", node.span if node else None, kind=Cause.WRONG)


def _text(value: object, *, fold: bool) -> str | Unknown:
    if isinstance(value, Unknown):
        return value
    if isinstance(value, str):
        return value.strip().lower() if fold else value
    return Unknown("it is written wrongly", kind=Cause.WRONG)


def is_private(neighbour: Neighbour) -> bool | None:
    """Whether a resource is closed to the internet at large; None when that cannot be told."""
    answers = (
        _answer(text(neighbour, "public_network_access"), "disabled", "enabled"),
        _answer(text(neighbour, "default_action"), "deny", "allow"),
    )
    if True in answers:
        return True
    return None if None in answers else False


def _answer(word: str | Unknown | None, yes: str, no: str) -> bool | None:
    return {yes: True, no: False}.get(word) if isinstance(word, str) else None


def admits_azure_services(neighbour: Neighbour) -> bool | None:
    """Whether trusted Azure services pass the firewall of a resource; None when that cannot be told."""
    words = texts(neighbour, "bypass")
    if isinstance(words, Unknown):
        return None
    if "azureservices" in [word for word in words if isinstance(word, str)]:
        return True
    return None if any(isinstance(word, Unknown) for word in words) else False
