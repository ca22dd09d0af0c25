"""What is written as YAML is read as what it was."""

import random
from typing import Any

import pytest
import yaml

from mvnetgen.languages.yaml.write import Noted, dump, scalar

PIECES = [
    *("a", "B", "7", " ", ":", "#", "-", "?", "'", '"', "\\", "\n", "\t", "{", "}", "[", "]", ",", "&", "*", "!", "|"),
    *(">", "%", "@", "`", "<", "=", "~", "/", ".", "é", "雪", "\u0085", "\u2028", "\ufeff", "\x7f", "\0", "\U0001f328"),
    *("yes", "null", "1e3", "0x1f", "2026-01-01", "<<", "- ", ": ", " #", "---", "..."),
]


@pytest.mark.parametrize("seed", range(300))
def test_texts_come_back(seed: int) -> None:
    """Any text as key and as value, in mappings and lists; nothing invisible is written."""
    chance = random.Random(seed)
    texts = ["".join(chance.choices(PIECES, k=chance.randrange(6))) for _ in range(8)]
    document: dict[str, Any] = {
        texts[0]: texts[1],
        "list": [texts[2], {texts[3]: texts[4], "x": True}, [], {}],
        "inner": {texts[5]: {texts[6]: texts[7]}},
    }

    written = dump(document)

    assert yaml.safe_load(written) == document
    assert all(line.isprintable() for line in written.splitlines())


def test_a_long_key() -> None:
    """A key longer than YAML looks ahead for its colon."""
    document = {"k" * 2000: {"a": "b"}}
    assert yaml.safe_load(dump(document)) == document


def test_plain_where_people_write_plain() -> None:
    """Ids, names and hosts need no quotes; what looks like something else has them."""
    assert scalar("/subscriptions/<SUBSCRIPTION_ID>/resourceGroups/rg-ml") == (
        "/subscriptions/<SUBSCRIPTION_ID>/resourceGroups/rg-ml"
    )
    assert [scalar(each) for each in ("pypi.org", "443", "no", "*.x", "")] == [
        "pypi.org",
        '"443"',
        '"no"',
        '"*.x"',
        '""',
    ]


def test_comments() -> None:
    """A comment stands above its value, on one line whatever is in it."""
    assert dump({"a": [Noted({"b": 1}, ("one\ntwo",))]}) == "a:\n# one two\n- b: 1\n"
