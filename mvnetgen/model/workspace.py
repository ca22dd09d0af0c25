"""
The workspace, normalized: what every format means, in the words of the `az ml` YAML.

A value is what the user wrote, in one spelling; or `Unknown`, when only Terraform can compute it or when it was written
wrongly (the reader has said so then); or None, when it was left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field

from mvnetgen.text.document import HOLE, Unknown, known_text, shown
from mvnetgen.text.source import Route

Text = str | Unknown | None
Flag = bool | Unknown | None


class Kind(StrEnum):
    """What a workspace is."""

    DEFAULT = "default"
    HUB = "hub"
    PROJECT = "project"
    FEATURE_STORE = "featurestore"


class IsolationMode(StrEnum):
    """What may leave the managed network."""

    DISABLED = "disabled"
    INTERNET = "allow_internet_outbound"
    APPROVED = "allow_only_approved_outbound"


class FirewallSku(StrEnum):
    """The Azure Firewall that appears with the first FQDN rule."""

    STANDARD = "standard"
    BASIC = "basic"


class PublicAccess(StrEnum):
    """Whether the workspace answers to the internet."""

    ENABLED = "enabled"
    DISABLED = "disabled"


class IdentityType(StrEnum):
    """Which managed identities a workspace has."""

    SYSTEM = "system_assigned"
    USER = "user_assigned"
    BOTH = "system_assigned,user_assigned"
    NONE = "none"


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    @classmethod
    def of(cls, **values: Any) -> Self:
        """
        The model of values that a reader has checked: it found their types, and said where they were wrong.

        Nothing is checked a second time. The constructor does, and is for values from anywhere else; to be able to, pydantic
        builds its validators, which takes longer than reading a file.
        """
        return cls.model_construct(**values)


class _Rule(_Frozen):
    name: Text = None
    category: Text = None
    """Written by an author only by mistake, or read back from Azure: see `made_by_azure`."""
    status: str | None = None
    """What Azure says of a rule that is there: ``Active``, ``Inactive``, ``Failed``; None in code."""

    @property
    def made_by_azure(self) -> bool:
        """A rule that the service added and somebody exported: not the user's."""
        if self.category is None:  # nearly always, and every rule asks it of every outbound rule
            return False
        category = self.category.lower() if isinstance(self.category, str) else ""
        name = self.name if isinstance(self.name, str) else ""
        return category in {"required", "dependency"} and name.upper().startswith("__SYS_")

    @property
    def label(self) -> str:
        """The name as messages write it, `…` for what is not known of it; ``a rule`` when nothing is."""
        text = known_text(self.name)
        return f"`{shown(text)}`" if text and text.strip(HOLE) else "a rule"


class FqdnRule(_Rule):
    """Allows HTTP and HTTPS to hosts."""

    type: Literal["fqdn"] = "fqdn"
    destination: Text = None
    """One host, or several in one text, separated by commas."""


class ServiceTagRule(_Rule):
    """Allows ports to the addresses behind a service tag, or to address prefixes."""

    type: Literal["service_tag"] = "service_tag"
    service_tag: Text = None
    protocol: Text = None
    port_ranges: Text = None
    address_prefixes: tuple[Text, ...] | Unknown | None = None
    action: Text = None


class PrivateEndpointRule(_Rule):
    """A private endpoint in the managed network to another resource."""

    type: Literal["private_endpoint"] = "private_endpoint"
    service_resource_id: Text = None
    subresource_target: Text = None
    spark_enabled: Flag = None
    fqdns: tuple[Text, ...] | Unknown | None = None


class UndecidedRule(_Rule):
    """A rule whose type is not known."""

    type: Literal["undecided"] = "undecided"


OutboundRule = Annotated[FqdnRule | ServiceTagRule | PrivateEndpointRule | UndecidedRule, Field(discriminator="type")]


class ManagedNetwork(_Frozen):
    """The managed virtual network of a workspace."""

    isolation_mode: IsolationMode | Unknown | None = None
    firewall_sku: FirewallSku | Unknown | None = None
    outbound_rules: tuple[OutboundRule, ...] = ()
    more_rules: Unknown | None = None
    """Set when there may be rules beyond `outbound_rules`: nothing may be concluded from a rule's absence then."""
    kind: Text = None
    """ARM's ``managedNetworkKind``; not a key of the YAML."""
    enable_network_monitor: Flag = None
    """Not a key of the YAML."""
    status: Text = None
    """What Azure says of a network that is there: ``Active`` or ``Inactive``; None in code."""
    spark_ready: Flag = None
    """Whether a network that is there is ready for Spark; None in code."""

    @property
    def isolated(self) -> bool:
        """Whether isolation is certainly on."""
        return self.isolation_mode in (IsolationMode.INTERNET, IsolationMode.APPROVED)


