"""What the commands of the editor answer: what leaves a network, and whether a host may be reached."""

from __future__ import annotations

from mvnetgen.editor.folder import View
from mvnetgen.egress.build import Terms
from mvnetgen.egress.change import smallest_change
from mvnetgen.egress.question import parse_question
from mvnetgen.egress.reach import Verdict, answer
from mvnetgen.report.egress import FORMATS
from mvnetgen.report.egress.answers import answers_text
from mvnetgen.report.style import PLAIN

EGRESS, REACH = "mvnetgen.egress", "mvnetgen.reach"
"""The names of the commands."""


def egress_message(view: View, workspace: str) -> str:
    """What may leave the network of a workspace, as `mvnetgen egress` says it; empty when there is no such workspace."""
    found = [each for each in view.egress if each.workspace == workspace]
    return FORMATS["text"](found, PLAIN, False).strip() if found else ""


def reach_message(view: View, host: str) -> str:
    """Whether the networks of a document let a host through, as `mvnetgen reach` says it. Raises `UsageError` for no host."""
    question = parse_question(host)
    networks = [network for unit in view.units for network in unit.networks]
    answers = [answer(question, network) for network in networks]
    if not answers:
        return "there is no workspace here, so nothing can be decided"
    given = [(each, smallest_change(each, Terms()) if each.verdict is Verdict.REFUSED else None) for each in answers]
    return answers_text(given, PLAIN, several=len(networks) > 1).strip()
