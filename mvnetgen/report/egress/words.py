"""Words and numbers that several formats share."""

from __future__ import annotations

from mvnetgen.egress.cost import Cost
from mvnetgen.egress.row import Egress, Row, RowKind, RowType
from mvnetgen.egress.summary import unknown_rows
from mvnetgen.model.estate import Place
from mvnetgen.model.workspace import IsolationMode

TYPES = {RowType.FQDN: "FQDN", RowType.SERVICE_TAG: "service tag", RowType.PRIVATE_ENDPOINT: "private endpoint"}
MODES = {
    IsolationMode.DISABLED: "no managed network: nothing is isolated, everything may leave",
    IsolationMode.INTERNET: "the whole internet, any port and protocol",
    IsolationMode.APPROVED: "only what stands below",
}


def place_text(place: Place | None) -> str:
    """``infra/main.tf:12``; empty for what no file says."""
    return f"{place.span.path}:{place.span.line}" if place else ""


def target_name(row: Row) -> str:
    """The short name of a target: the end of its id."""
    text = row.destination if isinstance(row.destination, str) else ""
    return text.rstrip("/").rpartition("/")[2] or "…"


def opens(row: Row) -> str:
    """What a row opens, in one cell."""
    if row.type is RowType.PRIVATE_ENDPOINT:
        hosts = f": {', '.join(row.hosts)}" if row.hosts and row.kind is RowKind.USER and row.hosts[0] else ""
        return f"{target_name(row)} ({row.subresource or '…'}){hosts if 'applicationGateways' in str(row.destination) else ''}"
    what = ", ".join(row.destinations) or "…"
    return f"{what}, {row.broad}" if row.broad else what


def ports_text(row: Row) -> str:
    """Ports and protocol in one cell."""
    if row.type is RowType.PRIVATE_ENDPOINT:
        return ""
    if row.type is RowType.FQDN:
        return "80, 443"
    protocol = "any protocol" if row.protocol == "*" else (row.protocol or "").upper()
    ports = "any port" if row.ports == "*" else row.ports or ""
    return f"{protocol} {ports}".strip() if row.protocol != "*" or row.ports != "*" else "anything"


def money(amount: float) -> str:
    """An amount without its currency."""
    return f"{amount:,.2f}"


def span_of_money(least: float, most: float) -> str:
    """One amount, or from one to another."""
    return money(least) if least == most else f"{money(least)} to {money(most)}"


def cost_text(cost: Cost) -> str:
    """The sum of a month with its parts."""
    parts = []
    if cost.sku:
        parts.append(f"firewall {cost.sku} {span_of_money(cost.firewall, cost.firewall_at_most)}")
    count = (
        str(cost.endpoints)
        if cost.endpoints == cost.endpoints_at_most
        else f"{cost.endpoints} to {cost.endpoints_at_most}"
    )
    many = "endpoint" if count == "1" else "endpoints"
    if cost.endpoints_at_most:
        month = span_of_money(cost.endpoints_month, cost.endpoints_month_at_most)
        parts.append(f"{count} {many} {month}")
    traffic = "with traffic" if cost.traffic else "without traffic"
    total = span_of_money(cost.month, cost.month_at_most)
    if not parts:
        return f"nothing: {total} {cost.currency} a month"
    joined = f"{' + '.join(parts)} = {total}" if len(parts) > 1 else parts[0]
    return f"{joined} {cost.currency} a month, {traffic} (prices of {cost.as_of})"


def guarantee_text(egress: Egress) -> str:
    """What is left of Microsoft's guarantee against exfiltration."""
    own = [row for row in egress.rows if row.kind is RowKind.USER and row.rule is not None]
    rules = len({row.route for row in own})
    if egress.guarantee_lost:
        many = "1 outbound rule of your own stands" if rules == 1 else f"{rules} outbound rules of your own stand"
        return f"lost: {many} beside Microsoft's"
    if egress.guarantee_lost is False:
        return "kept: no rule of your own stands beside Microsoft's"
    if egress.mode is IsolationMode.INTERNET:
        return "none: it belongs to the mode that allows only approved outbound"
    if egress.mode is IsolationMode.APPROVED:
        return "not known: there may be rules of your own"
    return ""


def unknown_text(row: Row) -> str:
    """What is not known of a row, in one line."""
    if row.kind is RowKind.USER:
        who = f"rule {row.rule}" if row.rule else "rules"
    elif row.kind is RowKind.AUTOMATIC:
        who = f"endpoint of its own ({row.subresource})"
    else:
        who = str(row.destination)
    where = place_text(row.place)
    what = f" → {opens(row)}" if row.destination and row.kind is not RowKind.REQUIRED else ""
    return f"{who}{what}: {row.unknown}" + (f" ({where})" if where else "")


def doubts(egress: Egress) -> list[str]:
    """What is not known, a line each."""
    return [unknown_text(row) for row in unknown_rows(egress)]
