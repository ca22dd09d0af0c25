"""The rows of the user's own outbound rules: what each opens, or why it opens nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from mvnetgen.azure.address_prefixes import is_broad, parse_prefix
from mvnetgen.azure.endpoint_hosts import cloud_of
from mvnetgen.azure.host_names import host_problem, split_hosts
from mvnetgen.azure.hosts import broad_reach, is_storage, private_name, user_content
from mvnetgen.azure.service_tags import parse_tag, tag_before_hole
from mvnetgen.egress.addresses import Addresses
from mvnetgen.egress.destination import Hidden, Hosts, PrivateTarget, UnknownAddresses
from mvnetgen.egress.host_pattern import host_pattern
from mvnetgen.egress.opening import Opening
from mvnetgen.egress.required import Weekly
from mvnetgen.egress.row import Row, RowKind, RowType
from mvnetgen.egress.tag_range import TagRange
from mvnetgen.egress.target import ELLIPSIS, private_target, shown_hosts, target_of
from mvnetgen.egress.traffic import EVERYTHING, NOTHING, TCP, WEB, Traffic, traffic_of
from mvnetgen.model.estate import Declaration, Estate
from mvnetgen.model.workspace import (
    FqdnRule,
    IsolationMode,
    ManagedNetwork,
    PrivateEndpointRule,
    ServiceTagRule,
    UndecidedRule,
)
from mvnetgen.rules.approval import approval
from mvnetgen.rules.endpoints import Endpoint, dependency, endpoints_of
from mvnetgen.rules.matching import Match
from mvnetgen.text.document import HOLE, Unknown, known_text
from mvnetgen.text.source import HIDDEN, Route

_NOT_APPROVED = frozenset({"pending", "rejected", "disconnected", "failed"})
_NO_WAY = "no way leads to private addresses, whatever a rule says"
BY_TAG = "by tag: its addresses change weekly"
_ROLE = "nothing here gives the workspace's identity the role that approves the endpoint"


@dataclass(frozen=True, slots=True)
class UserRules:
    """The rules of one workspace in one mode."""

    prefix: Route
    declaration: Declaration
    estate: Estate
    mode: IsolationMode
    weekly: Weekly

    def rows(self) -> Iterator[Row]:
        """A row for each rule, for each host of one that names several; those that a mode gives no meaning open nothing."""
        endpoints = {each.route: each for each in endpoints_of(self.prefix, self.declaration, self.estate)}
        for inner, rule in self.declaration.workspace.outbound_rules():
            route = (*self.prefix, *inner)
            base = Row(RowKind.USER, None, rule=_name(rule.name), route=route, place=self.estate.spans.at(route))
            for row in self._rows(base, rule, endpoints.get(route)):
                yield self._in_mode(row)
        network = self.declaration.workspace.network
        if isinstance(network, ManagedNetwork) and network.more_rules is not None:
            where = (*self.prefix, "managed_network", "outbound_rules")
            yield self._in_mode(
                Row(
                    RowKind.USER,
                    None,
                    route=where,
                    place=self.estate.spans.at(where),
                    unknown=f"there may be more rules: {network.more_rules.reason}",
                    openings=(Opening(Hidden(), NOTHING, EVERYTHING),),
                )
            )

    def _rows(self, base: Row, rule: object, endpoint: Endpoint | None) -> Iterator[Row]:
        match rule:
            case FqdnRule():
                yield from self._fqdn(replace(base, type=RowType.FQDN, ports="80, 443", protocol="TCP"), rule)
            case ServiceTagRule():
                yield self._tag(replace(base, type=RowType.SERVICE_TAG), rule)
            case PrivateEndpointRule() if endpoint is not None:
                yield self._endpoint(replace(base, type=RowType.PRIVATE_ENDPOINT), endpoint)
            case UndecidedRule():
                hidden = (Opening(Hidden(), NOTHING, EVERYTHING),)
                yield replace(base, unknown="the type of the rule is not known", openings=hidden)

    def _in_mode(self, row: Row) -> Row:
        if self.mode is IsolationMode.DISABLED:
            return replace(row, nothing="no network is isolated here", openings=(), endpoints=0, endpoints_at_most=0)
        if self.mode is IsolationMode.INTERNET and row.type in (RowType.FQDN, RowType.SERVICE_TAG):
            return replace(row, nothing="the internet is open in this mode, which takes no such rule", openings=())
        return row

    @property
    def _cloud(self) -> str:
        location = self.declaration.workspace.location
        return cloud_of(location if isinstance(location, str) else None)

    def _sensitive(self, row: Row, *key: str) -> bool:
        return self.estate.spans.at((*row.route, *key)).sensitive

    def _fqdn(self, row: Row, rule: FqdnRule) -> Iterator[Row]:
        text = known_text(rule.destination)
        hidden = self._sensitive(row, "destination")
        if text is None:
            reason = rule.destination.reason if isinstance(rule.destination, Unknown) else "no host is written"
            where = Hosts(host_pattern(HOLE))
            yield replace(row, unknown=reason, openings=(Opening(where, WEB),), spark=False)
            return
        part = rule.destination.reason if isinstance(rule.destination, Unknown) else None
        for host in split_hosts(text):
            pattern = host_pattern(host)
            nothing = _opens_no_host(host)
            open_ = part if HOLE in host else "a placeholder is to be filled in" if pattern.open else None
            yield replace(
                row,
                destination=HIDDEN if hidden else host.replace(HOLE, ELLIPSIS),
                unknown=open_,
                nothing=None if open_ or not nothing else "it is no host that a rule opens" if hidden else nothing,
                openings=() if not open_ and nothing else (Opening(Hosts(pattern), WEB),),
                broad=None if hidden or open_ else _broad_host(host),
                spark=False,
            )

    def _tag(self, row: Row, rule: ServiceTagRule) -> Row:
        row = replace(row, ports=_spelled(rule.port_ranges), protocol=known_text(rule.protocol))
        passes, perhaps, wrong, unknown = _traffic(rule)
        row = self._to(row, rule)
        if isinstance(rule.action, str) and rule.action.lower() == "deny":
            return replace(row, nothing="its action is Deny", openings=())
        if wrong is not None and row.nothing is None:
            return replace(row, nothing=wrong, openings=(), unknown=row.unknown or unknown)
        openings = tuple(replace(each, traffic=passes, perhaps=perhaps) for each in row.openings)
        broad = row.broad or ("every port and protocol" if passes == EVERYTHING and not rule.address_prefixes else None)
        return replace(row, openings=openings, unknown=row.unknown or unknown, broad=broad)

    def _to(self, row: Row, rule: ServiceTagRule) -> Row:
        """The row with its destination, the traffic left open."""
        match rule.address_prefixes:
            case None | ():
                return self._behind_tag(row, rule)
            case Unknown() as unknown:
                return replace(row, unknown=unknown.reason, openings=(Opening(UnknownAddresses(), NOTHING),))
            case listed:
                return self._prefixes(row, listed)

    def _prefixes(self, row: Row, listed: tuple[str | Unknown | None, ...]) -> Row:
        hidden = self._sensitive(row, "address_prefixes")
        texts = [each for each in listed if isinstance(each, str)]
        parsed = [prefix for prefix in map(parse_prefix, texts) if prefix is not None]
        written = Addresses.of(parsed)
        led = written.minus(written.not_public_part)
        openings: list[Opening] = [Opening(led, NOTHING)] if led.networks else []
        unknown = next((each.reason for each in listed if isinstance(each, Unknown)), None)
        if unknown:
            openings.append(Opening(UnknownAddresses(), NOTHING))
        broad = next((f"`{each}`" for each in texts if (prefix := parse_prefix(each)) and is_broad(prefix)), None)
        return replace(
            row,
            destination=HIDDEN if hidden else tuple(texts),
            unknown=unknown,
            nothing=None if openings else _NO_WAY if parsed else "none of its prefixes is one",
            openings=tuple(openings),
            broad=None if hidden else broad,
            note=None if written.public else _NO_WAY,
        )

    def _behind_tag(self, row: Row, rule: ServiceTagRule) -> Row:
        text = known_text(rule.service_tag)
        if text is None:
            reason = rule.service_tag.reason if isinstance(rule.service_tag, Unknown) else "no tag is written"
            return replace(row, unknown=reason, openings=(Opening(Hidden(), NOTHING),))
        part = rule.service_tag.reason if isinstance(rule.service_tag, Unknown) else None
        shown = HIDDEN if self._sensitive(row, "service_tag") else text.replace(HOLE, ELLIPSIS)
        row = replace(row, destination=shown)
        tag = parse_tag(text) if HOLE not in text else tag_before_hole(text)
        if tag is None:
            if HOLE in text:
                return replace(row, unknown=part, openings=(Opening(Hidden(), NOTHING),))
            return replace(row, nothing="there is no such service tag", openings=())
        if tag.tag.platform:
            return replace(row, nothing="the tag names a part of the network itself", openings=())
        if HOLE in tag.suffix:
            return replace(
                row, unknown=part, openings=(Opening(TagRange(tag.tag.name, None, cloud=self._cloud), NOTHING),)
            )
        if tag.wrong_region or (tag.suffix and not tag.tag.regional):
            return replace(row, nothing="the tag has no such region", openings=())
        region = tag.region.location if tag.region else ""
        behind = self.weekly.get(tag.canonical.lower())
        return replace(
            row,
            destination=shown if shown == HIDDEN else tag.canonical,
            openings=(Opening(TagRange(tag.tag.name, region, behind, self._cloud), NOTHING),),
            broad=tag.tag.reaches_everyone or None,
            note=BY_TAG,
        )

    def _endpoint(self, row: Row, endpoint: Endpoint) -> Row:
        rule = endpoint.rule
        target = target_of(rule.service_resource_id, self.estate)
        part = endpoint.subresource or known_text(rule.subresource_target)
        part = None if part is None or HOLE in part else part
        workspace = self.declaration.workspace
        where = private_target(target, part, workspace.location if isinstance(workspace.location, str) else None)
        where, named = _with_fqdns(where, rule)
        hidden = self._sensitive(row, "service_resource_id")
        unknown = target.unknown or named
        if isinstance(rule.subresource_target, Unknown):
            unknown = unknown or rule.subresource_target.reason
        waits = self._waits(endpoint)
        opening = Opening(where, TCP) if waits is None else Opening(where, NOTHING, TCP)
        state = self.declaration.rule_states.get(row.route[len(self.prefix) :], "")
        refused = state.lower() in _NOT_APPROVED
        spark = rule.spark_enabled if isinstance(rule.spark_enabled, bool | None) else None
        return replace(
            row,
            destination=HIDDEN if hidden and target.shown else target.shown,
            subresource=part,
            hosts=() if hidden else shown_hosts(where),
            unknown=unknown,
            nothing=f"its endpoint has not been approved: {state}" if refused else None,
            openings=() if refused else (opening,),
            withheld=(opening,) if refused else (),
            spark=None if isinstance(rule.spark_enabled, Unknown) else bool(spark),
            endpoints=1,
            endpoints_at_most=1,
            waits=waits,
            note=waits,
        )

    def _waits(self, endpoint: Endpoint) -> str | None:
        """Why nobody may approve an endpoint: the estate would show the role, and does not."""
        if not self.estate.sees_neighbours or not self.declaration.declared:
            return None
        covered = endpoint.service is not None and endpoint.service.approver_role is True
        if not covered or dependency(endpoint, self.estate)[1] is not Match.NO:
            return None
        return _ROLE if approval(endpoint, self.estate) is Match.NO else None


def _with_fqdns(where: PrivateTarget, rule: PrivateEndpointRule) -> tuple[PrivateTarget, str | None]:
    """The target with the names that the rule itself gives it, and why some of them are not known."""
    match rule.fqdns:
        case None | ():
            return where, None
        case Unknown() as unknown:
            return replace(where, perhaps=(*where.perhaps, host_pattern(HOLE))), unknown.reason
        case listed:
            texts = [(each, known_text(each)) for each in listed]
            patterns = [host_pattern(text if text is not None else HOLE) for _, text in texts]
            sure = tuple(each for each in patterns if not each.open)
            doubtful = tuple(each for each in patterns if each.open)
            reason = next((each.reason for each, _ in texts if isinstance(each, Unknown)), None)
            return replace(where, hosts=(*where.hosts, *sure), perhaps=(*where.perhaps, *doubtful)), reason


def _opens_no_host(host: str) -> str | None:
    """Why an FQDN rule to a host opens nothing."""
    problem = host_problem(host)
    if problem:
        return f"`{host}` {problem.why}"
    if is_storage(host):
        return "an FQDN rule opens no storage account: it takes a private endpoint"
    private = private_name(host)
    return f"no public name: {private}" if private else None


def _broad_host(host: str) -> str | None:
    return broad_reach(host) or user_content(host)


def _name(value: str | Unknown | None) -> str | None:
    text = known_text(value)
    return text.replace(HOLE, ELLIPSIS) if text is not None else None


def _spelled(value: str | Unknown | None) -> str | None:
    text = known_text(value)
    if text is None:
        return None
    return ", ".join(part.strip() for part in text.replace(HOLE, ELLIPSIS).split(","))


def _traffic(rule: ServiceTagRule) -> tuple[Traffic, Traffic, str | None, str | None]:
    """What passes, what may pass, why nothing does, and why it is not known."""
    protocol, ports = rule.protocol, rule.port_ranges
    unknown = next((each.reason for each in (protocol, ports) if isinstance(each, Unknown)), None)
    if unknown is not None:
        known = traffic_of(protocol, "*") if isinstance(protocol, str) else None
        if isinstance(ports, str):
            known = traffic_of("*", ports)
        return NOTHING, known or EVERYTHING, None, unknown
    if protocol is None or ports is None:
        return NOTHING, NOTHING, "it names no protocol or no ports", None
    passes = traffic_of(protocol, ports)
    if passes is None:
        return NOTHING, NOTHING, "its protocol or its ports are none", None
    return passes, NOTHING, None, None
