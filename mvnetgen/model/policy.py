"""What an organization allows its managed networks: the `policy` of the configuration."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from mvnetgen.model.workspace import FirewallSku, IsolationMode, PublicAccess


class Policy(BaseModel):
    """Each setting turns one rule of the group `policy` on. A list that is there and empty allows nothing."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    isolation_mode: IsolationMode | None = Field(
        default=None, description="The weakest isolation mode that is allowed: `policy-isolation-mode`."
    )
    public_network_access: PublicAccess | None = Field(
        default=None, description="`disabled` forbids public access: `policy-public-access`."
    )
    firewall_sku: tuple[FirewallSku, ...] | None = Field(
        default=None, description="The firewall SKUs that are allowed: `policy-firewall-sku`."
    )
    fqdns: tuple[str, ...] | None = Field(
        default=None,
        description="The hosts that are allowed; `*.example.org` allows itself and all below: `policy-fqdn`.",
    )
    service_tags: tuple[str, ...] | None = Field(
        default=None,
        description="The service tags that are allowed, each with its regional forms: `policy-service-tag`.",
    )
    private_endpoints: tuple[str, ...] | None = Field(
        default=None,
        description=(
            "Resource ids and scopes that private endpoints may lead to, with all below; `*` stands for (a part of) "
            "one segment, `**` for several: `policy-private-endpoint`."
        ),
    )
