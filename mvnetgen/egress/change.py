"""The smallest change that allows what a network refuses: a rule, where it goes, and what it costs."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from mvnetgen.azure.endpoint_hosts import target_of_host
from mvnetgen.azure.private_link import APPLICATION_GATEWAY, PrivateLinkService, service_of
from mvnetgen.azure.roles import APPROVER_NAME
from mvnetgen.azure.service_tags import ServiceTag, find, find_region
from mvnetgen.egress.addresses import Addresses
from mvnetgen.egress.build import Terms
from mvnetgen.egress.destination import Hosts, PrivateTarget, contains
from mvnetgen.egress.host_pattern import HostPattern
from mvnetgen.egress.question import Question
from mvnetgen.egress.reach import Answer, Verdict
from mvnetgen.egress.refusal import Code
from mvnetgen.egress.row import Egress, RowType
from mvnetgen.egress.spelled_rule import RESOURCES, Manner, NewRule, local_address, spelled, spot_for
from mvnetgen.egress.tag_range import TagRange
from mvnetgen.egress.traffic import WEB
from mvnetgen.model.estate import Neighbour
from mvnetgen.model.neighbours import text
from mvnetgen.model.workspace import (
    FirewallSku,
    FqdnRule,
    IsolationMode,
    ManagedNetwork,
    PrivateEndpointRule,
    ServiceTagRule,
)

LONGEST_NAME = 32
_GROUP = "/subscriptions/<SUBSCRIPTION_ID>/resourceGroups/<RESOURCE_GROUP>/providers"


@dataclass(frozen=True, slots=True)
class Change:
    """What to add, in the language of the file."""

    what: str
    path: str
    line: int | None
    """It goes behind this line; None for anywhere in the file: a resource of its own."""
    snippet: str
    month: float
    currency: str
    also: tuple[str, ...] = ()
    """What else it needs or brings."""


@dataclass(frozen=True, slots=True)
class _Wish:
    rule: NewRule
    what: str
    target: str | None = None
    month: float = 0.0
    also: tuple[str, ...] = ()


def smallest_change(answer: Answer, terms: Terms) -> Change | None:
    """The smallest change for a refusal; None where no rule could help."""
    if answer.verdict is not Verdict.REFUSED or answer.egress is None:
        return None
    egress = answer.egress.hub or answer.egress
    if not egress.declaration.declared:
        return None
    wish = _wish(answer, egress, terms)
    if wish is None:
        return None
    spot = spot_for(egress, wish.rule)
    also = wish.also
    if spot.manner is Manner.AZURERM and not _azurerm_takes(wish.rule):
        spot = replace(spot, manner=Manner.AZAPI_RESOURCE, after=None)
        also = (*also, "the azapi provider: azurerm has no such rule")
    snippet = spelled(wish.rule, spot, egress, wish.target)
    anywhere = spot.manner in RESOURCES or (spot.manner is Manner.AVM and not spot.beside)
    line = None if anywhere else spot.line
    return Change(wish.what, spot.path, line, snippet, wish.month, terms.prices.currency, also)


def _azurerm_takes(rule: NewRule) -> bool:
    match rule:
        case ServiceTagRule():
            return not rule.address_prefixes and "." not in str(rule.service_tag)
        case PrivateEndpointRule():
            return not rule.fqdns
    return True


def _wish(answer: Answer, egress: Egress, terms: Terms) -> _Wish | None:
    question = answer.question
    if answer.code in (Code.SPARK, Code.SPARK_ENDPOINT, Code.NOT_APPROVED):
        return None
    if isinstance(question.destination, Addresses):
        helpless = answer.code is Code.ON_PREMISES or question.destination.nowhere
        if helpless or egress.mode is not IsolationMode.APPROVED:
            return None
        return _prefix(question, egress, (question.host,))
    assert isinstance(question.destination, Hosts)
    host = question.destination.pattern
    if answer.code is Code.ON_PREMISES:
        return _gateway(question, egress, terms)
    if egress.mode is not IsolationMode.APPROVED or _has_endpoint(host, egress):
        return None
    if answer.code is Code.OTHER_REGION:
        return _tag(question, host, egress)
    private = target_of_host(host.text)
    service = service_of(private[0]) if private else None
    if private and private[2] and "*" not in host.text and service is not None:
        return _endpoint(private, service, egress, terms)
    if question.protocol == "tcp" and WEB.contains(question.opening.traffic):
        return _fqdn(host, egress, terms)
    if not host.wide:
        return _prefix(question, egress, (f"<ADDRESS_OF_{_word(host.text)}>",))
    return None


def _has_endpoint(host: HostPattern, egress: Egress) -> bool:
    """Whether an endpoint has the name already, so that no rule for the name would be asked."""
    targets = (each.destination for row in egress.rows for each in row.openings)
    return any(isinstance(each, PrivateTarget) and contains(each, Hosts(host)) is True for each in targets)


def _fqdn(host: HostPattern, egress: Egress, terms: Terms) -> _Wish:
    rule = FqdnRule(name=_name(host.text, egress), destination=host.text)
    first = not any(row.type is RowType.FQDN for row in egress.rows)
    network = egress.declaration.workspace.managed_network
    sku = network.firewall_sku if isinstance(network, ManagedNetwork) else None
    chosen = sku if isinstance(sku, FirewallSku) else FirewallSku.STANDARD
    month = terms.prices.rates[chosen.value].monthly if first else 0.0
    brings = (f"the first FQDN rule brings an Azure Firewall ({chosen.value.capitalize()})",) if first else ()
    return _Wish(rule, "an FQDN rule", None, month, brings)


def _endpoint(private: tuple[str, str, str], service: PrivateLinkService, egress: Egress, terms: Terms) -> _Wish:
    arm_type, part, name = private
    neighbour = _declared(arm_type, name, egress)
    rule = PrivateEndpointRule(
        name=_name(f"{name}-{part}", egress),
        service_resource_id=f"{_GROUP}/{arm_type}/{name}",
        subresource_target=part,
        spark_enabled=False,
    )
    own = {str(row.destination).lower().rpartition("/")[2] for row in egress.rows if row.kind == "automatic"}
    role = (f"the role `{APPROVER_NAME}` for the workspace's identity on `{name}`",)
    also = () if name.lower() in own or not service.approver_role else role
    target = f"{local_address(neighbour.address)}.id" if neighbour is not None else None
    month = terms.prices.rates["private_endpoint"].monthly
    return _Wish(rule, f"a private endpoint to `{name}` ({part})", target, month, also)


def _declared(arm_type: str, name: str, egress: Egress) -> Neighbour | None:
    for neighbour in egress.estate.neighbours_of(arm_type):
        for setting in ("custom_subdomain", "name"):
            known = text(neighbour, setting) if setting in neighbour.settings else None
            if isinstance(known, str) and known.lower() == name.lower():
                return neighbour
    return None


def _gateway(question: Question, egress: Egress, terms: Terms) -> _Wish | None:
    if egress.mode not in (IsolationMode.APPROVED, IsolationMode.INTERNET):
        return None
    rule = PrivateEndpointRule(
        name=_name(question.host, egress),
        service_resource_id=f"{_GROUP}/{APPLICATION_GATEWAY}/<APPLICATION_GATEWAY>",
        subresource_target="<FRONTEND_IP_CONFIGURATION>",
        spark_enabled=False,
        fqdns=(question.host,),
    )
    month = terms.prices.rates["private_endpoint"].monthly
    also = (
        "an Application Gateway in a network of yours that leads there",
        f"the role `{APPROVER_NAME}` for the workspace's identity on the gateway",
    )
    return _Wish(rule, "a private endpoint to an Application Gateway", None, month, also)


def _tag(question: Question, host: HostPattern, egress: Egress) -> _Wish | None:
    for row in egress.rows:
        for each in row.openings:
            where = each.destination
            if not isinstance(where, TagRange) or not where.of_other_region(host):
                continue
            region = next((found for label in host.labels if (found := find_region(label))), None)
            tag = find(where.tag)
            if region is None or tag is None:
                continue
            name = ServiceTag(tag, region.suffix, region).canonical
            rule = ServiceTagRule(
                name=_name(name, egress),
                service_tag=name,
                protocol=question.protocol.upper(),
                port_ranges=str(question.port),
            )
            return _Wish(rule, f"a rule for the service tag `{name}`")
    return None


def _prefix(question: Question, egress: Egress, prefixes: tuple[str, ...]) -> _Wish:
    rule = ServiceTagRule(
        name=_name(question.host, egress),
        service_tag="",
        protocol=question.protocol.upper(),
        port_ranges=str(question.port),
        address_prefixes=prefixes,
    )
    names = isinstance(question.destination, Hosts)
    also = ("its address, which has to stay the same: no rule serves this port by name",) if names else ()
    return _Wish(rule, "a rule for its address", None, 0.0, also)


def _name(wanted: str, egress: Egress) -> str:
    """A name that Azure takes and that no rule has."""
    taken = {str(rule.name).lower() for _, rule in egress.declaration.workspace.outbound_rules()}
    slug = re.sub(r"[^a-z0-9]+", "-", wanted.lower()).strip("-")[: LONGEST_NAME - 2].strip("-") or "rule"
    slug = slug if len(slug) > 2 else f"rule-{slug}"
    name, number = slug, 2
    while name in taken:
        name, number = f"{slug[: LONGEST_NAME - 4]}-{number}", number + 1
    return name


def _word(host: str) -> str:
    return re.sub(r"[^A-Za-z0-9]+", "_", host).strip("_").upper()
