"""One finding for one mistake: a block that is instantiated many times was written once."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mvnetgen.finding import Finding

_QUOTED = re.compile(r"`[^`]*`")
_CALLS = re.compile(r'module\.[\w-]+(?:\[(?:"(?:[^"\\]|\\.)*"|\d+|\?)\])?\.')
_KEY = re.compile(r'(?<=[\w-])\[(?:"(?:[^"\\]|\\.)*"|\d+|\?)\]')


def said_once(findings: Iterable[Finding]) -> list[Finding]:
    """
    The findings without those that repeat another one for a further instance of the same block.

    Two repeat each other when they say the same of the same places, apart from the calls and instance keys in addresses:
    there is one line to mend. The first one stays. A value that came from different places is to be mended in each.
    """
    seen: dict[tuple[object, ...], Finding] = {}
    for finding in findings:
        related = tuple((each.span, _plain(each.message)) for each in finding.related)
        seen.setdefault((finding.rule, finding.severity, finding.span, _plain(finding.message), related), finding)
    return list(seen.values())


def _plain(message: str) -> str:
    """The message with addresses as the block's own file would write them."""
    return _QUOTED.sub(lambda quoted: _KEY.sub("", _CALLS.sub("", quoted[0])), message)
