"""Is a host allowed: the answer of one network to one question, in every variant of the network."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from mvnetgen.egress.build import Network
from mvnetgen.egress.certainty import Answer as Truth
from mvnetgen.egress.destination import Hosts, PrivateTarget
from mvnetgen.egress.opening import Opening, covered, difference
from mvnetgen.egress.question import Question
from mvnetgen.egress.refusal import Code, doubt, refusal
from mvnetgen.egress.row import Egress, Passage, Row, RowKind, RowType
from mvnetgen.egress.traffic import NOTHING
from mvnetgen.model.estate import Place


class Verdict(StrEnum):
    """What is answered."""

    ALLOWED = "allowed"
    REFUSED = "refused"
    DEPENDS = "depends"


@dataclass(frozen=True, slots=True)
class Answer:
    """What one network says to one question."""

    question: Question
    workspace: str
    verdict: Verdict
    by: str | None = None
    code: Code | None = None
    place: Place | None = None
    message: str = ""
    part: str | None = None
    """What of a prefix is not allowed, when only a part is."""
    egress: Egress | None = None
    """The network as it was asked."""


def answer(question: Question, network: Network, *, spark: bool = False) -> Answer:
    """The answer of a network: that of its variants where they agree; else it depends on what tells them apart."""
    answers = [_of(question, each, spark=spark) for each in network.variants]
    verdicts = {each.verdict for each in answers}
    first = answers[0]
    if len(verdicts) == 1:
        return first
    allowed = next((each for each in answers if each.verdict is Verdict.ALLOWED), first)
    refused = next((each for each in answers if each.verdict is not Verdict.ALLOWED), first)
    assert allowed.egress is not None
    assert refused.egress is not None
    why = allowed.egress.unknown or refused.egress.unknown or "a condition is not known"
    ways = f"{allowed.verdict} if {allowed.egress.condition or 'it holds'}, {refused.verdict} if {refused.egress.condition or 'it does not'}"
    return replace(
        refused, verdict=Verdict.DEPENDS, by=None, code=Code.UNKNOWN_VALUE, message=f"{why}: {ways}", part=None
    )


def _of(question: Question, egress: Egress, *, spark: bool) -> Answer:
    source = egress.hub or egress
    blank = Answer(question, egress.workspace, Verdict.DEPENDS, egress=egress)
    if source.mode is None:
        return replace(blank, code=Code.NETWORK_ELSEWHERE, place=egress.place, message=egress.unknown or "")
    rows = [_as_spark(row) for row in source.rows] if spark else list(source.rows)
    asked = question.opening
    found = _first(asked, rows, source.open)
    if found is not None:
        by, place, why = found
        return replace(blank, verdict=Verdict.ALLOWED, by=by, place=place, message=why)
    openings = [each for row in rows if row.direction == "out" for each in row.openings]
    openings += [each.opening for each in source.open]
    truth = covered(asked, openings)
    if truth is True:
        names = [row.by for row in rows if any(each.overlaps(asked) is True for each in row.openings)]
        return replace(blank, verdict=Verdict.ALLOWED, by=names[0], message=f"{' and '.join(names)} together")
    if truth is None:
        reason = doubt(question, source, rows)
        return replace(blank, code=reason.code, place=reason.place, message=reason.message)
    reason = refusal(question, source, rows, spark=spark)
    part = _refused_part(question, asked, openings)
    return replace(
        blank, verdict=Verdict.REFUSED, code=reason.code, place=reason.place, message=reason.message, part=part
    )


def _first(asked: Opening, rows: list[Row], open_: tuple[Passage, ...]) -> tuple[str, Place | None, str] | None:
    """What allows it, by its name, place and words: names that an endpoint takes over come first, then rules, tags, the mode."""
    for row in sorted(rows, key=_order):
        if row.direction != "out":
            continue
        for opening in row.openings:
            if opening.contains(asked) is True:
                return row.by, row.place, _why(row, opening, asked)
    for passage in open_:
        if passage.opening.contains(asked) is True:
            return passage.by, None, passage.why
    return None


def _order(row: Row) -> tuple[bool, bool]:
    return row.type is not RowType.PRIVATE_ENDPOINT, row.kind is not RowKind.USER


def _why(row: Row, opening: Opening, asked: Opening) -> str:
    match opening.destination, asked.destination:
        case (Hosts(pattern=pattern), Hosts(pattern=host)) if pattern != host:
            return f"rule {row.rule}, {row.destination}"
        case (PrivateTarget(), _):
            what = (row.purpose or "").strip() or "its own"
            ours = f"the private endpoint that the service adds for {what}"
            return ours if row.kind is RowKind.AUTOMATIC else f"rule {row.rule}, a private endpoint ({row.subresource})"
    if row.kind is RowKind.REQUIRED:
        return f"the required service tag {row.destination}"
    return f"rule {row.rule}"


def _as_spark(row: Row) -> Row:
    """A row as Spark jobs have it: FQDN rules do not reach them, endpoints only where the rule says so."""
    if row.kind is not RowKind.USER or row.spark is True or row.type is RowType.SERVICE_TAG or row.type is None:
        return row
    if row.spark is False:
        return replace(row, openings=())
    doubtful = tuple(replace(each, traffic=NOTHING, perhaps=each.traffic.plus(each.perhaps)) for each in row.openings)
    return replace(row, openings=doubtful, unknown="whether Spark may use the endpoint is not known")


def _refused_part(question: Question, asked: Opening, openings: list[Opening]) -> str | None:
    """Of a prefix that is open in part, what is not."""
    if isinstance(question.destination, Hosts):
        return None
    left = [str(each.opening.destination) for each in difference([asked], openings)]
    whole = str(question.destination)
    return ", ".join(left) if left and left != [whole] else None


def holds(question: Question, egress: Egress) -> Truth:
    """Whether what is asked is in the set of what may leave: the same question, asked of the set alone."""
    return covered(question.opening, (egress.hub or egress).openings)


def ask_all(questions: list[Question], found: list[Network], *, spark: bool = False) -> Iterator[Answer]:
    """Every question to every network, in order."""
    for question in questions:
        for network in found:
            yield answer(question, network, spark=spark)
