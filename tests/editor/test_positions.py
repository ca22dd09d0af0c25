"""Lines and columns here and there: an emoji is one character, two units of UTF-16, four bytes."""

import pytest
from lsprotocol.types import Position, PositionEncodingKind, Range

from mvnetgen.editor.positions import point_of, position_of, range_of
from mvnetgen.text.source import Source, Span

SOURCE = Source("ws.yml", "description: 🚀 größer\nname: ml")
U8, U16, U32 = PositionEncodingKind.Utf8, PositionEncodingKind.Utf16, PositionEncodingKind.Utf32


@pytest.mark.parametrize(("encoding", "character"), [(U8, 18), (U16, 16), (U32, 15)])
def test_behind_emoji(encoding, character):
    """The `g` of größer is the 16th character."""
    assert position_of(SOURCE, 1, 16, encoding) == Position(0, character)
    assert point_of(SOURCE, Position(0, character), encoding) == (1, 16)


@pytest.mark.parametrize("encoding", [U8, U16, U32])
def test_there_and_back(encoding):
    for line, text in enumerate(SOURCE.lines, 1):
        for column in range(1, len(text) + 2):
            assert point_of(SOURCE, position_of(SOURCE, line, column, encoding), encoding) == (line, column)


def test_within_a_character():
    """A position between the two halves of an emoji stands for its start."""
    assert point_of(SOURCE, Position(0, 14), U16) == (1, 14)


def test_beyond_the_text():
    assert range_of(SOURCE, Span("ws.yml", 2, 7, 9, 99), U16) == Range(Position(1, 6), Position(1, 8))
    assert point_of(SOURCE, Position(1, 99), U16) == (2, 9)
    assert point_of(SOURCE, Position(7, 3), U16) == (8, 1)
