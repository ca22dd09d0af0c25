"""Why a network refuses something, or why nobody can tell: a stable code, the place, and a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from mvnetgen.azure.hosts import is_storage, private_name
from mvnetgen.azure.service_tags import find_region
from mvnetgen.egress.addresses import Addresses
from mvnetgen.egress.destination import Anywhere, Hidden, Hosts, Internet, PrivateTarget
from mvnetgen.egress.host_pattern import ANY, HostPattern, host_pattern
from mvnetgen.egress.question import Question
from mvnetgen.egress.row import Egress, Row, RowKind, RowType
from mvnetgen.egress.tag_range import TagRange
from mvnetgen.egress.traffic import WEB
from mvnetgen.model.estate import Place


class Code(StrEnum):
    """The reason of a refusal or of a doubt. Scripts rely on these words."""

    NO_RULE = "no-rule"
    PORT = "port-not-80-443"
    APEX = "wildcard-excludes-apex"
    STORAGE = "storage-needs-private-endpoint"
    NOT_APPROVED = "endpoint-not-approved"
    OTHER_REGION = "tag-of-other-region"
    ON_PREMISES = "no-way-on-premises"
    SPARK = "spark-ignores-fqdn"
    SPARK_ENDPOINT = "spark-not-enabled"
    TARGET_PRIVATE = "target-private"
    UNKNOWN_VALUE = "unknown-value"
    ADDRESSES = "addresses-of-tag"
    NETWORK_ELSEWHERE = "network-elsewhere"


EXPLAINED = {
    Code.NO_RULE: "no rule, required tag or endpoint opens it",
    Code.PORT: "an FQDN rule names the host, and FQDN rules serve TCP 80 and 443 only",
    Code.APEX: "a wildcard covers every name below it and not the name itself",
    Code.STORAGE: "storage accounts are reached through private endpoints only, one for each sub-resource",
    Code.NOT_APPROVED: "the private endpoint is there and has not been approved",
    Code.OTHER_REGION: "the service tag is open for another region",
    Code.ON_PREMISES: "no way leads from a managed network to names and addresses of the organization",
    Code.SPARK: "an FQDN rule names the host, and FQDN rules do not hold for Spark",
    Code.SPARK_ENDPOINT: "a private endpoint leads there, and its rule does not let Spark use it",
    Code.TARGET_PRIVATE: "the internet is open, but the target refuses the public and has no private endpoint here",
    Code.UNKNOWN_VALUE: "a value that is not known decides",
    Code.ADDRESSES: "only the list of addresses behind a service tag tells",
    Code.NETWORK_ELSEWHERE: "the network is declared elsewhere",
}
"""Each code in a sentence."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why it is refused, or why it depends."""

    code: Code
    message: str
    place: Place | None = None


def refusal(question: Question, egress: Egress, rows: list[Row], *, spark: bool) -> Reason:
    """Why a network certainly refuses what is asked."""
    if isinstance(question.destination, Addresses):
        private = question.destination.private_part
        if private.networks:
            what = "it is" if len(private.networks) == 1 else "they are"
            message = f"{private}: {what} of a private network, and no way leads there from a managed one"
            return Reason(Code.ON_PREMISES, message)
        if question.destination.nowhere:
            return Reason(Code.NO_RULE, "no traffic to such an address leaves the host and its link")
        return Reason(Code.NO_RULE, f"no rule or required tag is open on {question.protocol.upper()} {question.port}")
    assert isinstance(question.destination, Hosts)
    host = question.destination.pattern
    waiting = next((row for row in rows if any(each.contains(question.opening) for each in row.withheld)), None)
    if waiting is not None:
        return Reason(Code.NOT_APPROVED, f"rule {waiting.rule} leads there, and {waiting.nothing}", waiting.place)
    private_why = private_name(host.text)
    if private_why is not None:
        return Reason(Code.ON_PREMISES, f"`{host.text}` is no public name ({private_why})")
    if spark:
        lost = _lost_to_spark(question, egress)
        if lost is not None:
            return lost
    if is_storage(host.text):
        named = _naming(host, rows)
        more = f"; rule {named.rule} names it, and an FQDN rule opens no storage account" if named else ""
        return Reason(Code.STORAGE, EXPLAINED[Code.STORAGE] + more, named.place if named else None)
    return _of_host(question, host, rows)


def _of_host(question: Question, host: HostPattern, rows: list[Row]) -> Reason:
    behind = next((row for row in rows for each in row.openings if _is_target(each.destination, host)), None)
    if behind is not None:
        message = f"the private endpoint ({behind.subresource}) that leads there carries TCP only"
        return Reason(Code.NO_RULE, message, behind.place)
    named = _naming(host, rows)
    if named is not None:
        web = question.protocol == "tcp" and WEB.contains(question.opening.traffic)
        if not web:
            message = f"rule {named.rule} names the host, and FQDN rules serve TCP 80 and 443 only"
            return Reason(Code.PORT, message, named.place)
        return Reason(Code.NO_RULE, f"rule {named.rule} names it and opens nothing: {named.nothing}", named.place)
    apex = next((row for row in rows for each in _patterns(row) if each.labels == (ANY, *host.labels)), None)
    if apex is not None:
        message = f"rule {apex.rule} has `*.{host.text}`, and a wildcard does not cover the name itself"
        return Reason(Code.APEX, message, apex.place)
    elsewhere = _other_region(question, host, rows)
    if elsewhere is not None:
        return elsewhere
    tag = next((row for row in rows for each in row.openings if _behind(each.destination, host)), None)
    if tag is not None:
        return Reason(Code.NO_RULE, f"`{tag.destination}` is open on {tag.protocol} {tag.ports} only", tag.place)
    return Reason(Code.NO_RULE, EXPLAINED[Code.NO_RULE])


