"""
What is said about sensitive values: which rule, and where; nothing of the value, nor of what was computed from it.

A finding that points at a sensitive value says what its rule finds, in words that are the same for every value. In any
other finding of an estate that holds sensitive values, whatever resembles one of them is taken out.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from mvnetgen.lint.finding import Finding, FindingFix
from mvnetgen.text.errors import InputError
from mvnetgen.text.source import HIDDEN, Source, Span

SHORTEST = 3
"""Characters of a sensitive value from which on it is looked for inside of other words."""
ALIKE = 6
"""Characters that a quoted word and a sensitive value have in common when one may have been made of the other."""

LONG = 200
"""Characters of a value that has short words in common with everything."""

_QUOTED = re.compile(r"`([^`]*)`")


def unspoken(finding: Finding, summary: str, secrets: Collection[str]) -> Finding:
    """A finding without anything that tells of a sensitive value. `summary` is that of its rule."""
    if finding.sensitive:
        said = f"{summary[:1].lower()}{summary[1:]}; the value is sensitive, so it is not shown"
        related = tuple(replace(each, message="it has to do with this", sensitive=True) for each in finding.related)
        return replace(finding, message=said, help="", fix=None, related=related, route=_kept(finding.route, secrets))
    if not secrets:
        return finding
    related = tuple(replace(each, message=without(each.message, secrets)) for each in finding.related)
    return replace(
        finding,
        message=without(finding.message, secrets),
        help=without(finding.help, secrets),
        fix=_without_secrets(finding.fix, secrets),
        route=_kept(finding.route, secrets),
        related=related,
    )


def _without_secrets(fix: FindingFix | None, secrets: Collection[str]) -> FindingFix | None:
    """The fix, unless it would write what may tell of a secret."""
    telling = fix is not None and any(without(f"`{edit.text}`", secrets) != f"`{edit.text}`" for edit in fix.edits)
    return None if telling else fix


def without(text: str, secrets: Collection[str]) -> str:
    """A message with `HIDDEN` for each quoted word that may tell of a secret, and for all of it when the rest does."""
    said = _QUOTED.sub(
        lambda found: f"`{HIDDEN}`" if any(_tells(found[1], each) for each in secrets) else found[0], text
    )
    rest = _QUOTED.sub("", said).casefold()
    if any(len(each) >= SHORTEST and each.casefold() in rest for each in secrets):
        return f"`{HIDDEN}`"
    return said


def _kept(route: str, secrets: Collection[str]) -> str:
    """A route without keys of the user's that are secret themselves."""
    steps = re.split(r"(?=[.\[])", route)
    return "".join("" if any(_tells(step.strip(".[]"), each) for each in secrets) else step for step in steps)


def _tells(word: str, secret: str) -> bool:
    one, other = word.strip("…").casefold(), secret.casefold()
    if not one or not other.strip():
        return False
    if one == other:
        return True
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) >= (SHORTEST if len(longer) < LONG else ALIKE) and shorter in longer:
        return True
    return any(one[at : at + ALIKE] in other for at in range(len(one) - ALIKE + 1))


def without_secrets(error: InputError, hidden: Iterable[Span]) -> InputError:
    """A mistake of the language, without its words when it stands where a sensitive value does."""
    place = error.span
    if any(span.path == place.path and span.line <= place.end_line and place.line <= span.end_line for span in hidden):
        return InputError("cannot be read here; the value is sensitive, so nothing of it is shown", place)
    return error


def hiding(sources: Mapping[str, Source], spans: Iterable[Span]) -> dict[str, Source]:
    """The sources with the lines of some spans hidden: no report can show what is not there."""
    lines: dict[str, set[int]] = {}
    for span in spans:
        lines.setdefault(span.path, set()).update(range(span.line, span.end_line + 1))
    return {path: source.hiding(lines[path]) if path in lines else source for path, source in sources.items()}
