"""ARM resource ids: their parts, and what is wrong with a text that is none."""

from __future__ import annotations

import re
from typing import NamedTuple

from mvnetgen.azure.placeholders import ZERO_GUID, is_placeholder, with_holes
from mvnetgen.text.document import HOLE, shown

# Patterns are texts: `re` compiles and keeps them at first use, and no start pays for those that are not needed.
_GUID = r"(?i)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_NAMESPACE = r"[A-Za-z][A-Za-z0-9]*(?:\.[A-Za-z0-9]+)+"
_IN_BRACKETS = r"<[^<>/]*>|\$\{[^{}]*\}|\{\{[^{}]*\}\}|\{[^{}]*\}"
_WITHOUT_GROUP = {"microsoft.authorization", "microsoft.resources", "microsoft.management"}

SHAPE = "/subscriptions/<subscription>/resourceGroups/<group>/providers/<namespace>/<type>/<name>"


class ResourceId(NamedTuple):
    """The parts of a resource id, as written. None stands for a part that is not known; a placeholder is kept as text."""

    subscription: str | None
    resource_group: str | None
    """Also None for the few resources outside of groups."""
    provider: str | None
    """``Microsoft.Storage``."""
    type: str | None
    """Provider and type of the resource itself, children left out: ``Microsoft.Storage/storageAccounts``."""
    name: str | None
    children: tuple[tuple[str, str], ...] = ()
    """Types and names below the resource: ``(("blobServices", "default"),)``."""

    @property
    def full_type(self) -> str | None:
        """The type with its children: ``Microsoft.Storage/storageAccounts/blobServices``."""
        return None if self.type is None else "/".join([self.type, *(kind for kind, _ in self.children)])


class IdProblem(NamedTuple):
    """Why a text is no resource id."""

    kind: str
    """``empty``, ``space``, ``url``, ``host``, ``name``, ``start``, ``slash``, ``segment``, ``subscription``, ``scope``, ``provider``."""
    why: str
    """Completes "`text` …"."""


def parse_resource_id(text: str) -> ResourceId | IdProblem:
    """
    The parts of an ARM resource id, or why it is none.

    Case does not matter. Placeholders (``<X>``, ``{x}``, ``${x}``) and a `HOLE` may stand for a segment or a part of one.
    A text that starts with one may lack its front, as ``${azurerm_resource_group.x.id}/providers/…`` does.
    """
    problem = _not_an_id(text)
    if problem:
        return problem
    first, *segments = _segments(text)
    if "" in segments:
        return IdProblem("slash", "ends with a slash" if not segments[-1] else "has two slashes in a row")
    lower = [segment.lower() for segment in segments]
    absolute = first == ""
    if "providers" not in lower:
        return _without_provider(segments, absolute=absolute)
    front = segments[: lower.index("providers")]
    tail = segments[len(lower) - lower[::-1].index("providers") :]  # the last provider owns an extension resource
    if absolute and HOLE not in front:
        problem = _wrong_front(front, tail)
        if problem:
            return problem
    return _with_provider(tail, _after("subscriptions", front), _after("resourcegroups", front))


def _not_an_id(text: str) -> IdProblem | None:
    known = with_holes(text)
    if not text.strip():
        return IdProblem("empty", "is empty")
    if text != text.strip():
        return IdProblem("space", "has blanks around it")
    if "://" in known:
        return IdProblem("url", "is an address on the web; a resource id starts with `/subscriptions/`")
    if "?" in known or "#" in known:
        return IdProblem("url", "carries a query, which is no part of a resource id")
    first = known.partition("/")[0]
    if not first or HOLE in first:
        return None
    if first.lower() in {"subscriptions", "resourcegroups", "providers"}:
        return IdProblem("start", "does not start with a slash")
    if ("." in first and not first.lower().startswith("microsoft.")) or ("/" not in text and "." in text):
        return IdProblem("host", f"is a host name, not a resource id: `{SHAPE}`")
    if "/" not in text:
        return IdProblem("name", f"is only a name, not a resource id: `{SHAPE}`")
    return IdProblem("start", f"does not start with `/subscriptions/`: `{SHAPE}`")


def _segments(text: str) -> list[str]:
    """The segments between slashes; a slash inside of a bracketed placeholder does not count."""
    kept = re.findall(_IN_BRACKETS, text)
    marked = re.sub(_IN_BRACKETS, "\ufdd0", text)
    parts = iter(kept)
    return [re.sub("\ufdd0", lambda _: next(parts), segment) for segment in marked.split("/")]


def _known(segment: str) -> str | None:
    return None if HOLE in segment else segment


def _after(word: str, segments: list[str]) -> str | None:
    """The known segment behind a word."""
    lower = [segment.lower() for segment in segments]
    place = lower.index(word) + 1 if word in lower else len(segments)
    return _known(segments[place]) if place < len(segments) else None