def _patterns(row: Row) -> list[HostPattern]:
    """The names of an FQDN rule, whether it opens them or not."""
    return [host_pattern(each) for each in row.destinations] if row.type is RowType.FQDN else []


def _naming(host: HostPattern, rows: list[Row]) -> Row | None:
    """The FQDN rule that names a host."""
    return next((row for row in rows for each in _patterns(row) if each.contains(host) is True), None)


def _is_target(destination: object, host: HostPattern) -> bool:
    """Whether an endpoint certainly takes over a name."""
    return isinstance(destination, PrivateTarget) and any(each.contains(host) is True for each in destination.hosts)


def _behind(destination: object, host: HostPattern) -> bool:
    return isinstance(destination, TagRange) and destination.holds_host(host) is True


def _other_region(question: Question, host: HostPattern, rows: list[Row]) -> Reason | None:
    for row in rows:
        for each in row.openings:
            if not isinstance(each.destination, TagRange) or not each.traffic.contains(question.opening.traffic):
                continue
            if each.destination.of_other_region(host):
                region = find_region(each.destination.region or "")
                where = region.suffix if region else "another region"
                message = f"`{each.destination.tag}` is open for {where} only"
                return Reason(Code.OTHER_REGION, message, row.place)
    return None


def _lost_to_spark(question: Question, egress: Egress) -> Reason | None:
    """What would allow it for everybody but Spark."""
    for row in egress.rows:
        if row.kind is not RowKind.USER or not any(each.contains(question.opening) for each in row.openings):
            continue
        if row.type is RowType.FQDN:
            return Reason(Code.SPARK, f"rule {row.rule} is an FQDN rule, which does not hold for Spark", row.place)
        if row.type is RowType.PRIVATE_ENDPOINT and row.spark is False:
            message = f"the endpoint of rule {row.rule} is not for Spark: its `spark_enabled` is off"
            return Reason(Code.SPARK_ENDPOINT, message, row.place)
    return None


def doubt(question: Question, egress: Egress, rows: list[Row]) -> Reason:
    """Why nobody can tell: the first that could allow it."""
    asked = question.opening
    reasons = [
        _doubt_of(row, each.destination)
        for row in rows
        for each in row.openings
        if row.direction == "out" and (each.contains(asked) is None or each.overlaps(asked) is None)
    ]
    for passage in egress.open:
        if passage.opening.contains(asked) is not None:
            continue
        if isinstance(passage.opening.destination, Internet):
            reasons.append(Reason(Code.TARGET_PRIVATE, EXPLAINED[Code.TARGET_PRIVATE], egress.place))
        elif isinstance(passage.opening.destination, Anywhere):
            reasons.append(Reason(Code.NETWORK_ELSEWHERE, passage.why, egress.place))
    order = (Code.UNKNOWN_VALUE, Code.NOT_APPROVED)
    reasons.sort(key=lambda each: each.code not in order)
    if reasons and reasons[0].code is Code.ADDRESSES:
        return _behind_tags(reasons, question)
    return reasons[0] if reasons else Reason(Code.UNKNOWN_VALUE, egress.unknown or EXPLAINED[Code.UNKNOWN_VALUE])


def _behind_tags(reasons: list[Reason], question: Question) -> Reason:
    """One doubt of those that only differ in the tag."""
    tags = list(dict.fromkeys(each.message for each in reasons if each.code is Code.ADDRESSES))
    listed = ", ".join(tags[:3]) + (f" or {len(tags) - 3} more tags" if len(tags) > 3 else "")
    what = "the address" if isinstance(question.destination, Addresses) else f"`{question.host}`"
    why = "only the weekly list of addresses tells (--service-tags)"
    return Reason(Code.ADDRESSES, f"{what} may lie behind {listed}: {why}", reasons[0].place)


def _doubt_of(row: Row, destination: object) -> Reason:
    name = f"rule {row.rule}" if row.kind is RowKind.USER else row.by
    if row.waits is not None:
        return Reason(Code.NOT_APPROVED, f"{name} leads there, and {row.waits}", row.place)
    if row.unknown is not None and (
        isinstance(destination, PrivateTarget | Hidden | Hosts) or row.kind is RowKind.USER
    ):
        return Reason(Code.UNKNOWN_VALUE, f"{name} may lead there: {row.unknown}", row.place)
    if isinstance(destination, TagRange):
        return Reason(Code.ADDRESSES, f"`{row.destination}`", row.place)
    if isinstance(destination, PrivateTarget):
        why = "a part of its names (a region, an id of Azure's) is not known here"
        return Reason(Code.UNKNOWN_VALUE, f"{name} may lead there: {why}", row.place)
    return Reason(Code.UNKNOWN_VALUE, f"{name} may lead there", row.place)
