"""What several instances of one block say."""

import pytest

from mvnetgen.lint.finding import Finding, Related
from mvnetgen.lint.grouping import MOST_PLACES, said_once
from mvnetgen.rules.rule import Severity
from mvnetgen.text.source import Span

PLACE = Span("modules/hub/main.tf", 3, 5, 3, 9)
ELSEWHERE = Span("modules/hub/main.tf", 8, 5, 8, 9)


def finding(
    message: str, address: str = "azapi_resource.x", span: Span = PLACE, related: tuple[Related, ...] = ()
) -> Finding:
    """A finding of one rule."""
    return Finding("api-version-too-old", Severity.ERROR, message, span, address, related=related)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("no such version", "no such version"),
        ("`azapi_resource.x[0]` is old", "`azapi_resource.x[1]` is old"),
        ('`azapi_resource.x["a.b"]` is old', '`azapi_resource.x["c]d"]` is old'),
        ("`module.dev.azapi_resource.x` is old", "`module.prod.azapi_resource.x` is old"),
        ("`module.dev[0].module.a.azapi_resource.x[?]` is old", '`module.prod["x"].azapi_resource.x` is old'),
    ],
)
def test_instances_say_one_thing(one: str, other: str) -> None:
    """Addresses that differ in their calls or keys only make no further finding; the first one stays."""
    first, second = finding(one, "module.a.x"), finding(other, "module.b.x")

    assert said_once([first, second]) == [first]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (finding("`a` is open"), finding("`b` is open")),
        (finding("`rules[0]` and text[0]"), finding("`rules[0]` and text[1]")),
        (finding("open"), finding("open", span=ELSEWHERE)),
    ],
)
def test_different_mistakes_stay(one: Finding, other: Finding) -> None:
    """Another value or another place is another finding."""
    assert said_once([one, other]) == [one, other]


def test_every_origin_is_named() -> None:
    """A value that came from several places names each of them once, and no more than a reader can take in."""
    origins = [
        Related(Span("main.tf", line, 1, line, 2), "from here") for line in (1, 2, 2, *range(3, 3 + MOST_PLACES))
    ]

    (only,) = said_once(finding("open", related=(origin,)) for origin in origins)

    assert [each.span.line for each in only.related] == list(range(1, 1 + MOST_PLACES))