def _wrong_front(front: list[str], tail: list[str]) -> IdProblem | None:
    """What is wrong with the part before ``providers`` of an id whose every segment is there."""
    lower = [segment.lower() for segment in front]
    if not front:
        return IdProblem("segment", "names no subscription")
    if lower[0] != "subscriptions":
        return IdProblem("start", f"starts with `/{shown(front[0])}`, not with `/subscriptions/`")
    if len(front) < 2 or lower[1] == "resourcegroups":
        return IdProblem("segment", "names no subscription")
    problem = _wrong_subscription(front[1])
    if problem:
        return problem
    if len(front) == 2:
        alone = bool(tail) and tail[0].lower() in _WITHOUT_GROUP
        return None if alone else IdProblem("segment", "names no resource group")
    if lower[2] != "resourcegroups" and HOLE not in front[2]:
        return IdProblem("segment", f"has `{shown(front[2])}` where `resourceGroups` belongs")
    if len(front) == 3:
        return IdProblem("segment", "names no resource group")
    if len(front) > 4:
        return IdProblem("segment", f"has `{shown(front[4])}` where `providers` belongs")
    return None


def _wrong_subscription(text: str) -> IdProblem | None:
    if re.fullmatch(_GUID, text) or is_placeholder(text) or HOLE in with_holes(text):
        return None
    return IdProblem(
        "subscription", f"has `{shown(text)}` for its subscription, which is no GUID such as `{ZERO_GUID}`"
    )


def _without_provider(segments: list[str], *, absolute: bool) -> ResourceId | IdProblem:
    subscription, group = _after("subscriptions", segments), _after("resourcegroups", segments)
    if not absolute or HOLE in segments:
        kinds, names = segments[::2], segments[1::2]
        below = not absolute and len(kinds) == len(names) and subscription is None and group is None
        children = tuple(zip(kinds, names, strict=True)) if below and HOLE not in kinds else ()
        return ResourceId(subscription, group, None, None, None, children)
    if len(segments) <= 2 and segments[:1] and segments[0].lower() == "subscriptions":
        problem = _wrong_subscription(segments[1]) if len(segments) == 2 else None
        missing = IdProblem("segment", "names no subscription")
        return problem or (missing if len(segments) < 2 else IdProblem("scope", "is a subscription, not a resource"))
    problem = _wrong_front(segments, [])
    if problem:
        return problem
    return IdProblem("scope", "is a resource group, not a resource")


def _with_provider(tail: list[str], subscription: str | None, group: str | None) -> ResourceId | IdProblem:
    if not tail:
        return IdProblem("segment", "names no provider")
    namespace, *pairs = tail
    if HOLE in with_holes(namespace):
        return ResourceId(subscription, group, None, None, None)
    if not re.fullmatch(_NAMESPACE, namespace):
        return IdProblem("provider", f"has `{shown(namespace)}` where a provider such as `Microsoft.Storage` belongs")
    if HOLE in pairs[:-1] or pairs[:1] == [HOLE]:  # it may hold several segments, so nothing behind it can be placed
        kind = f"{namespace}/{pairs[0]}" if HOLE not in pairs[0] else None
        if kind is None or len(pairs) % 2:
            return ResourceId(subscription, group, namespace, kind, None)
    if not pairs:
        return IdProblem("segment", f"names no type after `{shown(namespace)}`")
    if len(pairs) % 2:
        return IdProblem("segment", f"names no resource after `{shown(pairs[-1])}`")
    children = tuple(zip(pairs[2::2], pairs[3::2], strict=True))
    return ResourceId(subscription, group, namespace, f"{namespace}/{pairs[0]}", _known(pairs[1]), children)


def same_resource(some: str, other: str) -> bool | None:
    """Whether two ids name one resource. None when unknown parts leave it open."""
    if HOLE not in some and HOLE not in other:
        return some.lower().rstrip("/") == other.lower().rstrip("/")
    return None if _may_match(some, other) else False


def within(scope: str, resource_id: str) -> bool | None:
    """
    Whether a role assigned at a scope reaches a resource: the scope is the resource, its group, its subscription or ``/``.

    None when unknown parts, or a management group, leave it open.
    """
    if scope.strip() == "/":
        return True
    outer, inner = scope.lower().rstrip("/"), resource_id.lower().rstrip("/")
    if outer.startswith("/providers/microsoft.management/managementgroups/"):
        return None
    if HOLE not in outer + inner:
        return inner == outer or inner.startswith(outer + "/")
    return None if HOLE in outer or _may_match(inner, outer + HOLE) else False


def _may_match(some: str, other: str) -> bool:
    """Whether two texts could be equal, each `HOLE` standing for any text: what they have before and behind agrees."""
    one, two = some.lower(), other.lower()
    heads = one.partition(HOLE)[0], two.partition(HOLE)[0]
    tails = one.rpartition(HOLE)[2], two.rpartition(HOLE)[2]
    shorter, longer = sorted(heads, key=len)
    ending, whole = sorted(tails, key=len)
    return longer.startswith(shorter) and whole.endswith(ending)
