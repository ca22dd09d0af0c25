"""What a machine can do about findings: mend them, or ignore them with a reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lsprotocol.types import CodeActionKind

from mvnetgen.editor.folder import View
from mvnetgen.editor.positions import meet
from mvnetgen.lint.add_ignores import ignoring
from mvnetgen.lint.finding import Finding
from mvnetgen.text.edit import Edit

REASON = "say why this is fine here"
"""Stands where the author gives a reason."""
FIX_ALL = "Fix everything that mvnetgen can fix safely"


@dataclass(frozen=True, slots=True)
class Action:
    """Something that can be done, and the edits that do it; no two of them overlap."""

    title: str
    edits: tuple[Edit, ...]
    kind: CodeActionKind = CodeActionKind.QuickFix
    preferred: bool = False
    rule: str = ""
    """The rule whose findings it is about; empty when it is about all."""


def actions(view: View, first: tuple[int, int], last: tuple[int, int]) -> Iterator[Action]:
    """What can be done about the findings of a selection, and about all findings of the document."""
    chosen = [finding for finding in view.findings if meet(finding.span, first, last)]
    for finding in chosen:
        if finding.fix is not None:
            how = "Fix" if finding.fix.safe else "Fix, and check what it changes:"
            title = f"{how} {finding.rule}{f': {finding.help}' if finding.help and finding.fix.safe else ''}"
            yield Action(title, finding.fix.edits, preferred=finding.fix.safe, rule=finding.rule)
    for finding in chosen:
        comment = ignoring([finding], REASON, {view.path: view.source})
        if comment:
            yield Action(f"Ignore {finding.rule} with a reason", tuple(comment), rule=finding.rule)
    edits = safe_edits(view.findings)
    if edits:
        yield Action(FIX_ALL, edits, CodeActionKind.SourceFixAll)


def safe_edits(findings: Iterable[Finding]) -> tuple[Edit, ...]:
    """The edits of all safe fixes that do not get in each other's way; the others are there the next time."""
    taken: list[Edit] = []
    for finding in findings:
        if finding.fix is None or not finding.fix.safe:
            continue
        new = [edit for edit in finding.fix.edits if edit not in taken]
        if not any(edit.overlaps(other) for edit in new for other in taken):
            taken += new
    return tuple(taken)
