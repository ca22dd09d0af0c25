"""Source frames: what is underlined, and how odd lines are shown."""

import pytest

from mvnetgen.report.frame import Look, frame
from mvnetgen.report.style import Style
from mvnetgen.text.source import Source, Span


def drawn(
    text: str, span: tuple[int, int, int, int], width: int = 80, *, label: str = "", sensitive: bool = False
) -> str:
    look = Look(Style(width=width), 1, "error")
    lines = frame(Source("a", text), Span("a", *span), look, label, sensitive=sensitive)
    return "\n".join(lines[1:])


def test_one_line() -> None:
    """The span is underlined, and the label stands behind."""
    assert drawn("name: x\n", (1, 7, 1, 8), label="here") == " 1 | name: x\n   |       ^ here"


def test_tabs_become_blanks() -> None:
    """The underline stands below the span although a tab is before it."""
    assert drawn("\tx = 1", (1, 2, 1, 3)) == " 1 |     x = 1\n   |     ^"


def test_wide_characters() -> None:
    """A character of two columns is underlined twice; a combining one takes no column."""
    assert drawn("日本: e\u0301x", (1, 1, 1, 3)) == " 1 | 日本: e\u0301x\n   | ^^^^"
    assert drawn("日本: e\u0301x", (1, 7, 1, 8)).endswith("|        ^")


def test_control_characters_are_spelled_out() -> None:
    """Neither colours nor a turned direction of writing can be smuggled into the terminal."""
    shown = drawn("a\x1b[31m\u202eb", (1, 8, 1, 9))

    assert shown == " 1 | a␛[31m<U+202E>b\n   |               ^"


def test_long_line_is_cut_around_the_span() -> None:
    """The span is seen whole, with dots where the line goes on, and nothing is wider than the terminal."""
    shown = drawn("a" * 500 + "NEEDLE" + "b" * 500, (1, 501, 1, 507), width=60)

    line, marks = shown.split("\n")
    assert len(line) <= 60
    assert line[marks.index("^") : marks.rindex("^") + 1] == "NEEDLE"
    assert line.endswith("...")
    assert "| ..." in line


def test_long_span_is_cut() -> None:
    """A span that is wider than the terminal is underlined as far as it is seen."""
    shown = drawn("x" * 1000, (1, 3, 1, 900), width=50)

    assert max(map(len, shown.split("\n"))) <= 50


def test_span_of_several_lines() -> None:
    """A bar runs along the lines."""
    shown = drawn("a:\n  b: 1\n  c: 2\n", (1, 1, 3, 7))

    assert shown == " 1 | / a:\n 2 | |   b: 1\n 3 | |   c: 2\n   | |______^"


def test_span_of_many_lines_is_shortened() -> None:
    """The first lines and the last ones are shown."""
    shown = drawn("".join(f"k{n}: 1\n" for n in range(1, 10)), (1, 1, 9, 6)).split("\n")

    assert [line.split("|")[0].strip() for line in shown] == ["1", "2", "3", "...", "8", "9", ""]


def test_span_that_ends_at_the_start_of_a_line() -> None:
    """The line after a block scalar does not belong to it."""
    assert "\n 2" not in drawn("a: b\nc: d\n", (1, 1, 2, 1))


@pytest.mark.parametrize("span", [(9, 9, 9, 12), (1, 40, 1, 44), (1, 1, 9, 1)])
def test_span_outside_of_the_text(span: tuple[int, int, int, int]) -> None:
    """A place that the text does not have draws something, and never fails."""
    assert "^" in drawn("a: b", span)


@pytest.mark.parametrize("span", [(1, 6, 1, 14), (1, 6, 2, 3)])
def test_sensitive_value_is_not_shown(span: tuple[int, int, int, int]) -> None:
    """Of its line nothing is shown but the number."""
    shown = drawn("key: hunter22 # x\n hunter23", span, sensitive=True)

    assert "hunter2" not in shown
    assert "key" not in shown
    assert "1 | (sensitive value)" in shown


def test_colours_and_links() -> None:
    """With colours the frame has escape sequences; the columns do not change."""
    plain = drawn("name: x\n", (1, 7, 1, 8))
    look = Look(Style(colours=True), 1, "error")
    painted = "\n".join(frame(Source("a", "name: x\n"), Span("a", 1, 7, 1, 8), look)[1:])

    assert "\x1b[1;31m^\x1b[0m" in painted
    for code in ("\x1b[1;31m", "\x1b[1;34m", "\x1b[0m"):
        painted = painted.replace(code, "")
    assert painted == plain
