"""Whether something lies within the lists of a policy. A text with holes lies outside only when nothing could fit."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mvnetgen.azure.placeholders import with_holes
from mvnetgen.text.document import HOLE


def host_outside(host: str, allowed: Iterable[str]) -> bool:
    """Whether a host, or everything that a wildcard covers, is certainly not in a list of hosts and wildcards."""
    name = _folded(with_holes(host))
    return not any(_host_fits(name, _folded(entry)) for entry in allowed)


def _folded(host: str) -> str:
    return host.strip().lower().rstrip(".")


def _host_fits(name: str, entry: str) -> bool:
    if entry == "*":
        return True
    if HOLE not in name:
        return name == entry or (entry.startswith("*.") and name.endswith(entry[1:]))
    if entry.startswith("*."):
        tail = name.rpartition(HOLE)[2]
        return tail.endswith(entry[1:]) or entry[1:].endswith(tail)
    return _with_any(name).fullmatch(entry) is not None


def _with_any(text: str) -> re.Pattern[str]:
    return re.compile(".*".join(re.escape(part) for part in text.split(HOLE)), re.DOTALL)


def tag_outside(tag: str, allowed: Iterable[str]) -> bool:
    """Whether a service tag is certainly not in a list; an allowed tag allows its regional forms too."""
    name = with_holes(tag).strip().lower()
    return not any(_tag_fits(name, entry.strip().lower()) for entry in allowed)


def _tag_fits(name: str, entry: str) -> bool:
    if HOLE not in name:
        return name == entry or name.startswith(f"{entry}.")
    return _with_any(name).fullmatch(entry) is not None or _prefixes_meet(name.partition(HOLE)[0], f"{entry}.")


def _prefixes_meet(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


def id_outside(resource_id: str, allowed: Iterable[str]) -> bool:
    """Whether a resource id certainly lies below none of the scopes; `*` stands within one segment, `**` for several."""
    text = with_holes(resource_id).strip().rstrip("/").lower()
    return not any(_id_fits(text, entry.strip().rstrip("/").lower()) for entry in allowed)


def _id_fits(text: str, scope: str) -> bool:
    if HOLE not in text:
        return re.fullmatch(f"{_scope_pattern(scope)}(?:/.*)?", text, re.DOTALL) is not None
    if "**" in scope:
        return True
    # A hole may hold several segments: only the whole segments before the first one are sure to meet.
    known = text.partition(HOLE)[0].split("/")[:-1]
    return all(
        re.fullmatch(_scope_pattern(wanted), segment) for segment, wanted in zip(known, scope.split("/"), strict=False)
    )


def _scope_pattern(scope: str) -> str:
    parts = re.split(r"(\*\*|\*|\?)", scope)
    wild = {"**": ".*", "*": "[^/]*", "?": "[^/]"}
    return "".join(wild.get(part, re.escape(part)) for part in parts)
