"""Runs the rules over an estate and gives every problem its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from mvnetgen.lint.finding import Finding, FindingFix, Related, with_fingerprints
from mvnetgen.lint.fix import Fixer
from mvnetgen.lint.secrecy import unspoken
from mvnetgen.lint.sharing import Shared
from mvnetgen.lint.wording import in_words_of
from mvnetgen.model.estate import Declaration, Estate, Form, Misread, Place
from mvnetgen.model.policy import Policy
from mvnetgen.rules.index import RULES
from mvnetgen.rules.rule import Problem, Rule, Severity
from mvnetgen.text.document import visible
from mvnetgen.text.source import Route, Source, Span, spell


@dataclass(frozen=True)
class Settings:
    """Which rules run, how much they weigh, and what the organization allows."""

    rules: tuple[Rule, ...] = RULES
    severities: Mapping[str, Severity] = field(default_factory=dict)
    """By rule name, instead of the rule's own."""
    policy: Policy | None = None
    """The `policy` of the configuration; rules of that group are silent without it."""
    below: str = ""
    """The working directory as seen from the top of the repository: fingerprints do not depend on it."""


def judge_estate(estate: Estate, settings: Settings, source_of: Callable[[str], Source | None]) -> list[Finding]:
    """
    What the rules find in an estate, sorted, with places and fingerprints.

    `source_of` gives the text of a file by the path in its spans; None when it is not at hand.
    """
    wanted = {rule.name: rule for rule in settings.rules}
    fixer = Fixer(estate, source_of)
    judged = [
        (_finding(problem, prefix, rule, fixer, settings), stable_route(_full(prefix, problem), estate))
        for rule in settings.rules
        for prefix, problem in _problems(rule, estate, settings)
    ]
    judged += [
        (_misread(misread, wanted[misread.rule], fixer, settings), stable_route(misread.route, estate))
        for misread in estate.misread
        if misread.rule in wanted
    ]
    judged = [
        (unspoken(finding, wanted[finding.rule].summary, estate.spans.secrets), route) for finding, route in judged
    ]
    routes = dict(judged)
    findings = sorted(routes, key=lambda finding: finding.order)
    texts = {finding: "" if finding.sensitive else text_at(finding.span, source_of) for finding in findings}
    return with_fingerprints(findings, routes, texts, settings.below)


def text_at(span: Span, source_of: Callable[[str], Source | None]) -> str:
    """The text that a span covers; empty when its file is not at hand."""
    source = source_of(span.path)
    return source.excerpt(span) if source else ""


def _problems(rule: Rule, estate: Estate, settings: Settings) -> Iterator[tuple[Route, Problem]]:
    if rule.takes_policy and settings.policy is None:
        return
    policy = {"policy": settings.policy} if rule.takes_policy else {}
    estate = estate.showing(rule.owners)
    match rule.judges:
        case "estate":
            yield from (((), problem) for problem in rule.function(estate, **policy))
        case "workspace" | "declaration":
            for prefix, declaration in estate.workspaces():
                subject = declaration.workspace if rule.judges == "workspace" else declaration
                yield from ((prefix, problem) for problem in rule.function(subject, **policy))


def _full(prefix: Route, problem: Problem) -> Route:
    return (*prefix, *problem.route)


def _finding(problem: Problem, prefix: Route, rule: Rule, fixer: Fixer, settings: Settings) -> Finding:
    estate = fixer.estate
    route = _full(prefix, problem)
    place = estate.spans.at(route)
    form = form_of(route, estate)
    related = [
        place
        for other, message, *on_key in problem.related
        for place in related_places(estate.spans.at((*prefix, *other)), in_words_of(form, message), on_key=any(on_key))
    ]
    fix = fixer.fixed(problem.fix, prefix, place) if problem.fix and route in estate.spans else None
    return Finding(
        rule=rule.name,
        severity=severity_of(rule, problem.severity, settings),
        message=visible(in_words_of(form, problem.message)),
        span=place.key if problem.on_key and place.key else place.span,
        address=place.address,
        route=spell(_relative(route)),
        related=(*came_from(place), *related),
        help=visible(_with_users(in_words_of(form, problem.help), fix)),
        sensitive=place.sensitive,
        fix=fix if isinstance(fix, FindingFix) else None,
    )


def form_of(route: Route, estate: Estate) -> Form:
    """The format whose words a message about a route uses: that of the rule's own resource, or of its workspace."""
    match route:
        case ("workspaces", int() as number, *_):
            declaration = estate.declarations[number]
            own = next(
                (each.form for each in declaration.rule_resources if each.route == route[: len(each.route)]), None
            )
            return own or _of_network(route[2:], declaration) or declaration.form
    return Form.YAML


