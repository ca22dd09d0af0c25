"""Whether two values are equal: yes, no, or not known."""

from __future__ import annotations

from collections.abc import Mapping

from mvnetgen.languages.hcl.number import exactly
from mvnetgen.languages.hcl.value import List, Map, Set
from mvnetgen.languages.hcl.work import Work
from mvnetgen.text.document import HOLE, Node, Unknown


def equal(left: Node, right: Node, work: Work) -> bool | None:
    """
    Terraform's ``==``: values of different types differ; None when it is not known.

    Two uses of one attribute of one resource are equal although its value is not known.
    """
    work.charge()
    one, other = left.value, right.value
    if isinstance(one, Unknown):
        return _equal_unknown(one, other)
    if isinstance(other, Unknown):
        return _equal_unknown(other, one)
    if one is None or other is None:
        return one is other
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, int) and isinstance(other, int):
        return one == other
    if isinstance(one, int | float) and isinstance(other, int | float):
        return exactly(one) == exactly(other)
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        if isinstance(one, Map) != isinstance(other, Map) or one.keys() != other.keys():
            return False
        return _all([(one[key], other[key]) for key in one], work)
    if isinstance(one, tuple) and isinstance(other, tuple):
        same_kind = isinstance(one, List) == isinstance(other, List) and isinstance(one, Set) == isinstance(other, Set)
        if isinstance(one, Set) and isinstance(other, Set):
            return _equal_sets(one, other, work)
        if not same_kind or len(one) != len(other):
            return False
        return _all(list(zip(one, other, strict=True)), work)
    return type(one) is type(other) and one == other if isinstance(one, str) and isinstance(other, str) else False


def _all(pairs: list[tuple[Node, Node]], work: Work) -> bool | None:
    answer: bool | None = True
    for one, other in pairs:
        same = equal(one, other, work)
        if same is False:
            return False
        if same is None:
            answer = None
    return answer


def _equal_sets(one: Set, other: Set, work: Work) -> bool | None:
    if any(isinstance(item.value, Unknown) for item in (*one, *other)):
        return None
    return False if len(one) != len(other) else _all(list(zip(one, other, strict=True)), work)


def _equal_unknown(one: Unknown, other: object) -> bool | None:
    if isinstance(other, Unknown):
        if one.reference and one.reference == other.reference and one.text is None and other.text is None:
            return True
        return None
    if other is None:
        return False if never_null(one) else None
    if one.text is not None:
        return None if isinstance(other, str) and could_be(one.text, other) else False
    return False if is_text(one) and not isinstance(other, str) else None


def never_null(value: Unknown) -> bool:
    """Whether an unknown value is certainly not null: a text in part, a resource, or its id."""
    reference = value.reference
    return is_text(value) or bool(reference and reference.resource_type and not reference.attribute)


def is_text(value: Unknown) -> bool:
    """Whether an unknown value is certainly a text: one that is known in part, or the id of a resource."""
    reference = value.reference
    return value.text is not None or bool(reference and reference.resource_type and reference.attribute == ("id",))


def could_be(pattern: str, text: str) -> bool:
    """Whether a text that is known in part can be this text."""
    first, *rest = pattern.split(HOLE)
    if not rest:
        return pattern == text
    *middle, last = rest
    if not text.startswith(first) or not text.endswith(last) or len(text) < len(first) + len(last):
        return False
    start, end = len(first), len(text) - len(last)
    for part in middle:
        found = text.find(part, start, end)
        if found < 0:
            return False
        start = found + len(part)
    return True
