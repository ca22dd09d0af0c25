"""Every expression of the table gives the engine's value, or is unknown, never another."""

import json

import pytest

from mvnetgen.languages.arm_json.functions.context import Site
from mvnetgen.languages.arm_json.value import first_unknown
from mvnetgen.languages.hcl.work import Work
from tests import SHARED
from tests.languages.arm_json.evaluating import SITE, expression, plain

TABLE = SHARED / "verified" / "bicep" / "arm_expressions.tsv"
DECIDED_ANYWAY = {
    "[or(equals(environment().name, 'x'), true())]",
    "[and(equals(environment().name, 'x'), false())]",
}
"""The snapshot asks in order and stops at what it does not know; whatever that is, the value is the one found here."""


def rows():
    if not TABLE.exists():
        return []
    lines = TABLE.read_text(encoding="utf-8").split("\n")
    return [line.split("\t") for line in lines[1:] if line]


def test_table():
    """Equal or unknown; of what has a value, at most one in a hundred is unknown."""
    if not TABLE.exists():
        pytest.skip("the table of values is not here")
    site = Site(
        **{name: getattr(SITE, name) for name in ("subscription", "group", "tenant", "location")}, deployment="dep1"
    )
    wrong, unknown, refused = [], [], []
    for _group, text, parameters, value, note in rows():
        node, world = expression(text, site, **json.loads(parameters))
        missing = first_unknown([node], Work())
        if value == "!error":
            if not missing:
                wrong.append(text)
            elif not world.mistakes:
                refused.append(text)
        elif value == "!unresolved":
            if not missing and text not in DECIDED_ANYWAY:
                wrong.append(text)
        elif missing:
            if "strings in brackets" not in note:
                unknown.append(text)
        elif json.dumps(plain(node)) != json.dumps(json.loads(value)):
            wrong.append(text)

    assert wrong == []
    assert len(unknown) <= 16
    assert refused == ["[newGuid()]", "[utcNow()]"]
