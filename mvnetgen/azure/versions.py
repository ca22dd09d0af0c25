"""Releases and the constraints that Terraform puts on them: ``>= 2.1, < 3``, ``~> 2.9``."""

from __future__ import annotations

import re

Release = tuple[int, ...]

_RELEASE = r"v?([0-9]{1,9}(?:\.[0-9]{1,9}){0,3})(?:[-+][0-9A-Za-z.+-]+)?"
_TERM = r"(=|!=|>=|<=|>|<|~>)?\s*(\S+)"


def parse_release(text: str) -> Release | None:
    """The numbers of a release: ``2.9.0`` → ``(2, 9, 0)``; None for what is none. A pre-release counts as its release."""
    match = re.fullmatch(_RELEASE, text.strip())
    return tuple(int(part) for part in match[1].split(".")) if match else None


def _padded(release: Release) -> Release:
    return (*release, 0, 0, 0, 0)[:4]


def allows_only_older_than(constraint: str, release: str) -> bool | None:
    """
    Whether no release from ``release`` on satisfies a constraint. An empty constraint allows all.

    None when the constraint cannot be read. Raises `ValueError` when the release is none.
    """
    wanted = parse_release(release)
    if wanted is None:
        raise ValueError(release)
    wanted = _padded(wanted)
    if not constraint.strip():
        return False
    older = False
    for term in constraint.split(","):
        match = re.fullmatch(_TERM, term.strip())
        limit = parse_release(match[2]) if match else None
        if match is None or limit is None:
            return None
        highest = _padded(limit)
        match match[1] or "=":
            case "=" | "<=":
                older = older or highest < wanted
            case "<":
                older = older or highest <= wanted
            case "~>":
                # The last number may grow, the one before it may not; "~> 2" allows every later release of any major.
                if len(limit) > 1:
                    older = older or _padded((*limit[:-2], limit[-2] + 1)) <= wanted
    return older