def _of_network(route: Route, declaration: Declaration) -> Form | None:
    """The format of what writes the network of an account, which its declaration cannot do."""
    if route[:1] != ("managed_network",) or declaration.writes_network:
        return None
    return next((each.form for each in declaration.owners if each.writes_network), None)


def _with_users(help_: str, fix: FindingFix | Shared | None) -> str:
    """The help, and why nothing is mended although it could be."""
    return f"{help_}; {fix}" if help_ and isinstance(fix, Shared) else help_


def _misread(misread: Misread, rule: Rule, fixer: Fixer, settings: Settings) -> Finding:
    place = misread.place
    fix = fixer.fixed(misread.fix, (), place) if misread.fix else None
    lowered = Severity(misread.severity) if misread.severity else None
    return Finding(
        rule=rule.name,
        severity=severity_of(rule, lowered, settings),
        message=visible(misread.message),
        span=place.key if misread.on_key and place.key else place.span,
        address=place.address,
        route=spell(_relative(misread.route)),
        related=(
            *came_from(place),
            *(each for other, message in misread.related for each in related_places(other, message, on_key=True)),
        ),
        help=visible(_with_users(misread.help, fix)),
        sensitive=place.sensitive,
        fix=fix if isinstance(fix, FindingFix) else None,
    )


def came_from(place: Place) -> tuple[Related, ...]:
    """Where the value at a place was written, when that is elsewhere."""
    return (Related(place.origin, "the value comes from here", place.sensitive),) if place.origin else ()


def related_places(place: Place, message: str, *, on_key: bool) -> Iterator[Related]:
    """The place, and where its value was written: the default of a variable is what a reader has to change."""
    yield Related(place.key or place.span if on_key else place.span, message, place.sensitive)
    yield from came_from(place)


def severity_of(rule: Rule, lowered: Severity | None, settings: Settings) -> Severity:
    """The configuration wins; otherwise the rule's own, or what the problem lowers it to."""
    return settings.severities.get(rule.name) or lowered or rule.severity


def _relative(route: Route) -> Route:
    return route[2:] if route[:1] == ("workspaces",) else route


def stable_route(route: Route, estate: Estate) -> str:
    """A route in which the names of outbound rules stand for their indexes, so that a rule added above changes nothing."""
    match route:
        case ("workspaces", int() as number, "managed_network", "outbound_rules", int() as index, *rest):
            network = estate.declarations[number].workspace.network
            rules = network.outbound_rules if network else ()
            name = rules[index].name if index < len(rules) else None
            if isinstance(name, str):
                return spell(("managed_network", "outbound_rules", name, *rest))
    return spell(_relative(route))


def with_dormant(
    findings: Sequence[Finding], estate: Estate, settings: Settings, source_of: Callable[[str], Source | None]
) -> list[Finding]:
    """
    The findings, and those in what a default switches off: of rules that look at one value or one rule alone.

    What is not there cannot race, repeat or be missing; a value that is wrong is wrong once somebody switches it on.
    """
    alone = replace(settings, rules=tuple(rule for rule in settings.rules if rule.alone))
    found = [each for each in judge_estate(estate, alone, source_of) if estate.judges(each.address)]
    known = {(each.rule, each.span) for each in findings}
    return sorted(
        (*findings, *(each for each in found if (each.rule, each.span) not in known)), key=lambda each: each.order
    )


def merge_worlds(worlds: Sequence[tuple[str, Iterable[Finding]]]) -> list[Finding]:
    """
    One list of the findings of all worlds of an estate, each world described by the conditions it assumes.

    What is found in every world is certain; so is what a rule finds in every world at one route, each time in another
    arm: then each arm is said with its conditions. What is found in some worlds only is said with "may", and is no error:
    the arm that is wrong is perhaps never taken.
    """
    found: dict[tuple[object, ...], list[tuple[str, Finding]]] = {}
    wrong: dict[tuple[str, str, str], set[str]] = {}
    for conditions, findings in worlds:
        for finding in findings:
            key = (finding.rule, finding.span, finding.address, finding.message)
            entries = found.setdefault(key, [])
            if all(conditions != each for each, _ in entries):
                entries.append((conditions, finding))
            wrong.setdefault((finding.rule, finding.address, finding.route), set()).add(conditions)
    every = {conditions for conditions, _ in worlds}
    merged = []
    for entries in found.values():
        conditions, finding = entries[0]
        if len(entries) < len(worlds) and wrong[finding.rule, finding.address, finding.route] == every:
            finding = replace(finding, message=f"{finding.message} (when {conditions})")
        elif len(entries) < len(worlds):
            lowered = Severity.WARNING if finding.severity is Severity.ERROR else finding.severity
            finding = replace(
                finding, severity=lowered, fix=None, message=f"{finding.message} (may be so: when {conditions})"
            )
        merged.append(finding)
    return sorted(merged, key=lambda finding: finding.order)
