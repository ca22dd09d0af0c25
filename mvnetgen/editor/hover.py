"""What there is to know about the place under the cursor, as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mvnetgen.azure.facts import load
from mvnetgen.azure.hosts import already_allowed, broad_reach, private_link_service, user_content
from mvnetgen.azure.ports import parse_ports
from mvnetgen.azure.scenarios import scenarios
from mvnetgen.azure.service_tags import needs, parse_tag
from mvnetgen.azure.tag_hosts import hosts_of_tag, is_required
from mvnetgen.editor.folder import View
from mvnetgen.editor.lens import costs, leaving
from mvnetgen.editor.positions import covers
from mvnetgen.editor.words import word_at
from mvnetgen.egress.row import Row, RowKind
from mvnetgen.egress.summary import rows_of
from mvnetgen.lint.finding import DOCUMENTATION
from mvnetgen.rules.index import RULES_BY_NAME
from mvnetgen.text.document import HOLE
from mvnetgen.text.source import HIDDEN

MOST_HOSTS = 8
_PARTS = "\n\n---\n\n"
_MODES = frozenset(
    {"allow_internet_outbound", "allow_only_approved_outbound", "allowinternetoutbound", "allowonlyapprovedoutbound"}
)
ONE_WAY = "One way: once a workspace is isolated it stays so, and from approved outbound there is no way back to internet outbound."


def hover_text(view: View, line: int, column: int) -> str:
    """What is known about a place; empty when that is nothing."""
    word = word_at(view.source.line(line), column)
    parts = [
        *_of_rows(view, line, column),
        *_of_network(view, line, word),
        *_of_tag(word),
        *_of_host(word),
        *_of_findings(view, line, column),
        *_of_rule(view, line, word),
    ]
    return _PARTS.join(dict.fromkeys(parts))


def _of_rows(view: View, line: int, column: int) -> Iterator[str]:
    for egress in view.egress:
        for row in egress.rows:
            place = row.place
            if row.kind is RowKind.USER and place and place.span.path == view.path and covers(place.span, line, column):
                yield row_text(row)


def row_text(row: Row) -> str:
    """What one rule opens."""
    name = f"`{row.rule}`" if row.rule else "this rule"
    if row.nothing:
        return f"**{name} opens nothing**: {row.nothing}"
    hidden = row.place is not None and row.place.sensitive
    where = HIDDEN if hidden else _listed(row.destinations) or "what is not known"
    how = " ".join(filter(None, [row.protocol, f"port {row.ports}" if row.ports else None]))
    lines = [f"**{name} opens** {where}{f' ({row.subresource})' if row.subresource else ''}{f', {how}' if how else ''}"]
    if row.hosts:
        lines.append(f"takes over {_listed(row.hosts)}")
    lines += [f"**Broad**: opens {row.broad}"] if row.broad else []
    lines += [f"Not known: {row.unknown}"] if row.unknown else []
    lines += [each for each in (row.note, row.purpose, row.waits) if each]
    lines += ["Spark does not use it"] if row.spark is False else []
    return "  \n".join(lines)


def _listed(hosts: Sequence[str]) -> str:
    more = f" and {len(hosts) - MOST_HOSTS} more" if len(hosts) > MOST_HOSTS else ""
    return ", ".join(f"`{each.replace(HOLE, '…')}`" for each in hosts[:MOST_HOSTS]) + more


def _of_network(view: View, line: int, word: str) -> Iterator[str]:
    """On the mode, and on the name of the network's block: what is open without a rule, and the cost."""
    folded = word.replace("_", "").lower()
    if word.lower() not in _MODES and folded not in {"isolationmode", "managednetwork"}:
        return
    for egress in view.egress:
        place = egress.estate.spans.at((*egress.route, "managed_network"))
        if place.span.path != view.path or not (place.key or place.span).line <= line <= place.span.end_line:
            continue
        tags = sorted({each for row in rows_of(egress, RowKind.REQUIRED) for each in row.destinations})
        lines = [f"**{egress.workspace}**: {leaving(egress)}"]
        lines += [f"always open: {', '.join(f'`{tag}`' for tag in tags)}"] if tags else []
        lines += [costs(egress.cost)] if egress.cost and costs(egress.cost) else []
        lines += list(egress.cost.alternatives) if egress.cost else []
        yield "  \n".join([*lines, ONE_WAY])


def _of_tag(word: str) -> Iterator[str]:
    found = parse_tag(word) if word else None
    if found is None:
        return
    tag = found.tag
    lines = [
        f"**{found.canonical}**: service tag, {tag.direction.value}bound"
        if tag.direction.value in {"in", "out"}
        else f"**{found.canonical}**: service tag"
    ]
    if found.wrong_region:
        lines.append(f"`{found.suffix}` is no region that is known")
    elif tag.regional and not found.suffix:
        lines.append(f"takes a region: `{tag.name}.WestEurope`")
    lines += [f"**Broad**: opens {tag.reaches_everyone}"] if tag.reaches_everyone else []
    lines += ["every managed network allows it already"] if is_required(tag.name) else []
    lines += [f"of little use without {', '.join(f'`{each}`' for each in needs(tag.name))}"] if needs(tag.name) else []
    lines += [f"a private endpoint to `{tag.private_endpoint}` would do instead"] if tag.private_endpoint else []
    hosts = [each.pattern for each in hosts_of_tag(tag.name)]
    if hosts:
        lines.append(f"behind it: {_listed(hosts)}")
    yield "  \n".join(lines)


def _of_host(word: str) -> Iterator[str]:
    host = word.lower()
    if "." not in host or "/" in host or parse_tag(word) or parse_ports(host) is None:
        return
    lines = []
    broad = broad_reach(host)
    lines += [f"**Broad**: opens {broad}"] if broad else []
    required = already_allowed(host)
    lines += [f"open without a rule, through `{required}`"] if required else []
    service = private_link_service(host)
    if service is not None and not required:
        lines.append(f"a private endpoint reaches it: `{service.arm_type}`, `{service.subresource}`")
    content = user_content(host)
    lines += [f"anyone can upload there: {content}"] if content else []
    for each in scenarios().values():
        for rule in each.rules:
            if rule.host == host:
                lines.append(f"scenario `{each.name}`: {rule.purpose}")
    for row in load("scenario_partners").rows:
        if row["host"] == host:
            lines.append(f"needs `{row['needs']}` too: {row['why']}")
    if lines:
        yield "  \n".join([f"**{host}**", *lines])


def _of_findings(view: View, line: int, column: int) -> Iterator[str]:
    for finding in view.findings:
        if covers(finding.span, line, column):
            yield from rule_text(finding.rule)


def _of_rule(view: View, line: int, word: str) -> Iterator[str]:
    if "mvnetgen:" in view.source.line(line):
        yield from rule_text(word)


def rule_text(name: str) -> Iterator[str]:
    """Why a rule is there."""
    rule = RULES_BY_NAME.get(name)
    if rule is not None:
        yield f"[**{name}**]({DOCUMENTATION}{name}/): {rule.summary}.\n\n{rule.section('Why')}"