class UserAssignedIdentity(_Frozen):
    """A user-assigned identity by its id."""

    resource_id: Text


class Identity(_Frozen):
    """The managed identities of a workspace."""

    type: IdentityType | Unknown | None = None
    user_assigned_identities: tuple[UserAssignedIdentity, ...] | Unknown = ()


class CustomerManagedKey(_Frozen):
    """Encryption with the customer's own key."""

    key_vault: Text = None
    key_uri: Text = None
    cosmosdb_id: Text = None
    storage_id: Text = None
    search_id: Text = None


class NetworkAcls(_Frozen):
    """Which addresses may reach the workspace."""

    default_action: Text = None
    ip_rules: tuple[Text, ...] | Unknown = ()


class ServerlessCompute(_Frozen):
    """Settings of serverless compute."""

    custom_subnet: Text = None
    no_public_ip: Flag = None


class Workspace(_Frozen):
    """An Azure Machine Learning workspace, hub or project."""

    name: Text = None
    kind: Kind | Unknown = Kind.DEFAULT
    location: Text = None
    resource_group: Text = None
    description: Text = None
    display_name: Text = None
    tags: dict[str, Text] | Unknown | None = None
    hbi_workspace: Flag = None
    storage_account: Text = None
    container_registry: Text = None
    key_vault: Text = None
    application_insights: Text = None
    customer_managed_key: CustomerManagedKey | Unknown | None = None
    image_build_compute: Text = None
    public_network_access: PublicAccess | Unknown | None = None
    network_acls: NetworkAcls | Unknown | None = None
    ip_allowlist: tuple[Text, ...] | Unknown | None = None
    """ARM's ``ipAllowlist``; not a key of the YAML."""
    system_datastores_auth_mode: Text = None
    identity: Identity | Unknown | None = None
    primary_user_assigned_identity: Text = None
    workspace_hub: Text = None
    hub_id: Text = None
    default_resource_group: Text = None
    managed_network: ManagedNetwork | Unknown | None = None
    provision_network_now: Flag = None
    enable_data_isolation: Flag = None
    allow_roleassignment_on_rg: Flag = None
    serverless_compute: ServerlessCompute | Unknown | None = None
    discovery_url: Text = None
    v1_legacy_mode: Flag = None
    """ARM's ``v1LegacyMode``; not a key of the YAML."""

    @property
    def network(self) -> ManagedNetwork | None:
        """The managed network when there certainly is one; None when there is none or nobody knows."""
        return self.managed_network if isinstance(self.managed_network, ManagedNetwork) else None

    @property
    def isolation_mode(self) -> IsolationMode | Unknown | None:
        """The mode in force: no managed network means disabled; None when the network leaves the mode out."""
        match self.managed_network:
            case None:
                return IsolationMode.DISABLED
            case ManagedNetwork(isolation_mode=mode):
                return mode
            case Unknown() as unknown:
                return unknown
        return None

    @property
    def may_approve_outbound(self) -> bool:
        """Whether FQDN and service tag rules may open something: not in a mode that is known to be another than approved."""
        return self.isolation_mode not in (IsolationMode.DISABLED, IsolationMode.INTERNET)

    @property
    def identity_type(self) -> IdentityType | Unknown:
        """The identity in force: Azure gives a system-assigned one when none is asked for."""
        if isinstance(self.identity, Unknown):
            return self.identity
        return (self.identity.type if self.identity else None) or IdentityType.SYSTEM

    def outbound_rules(self) -> Iterator[tuple[Route, FqdnRule | ServiceTagRule | PrivateEndpointRule | UndecidedRule]]:
        """The user's outbound rules with their routes; rules that Azure made are left out."""
        if self.network:
            for index, rule in enumerate(self.network.outbound_rules):
                if not rule.made_by_azure:
                    yield ("managed_network", "outbound_rules", index), rule

    @property
    def rules_complete(self) -> bool:
        """Whether every outbound rule is known, so that one that is not there is certainly absent."""
        return self.managed_network is None or (self.network is not None and self.network.more_rules is None)
