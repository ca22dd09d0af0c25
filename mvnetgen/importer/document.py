"""A workspace of the model as the keys and values of its YAML, and what had to be left out on the way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from mvnetgen.formats.arm.spelling import HUB_DECIDES
from mvnetgen.importer.losses import Loss
from mvnetgen.importer.placeholders import Placeholders
from mvnetgen.model.estate import SpanMap
from mvnetgen.model.workspace import (
    FqdnRule,
    Identity,
    IdentityType,
    Kind,
    ManagedNetwork,
    OutboundRule,
    PrivateEndpointRule,
    ServiceTagRule,
    UserAssignedIdentity,
    Workspace,
)
from mvnetgen.text.document import Unknown
from mvnetgen.text.source import Route, Span

SHORTEST_SECRET = 3
"""Characters of a secret that are looked for inside of other texts."""
_SHARED_WITH_HUB = frozenset({*HUB_DECIDES, "storage_account", "container_registry", "key_vault"}) - {"hub_id"}
_GIVEN_TO_AZ = ("location", "resource_group")
"""What `az ml workspace create` also takes as an option: left out when it is not known."""


@dataclass
class Writing:
    """One workspace on its way to YAML."""

    route: Route
    spans: SpanMap
    placeholders: Placeholders
    everything: bool = False
    """Whether a placeholder stands also for what could be left out."""
    made: frozenset[str] = frozenset()
    """Keys whose values generated code makes by itself."""
    secrets: frozenset[str] = frozenset()
    is_generated: Callable[[Span], bool] = lambda _: False
    """Whether a place lies in code of ours, which works out by itself what the file that it came from did not say."""
    losses: list[Loss] = field(default_factory=list)
    rules: int = 0
    of_the_service: int = 0

    # values

    def lose(self, what: str, *steps: str | int) -> None:
        """Notes what is left out."""
        self.losses.append(Loss(self.spans.at((*self.route, *steps)).span, what))

    def is_secret(self, value: object, *steps: str | int) -> bool:
        """Whether a value must not be shown: its author says so of it, or of anything it is part of."""
        for end in range(1, len(steps) + 1):
            place = self.spans.get((*self.route, *steps[:end]))
            if place is not None and place.sensitive:
                return True
        if not isinstance(value, str):
            return False
        return value in self.secrets or any(
            len(secret) >= SHORTEST_SECRET and secret in value for secret in self.secrets
        )

    def text(self, value: str | Unknown | None, *steps: str | int) -> str | None:
        """A text with placeholders for what is not known of it; None, and a loss, when it must not be shown."""
        if value is None:
            return None
        shown_as = ".".join(str(step) for step in steps)
        if self.is_secret(value.text if isinstance(value, Unknown) else value, *steps):
            self.lose(f"{shown_as}: marked as sensitive", *steps)
            return None
        if isinstance(value, Unknown):
            return self.placeholders.fill(value, f"{steps[-1]}")
        return value

    def known(self, value: Any, *steps: str | int) -> Any:
        """A word or flag; None, and a loss, when it is not known or must not be shown."""
        if isinstance(value, Unknown):
            if self.is_generated(self.spans.at((*self.route, *steps)).span):
                return None
            self.lose(f"{'.'.join(map(str, steps))}, which is not known: {value.reason}", *steps)
            return None
        if value is not None and self.is_secret(value, *steps):
            self.lose(f"{'.'.join(map(str, steps))}: marked as sensitive", *steps)
            return None
        return value

    # the workspace

    def document(self, workspace: Workspace) -> dict[str, Any]:
        """The keys of the file in the order of the documentation."""
        kind = workspace.kind if isinstance(workspace.kind, Kind) else Kind.DEFAULT
        found: dict[str, Any] = {"name": self.text(workspace.name, "name") or "<NAME>"}
        if kind in {Kind.HUB, Kind.PROJECT}:
            found["kind"] = kind.value
        for key in _GIVEN_TO_AZ:
            found[key] = self._optional(workspace, key)
        name = workspace.name if isinstance(workspace.name, str) else None
        for key in ("display_name", "description"):
            text = getattr(workspace, key)
            found[key] = None if text in {name, ""} else self.text(text, key)
        found["tags"] = self._tags(workspace)
        found["hub_id"] = (
            self.text(workspace.hub_id or workspace.workspace_hub, "hub_id") if kind is Kind.PROJECT else None
        )
        if kind is Kind.HUB:
            found["default_resource_group"] = self.text(
                workspace.default_resource_group or None, "default_resource_group"
            )
        found |= self._identity(workspace)
        for key in ("storage_account", "key_vault", "application_insights", "container_registry"):
            found[key] = self._optional(workspace, key) if key in self.made else self._id(workspace, key)
        found["customer_managed_key"] = self._customer_managed_key(workspace)
        found["image_build_compute"] = self.text(workspace.image_build_compute or None, "image_build_compute")
        found["hbi_workspace"] = self.known(workspace.hbi_workspace, "hbi_workspace") or None
        access = self.known(workspace.public_network_access, "public_network_access")
        found["public_network_access"] = access.value if access else None
        found["network_acls"] = self._network_acls(workspace)
        found["system_datastores_auth_mode"] = self.text(
            workspace.system_datastores_auth_mode or None, "system_datastores_auth_mode"
        )
        found["enable_data_isolation"] = self.known(workspace.enable_data_isolation, "enable_data_isolation") or None
        on_group = self.known(workspace.allow_roleassignment_on_rg, "allow_roleassignment_on_rg")
        found["allow_roleassignment_on_rg"] = False if on_group is False else None
        found["serverless_compute"] = self._serverless(workspace)
        found["provision_network_now"] = self.known(workspace.provision_network_now, "provision_network_now") or None
        found["managed_network"] = self._network(workspace)
        if kind is Kind.PROJECT:
            found = {key: value for key, value in found.items() if key not in _SHARED_WITH_HUB}
        return {key: value for key, value in found.items() if value is not None}

    def _id(self, workspace: Workspace, key: str) -> str | None:
        return self.text(getattr(workspace, key) or None, key)

    def _optional(self, workspace: Workspace, key: str) -> str | None:
        """A value that may be left out when it is not known."""
        value = getattr(workspace, key)
        if isinstance(value, Unknown) and key == "resource_group" and value.text is not None:
            value = replace(
                value.other(value.text.rpartition("/")[2]), symbol=value.symbol and value.symbol.rpartition("/")[2]
            )
        if isinstance(value, Unknown) and not self.everything:
            return None
        return self.text(value or None, key)

    def _tags(self, workspace: Workspace) -> dict[str, str] | None:
        tags = self.known(workspace.tags, "tags")
        texts = {key: self.text(value, "tags", key) for key, value in (tags or {}).items()}
        return {key: text for key, text in texts.items() if text is not None} or None

    def _identity(self, workspace: Workspace) -> dict[str, Any]:
        identity = self.known(workspace.identity, "identity")
        found: dict[str, Any] = {}
        if isinstance(identity, Identity):
            kind = self.known(identity.type, "identity", "type")
            assigned = identity.user_assigned_identities
            if isinstance(assigned, Unknown):
                assigned = (UserAssignedIdentity.of(resource_id=assigned),)
            ids = [
                self.text(each.resource_id, "identity", "user_assigned_identities", index)
                for index, each in enumerate(assigned)
            ]
            if kind not in {None, IdentityType.SYSTEM} or ids:
                found["identity"] = {"type": (kind or IdentityType.USER).value}
                if ids:
                    found["identity"]["user_assigned_identities"] = {text: {} for text in ids if text}
        primary = workspace.primary_user_assigned_identity or None
        return found | {"primary_user_assigned_identity": self.text(primary, "primary_user_assigned_identity")}

    def _customer_managed_key(self, workspace: Workspace) -> dict[str, str] | None:
        key = self.known(workspace.customer_managed_key, "customer_managed_key")
        if key is None:
            return None
        texts = {name: self.text(value or None, "customer_managed_key", name) for name, value in key}
        return {name: text for name, text in texts.items() if text is not None} or None

    def _network_acls(self, workspace: Workspace) -> dict[str, Any] | None:
        acls = self.known(workspace.network_acls, "network_acls")
        if acls is None or (not acls.default_action and not acls.ip_rules):
            return None
        rules = self.known(acls.ip_rules, "network_acls", "ip_rules") or ()
        ranges = [self.text(each, "network_acls", "ip_rules", index) for index, each in enumerate(rules)]
        action = self.text(acls.default_action, "network_acls", "default_action") or "Deny"
        listed = [{"value": each} for each in ranges if each]
        return {"default_action": action, **({"ip_rules": listed} if listed else {})}

    def _serverless(self, workspace: Workspace) -> dict[str, Any] | None:
        serverless = self.known(workspace.serverless_compute, "serverless_compute")
        if serverless is None:
            return None
        subnet = self.text(serverless.custom_subnet or None, "serverless_compute", "custom_subnet")
        without = self.known(serverless.no_public_ip, "serverless_compute", "no_public_ip")
        found = {"custom_subnet": subnet, "no_public_ip": without}
        return {key: value for key, value in found.items() if value is not None} or None

    # the network

    def _network(self, workspace: Workspace) -> dict[str, Any] | None:
        network = workspace.network
        if not isinstance(network, ManagedNetwork):
            return None
        mode = self.known(network.isolation_mode, "managed_network", "isolation_mode")
        sku = self.known(network.firewall_sku, "managed_network", "firewall_sku")
        found: dict[str, Any] = {}
        if mode is not None:
            found["isolation_mode"] = mode.value
        if sku is not None:
            found["firewall_sku"] = sku.value
        rules = []
        for index, rule in enumerate(network.outbound_rules):
            if rule.made_by_azure:
                self.of_the_service += 1
                continue
            written = self._rule(rule, "managed_network", "outbound_rules", index)
            if written is not None:
                rules.append(written)
        self.rules = len(rules)
        if rules:
            found["outbound_rules"] = rules
        return found or None

    def _rule(self, rule: OutboundRule, *steps: str | int) -> dict[str, Any] | None:
        """The keys of a rule; None, and a loss, for one that the YAML cannot say."""
        label = rule.label
        name = self.text(rule.name, *steps, "name")
        before = len(self.losses)
        match rule:
            case FqdnRule():
                destination: Any = self.text(rule.destination, *steps, "destination")
                more: Mapping[str, Any] = {}
            case ServiceTagRule():
                action = rule.action
                if isinstance(action, Unknown) or (action is not None and action.lower() != "allow"):
                    said = "an action that is not known" if isinstance(action, Unknown) else f"action {action}"
                    self.lose(f"the rule {label}: it has {said}, and the YAML can only allow", *steps)
                    return None
                if isinstance(rule.address_prefixes, Unknown):
                    self.lose(
                        f"the rule {label}, whose address prefixes are not known: without them it opens more", *steps
                    )
                    return None
                destination = self._service_tag(rule, steps)
                more = {}
            case PrivateEndpointRule():
                destination = {
                    "service_resource_id": self.text(rule.service_resource_id, *steps, "service_resource_id"),
                    "subresource_target": self.text(rule.subresource_target, *steps, "subresource_target"),
                    "spark_enabled": self.known(rule.spark_enabled, *steps, "spark_enabled") or False,
                }
                hosts = self.known(rule.fqdns, *steps, "fqdns")
                texts = [self.text(host, *steps, "fqdns", index) for index, host in enumerate(hosts or ())]
                more = {"fqdns": [text for text in texts if text]} if texts else {}
            case _:
                self.lose(f"the rule {label}, whose type is not known", *steps)
                return None
        parts = list(destination.values()) if isinstance(destination, dict) else [destination]
        if name is None or None in parts:
            if len(self.losses) == before:
                self.lose(f"the rule {label}, which lacks a value", *steps)
            return None
        return {"name": name, "type": rule.type, "destination": destination, **more}

    def _service_tag(self, rule: ServiceTagRule, steps: tuple[str | int, ...]) -> dict[str, Any]:
        found: dict[str, Any] = {
            "service_tag": self.text(rule.service_tag or "", *steps, "service_tag"),
            "protocol": self.text(rule.protocol, *steps, "protocol"),
            "port_ranges": self.text(rule.port_ranges, *steps, "port_ranges"),
        }
        prefixes = () if isinstance(rule.address_prefixes, Unknown) else rule.address_prefixes or ()
        texts = [self.text(each, *steps, "address_prefixes", index) for index, each in enumerate(prefixes)]
        if texts:
            found["address_prefixes"] = [text for text in texts if text]
        return found
