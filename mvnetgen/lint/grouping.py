"""One finding for one mistake: a block that is instantiated many times was written once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from mvnetgen.lint.finding import Finding

MOST_PLACES = 8
"""Other places that one finding names."""

_QUOTED = re.compile(r"`[^`]*`")
_CALLS = re.compile(r'module\.[\w-]+(?:\[(?:"(?:[^"\\]|\\.)*"|\d+|\?)\])?\.')
_KEY = re.compile(r'(?<=[\w-])\[(?:"(?:[^"\\]|\\.)*"|\d+|\?)\]')


def said_once(findings: Iterable[Finding]) -> list[Finding]:
    """
    The findings without those that repeat another one for a further instance of the same block.

    Two repeat each other when they say the same of the same place, apart from the calls and instance keys in addresses:
    there is one line to mend. The first one stays, and gets the other places of the others, such as where a value came
    from in each call, up to `MOST_PLACES`.
    """
    seen: dict[tuple[object, ...], Finding] = {}
    for finding in findings:
        key = (finding.rule, finding.severity, finding.span, _plain(finding.message))
        first = seen.setdefault(key, finding)
        places = {(each.span, _plain(each.message)) for each in first.related}
        more = [each for each in finding.related if (each.span, _plain(each.message)) not in places]
        if more:
            room = max(MOST_PLACES - len(first.related), 0)
            seen[key] = replace(first, related=(*first.related, *more[:room]))
    return list(seen.values())


def _plain(message: str) -> str:
    """The message with addresses as the block's own file would write them."""
    return _QUOTED.sub(lambda quoted: _KEY.sub("", _CALLS.sub("", quoted[0])), message)
