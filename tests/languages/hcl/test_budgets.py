"""Budgets: what is too expensive costs itself, and nothing beside it."""

import time

import pytest

from mvnetgen.languages.hcl.world import World
from mvnetgen.text.document import Unknown
from tests.languages.hcl.evaluating import plain, value

EXPENSIVE = 'join("", [for a in range(1000) : join("", [for b in range(1000) : "x"])])'
TOO_MUCH = "evaluating it takes too much work"


def test_elements_have_their_own() -> None:
    """An expensive element of an object or list is unknown; those beside it are not, however deep they stand."""
    world = World()
    node = value(f'{{ a = {EXPENSIVE}, b = {{ c = "known", d = [{EXPENSIVE}, upper("x")] }} }}', world=world)

    inner = node.get("b")
    assert inner is not None
    assert plain(inner.get("c")) == "known"  # type: ignore[arg-type]
    assert plain(inner.get("d"))[1] == "X"  # type: ignore[arg-type, index]
    first = node.get("a")
    assert first is not None
    assert isinstance(first.value, Unknown)
    assert first.value.reason == TOO_MUCH
    assert set(world.exhausted.values()) == {TOO_MUCH}
    assert len(world.exhausted) == 2


def test_locals_have_their_own() -> None:
    """A local that costs too much is computed once, and does not take the rest of the expression with it."""
    declared = f'locals {{\n  big = {EXPENSIVE}\n  small = upper("x")\n}}\n'
    started = time.process_time()
    node = value("[local.big, local.big, local.big, local.small]", declared)

    assert [isinstance(item.value, Unknown) for item in node.value] == [True, True, True, False]  # type: ignore[union-attr]
    assert time.process_time() - started < 3


def test_what_is_written_out_needs_none() -> None:
    """When everything is used up, values that are written out are still known, and simple ones too."""
    declared = "locals {\n" + "".join(f"  big{number} = {EXPENSIVE}\n" for number in range(20)) + '  small = "x"\n}\n'
    spent = ", ".join(f"local.big{number}" for number in range(20))
    world = World()
    node = value(f'[[{spent}], "written out", upper(local.small), {{ a = ["b"] }}]', declared, world)

    assert isinstance(node.value, tuple)
    assert [plain(item) for item in node.value[1:]] == ["written out", "X", {"a": ["b"]}]
    assert world.work.shared <= 0


@pytest.mark.parametrize(
    "text",
    [
        EXPENSIVE,
        'indent(1e30, "*\\n*")',
        'indent(1e9, "*\\n*")',
        'join("x", [for a in range(1000) : join("", [for b in range(1000) : "0123456789"])])',
        'regexall("(a|b)*(c+)+", join("", [for a in range(1000) : "abcabcabcabc"]))',
        "setproduct(range(1000), range(1000), range(1000))",
        'replace(join("", [for a in range(1000) : "aaaaaaaaaa"]), "a", join("", [for a in range(1000) : "bbbbbbbbbb"]))',
    ],
)
def test_expensive_values_end_soon(text: str) -> None:
    """Whatever asks for much time or memory ends with a reason, soon."""
    started = time.process_time()
    world = World()
    value(text, world=world)

    assert time.process_time() - started < 3
