"""What a machine can do about findings: ignore them with a reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lsprotocol.types import CodeActionKind

from mvnetgen.editor.folder import View
from mvnetgen.editor.positions import meet
from mvnetgen.lint.finding import Finding
from mvnetgen.lint.ignores import META, NEVER
from mvnetgen.text.source import Span, is_generated

REASON = "TODO: why"
"""Stands where the author gives a reason."""
_SIGNS = {".yml": "#", ".yaml": "#", ".tf": "#", ".tofu": "#", ".tfvars": "#", ".bicep": "//", ".bicepparam": "//"}


@dataclass(frozen=True, slots=True)
class Action:
    """Something that can be done, and the edits that do it: spans and the texts that come there."""

    title: str
    findings: tuple[Finding, ...]
    edits: tuple[tuple[Span, str], ...]
    kind: CodeActionKind = CodeActionKind.QuickFix
    preferred: bool = False


def actions(view: View, first: tuple[int, int], last: tuple[int, int]) -> Iterator[Action]:
    """What can be done about the findings of a selection."""
    chosen = [finding for finding in view.findings if meet(finding.span, first, last)]
    sign = next((sign for ending, sign in _SIGNS.items() if view.path.endswith(ending)), None)
    if sign is None or is_generated(view.source.text):
        return
    for finding in chosen:
        if finding.rule not in NEVER | META:
            yield Action(f"Ignore {finding.rule} with a reason", (finding,), (_comment(view, finding, sign),))


def _comment(view: View, finding: Finding, sign: str) -> tuple[Span, str]:
    """A comment on the line above the finding."""
    line = finding.span.line
    text = view.source.line(line)
    margin = text[: len(text) - len(text.lstrip())]
    return Span(view.path, line, 1, line, 1), f"{margin}{sign} mvnetgen: ignore[{finding.rule}] {REASON}\n"
