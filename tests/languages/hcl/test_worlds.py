"""Open conditions and cycles."""

import pytest

from mvnetgen.languages.hcl.work import Work
from mvnetgen.languages.hcl.world import Question, World, worlds
from mvnetgen.text.document import Unknown
from tests.languages.hcl.evaluating import DECLARED, place, plain, value


class TestCycles:
    def test_locals(self) -> None:
        """Locals that need each other are unknown, and the cycle is reported."""
        world = World()
        found = value("local.a", "locals {\n  a = local.b\n  b = local.c\n  c = [local.a]\n}", world).value
        assert isinstance(found, tuple)
        assert isinstance(found[0].value, Unknown)
        assert [(mistake.message, place(mistake.span)) for mistake in world.mistakes] == [
            ("`local.a` refers to itself", "m.tf:4:8")
        ]

    def test_count(self) -> None:
        """A resource whose count needs itself is unknown."""
        world = World()
        value("azurerm_x.y", 'resource "azurerm_x" "y" {\n  count = length(azurerm_x.y)\n}', world)
        assert [mistake.message for mistake in world.mistakes] == ["`azurerm_x.y` refers to itself"]

    def test_condition(self) -> None:
        """A condition that needs itself ends."""
        declared = "locals {\n  a = local.a ? 1 : 2\n}"
        assert all(
            isinstance(node.value, Unknown | int) for _, node in worlds(lambda world: value("local.a", declared, world))
        )


def in_worlds(text: str, declared: str = DECLARED, limit: int = 16) -> list[object]:
    return [plain(node) for _, node in worlds(lambda world: value(text, declared, world), limit)]


class TestWorlds:
    def test_both_arms(self) -> None:
        """A condition that is not known has two worlds."""
        assert in_worlds('var.mode ? "a" : "b"') == ["a", "b"]

    def test_no_question(self) -> None:
        """A condition that is known, or does not matter, has one."""
        assert in_worlds("true ? 1 : 2") == [1]
        assert in_worlds("var.mode ? 1 : 1") == [1]

    @pytest.mark.parametrize(
        "text",
        [
            "[var.mode ? 1 : 2, var.mode ? 3 : 4]",
            "[var.mode ? 1 : 2, !var.mode ? 4 : 3]",
            "[var.mode ? 1 : 2, (var.mode) ? 3 : 4]",
            "[var.mode == true ? 1 : 2, var.mode != true ? 4 : 3]",
            "[var.mode ? 1 : 2, false == var.mode ? 4 : 3]",
            "[var.mode ? 1 : 2, true && var.mode ? 3 : 4]",
            "[local.m ? 1 : 2, var.mode ? 3 : 4]",
            '[var.mode == "a" ? 1 : 2, "a" == var.mode ? 3 : 4]',
            '[var.mode == "a" ? 1 : 2, var.mode == local.a ? 3 : 4]',
            "[upper(var.mode) == null ? 1 : 2, upper( local.m ) != null ? 4 : 3]",
        ],
    )
    def test_same_question(self, text: str) -> None:
        """The same condition has the same answer, however it is written."""
        declared = DECLARED + '\nlocals {\n  m = var.mode\n  a = "a"\n}\n'
        assert in_worlds(text, declared) == [[1, 3], [2, 4]]

    def test_two_constants(self) -> None:
        """What equals one constant equals no other."""
        text = '[var.mode == "a" ? 1 : 0, var.mode == "b" ? 1 : 0]'
        assert sorted(map(str, in_worlds(text))) == ["[0, 0]", "[0, 1]", "[1, 0]"]

    def test_parts(self) -> None:
        """Parts of a condition are questions of their own."""
        text = "var.mode && var.other ? (var.mode ? 1 : 2) : (var.other ? 3 : 4)"
        assert sorted(map(str, in_worlds(text))) == ["1", "3", "4", "4"]

    def test_unselected_arms_ask_nothing(self) -> None:
        """A question that matters in one arm only is not asked in the other."""
        assert in_worlds("var.mode ? 1 : (var.other ? 2 : 3)") == [1, 2, 3]

    def test_each_iteration(self) -> None:
        """The same condition about different elements is two questions; about the same element it is one."""
        declared = DECLARED + '\nvariable "p" {}\nvariable "q" {}\n'
        text = "[for x in [var.p, var.q, var.p] : x ? 1 : 0]"
        assert sorted(map(str, in_worlds(text, declared))) == ["[0, 0, 0]", "[0, 1, 0]", "[1, 0, 1]", "[1, 1, 1]"]

    def test_for_condition(self) -> None:
        """A filter asks too."""
        assert in_worlds("[for x in [1, 2] : x if x == 1 || var.mode]") == [[1, 2], [1]]

    def test_limit(self) -> None:
        """Beyond the limit questions stay open, and the worlds together still leave out nothing."""
        declared = "".join(f'variable "v{number}" {{}}\n' for number in range(6))
        text = "[" + ", ".join(f"var.v{number} ? 1 : 0" for number in range(6)) + "]"
        found = worlds(lambda world: value(text, declared, world), limit=4)
        assert len(found) == 4
        for world, node in found:
            answers = plain(node)
            assert isinstance(answers, list)
            assert answers[:2] == [int(world.decisions[Question(f"var.v{number}")]) for number in range(2)]
            assert all(isinstance(answer, Unknown) for answer in answers[2:])

    def test_nested(self) -> None:
        """Deeply nested conditions cost no more than their size."""
        text = "1"
        for number in range(25):
            text = f'(var.mode == "{number}" ? [{text}] : ["{number}"])'
        work = Work()
        worlds(lambda world: value(text, DECLARED, world), 16, work)
        assert work.steps > 0
