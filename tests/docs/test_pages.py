"""Pages that are made from the code are what would be made now: a stale page fails like a broken rule."""

import posixpath
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from docs.hooks import rule_pages
from mvnetgen.rules.index import GROUPS
from tests import ROOT
from tests.docs import pages

PAGES = pages.pages()


@pytest.mark.parametrize("path", PAGES)
def test_page(path: str, golden: Callable[[Path, str], None]) -> None:
    """The page is what would be made; `pytest --update-golden tests/docs` makes it."""
    golden(ROOT / path, PAGES[path])


@pytest.mark.parametrize("path", pages.regions())
def test_region(path: str, golden: Callable[[Path, str], None]) -> None:
    """The part between the marks is what would be made."""
    start, text, end = pages.regions()[path]
    stored = (ROOT / path).read_text(encoding="utf-8")
    before, found, rest = stored.partition(f"{start}\n")
    _, found_end, after = rest.partition(f"{end}\n")
    assert found
    assert found_end
    golden(ROOT / path, f"{before}{start}\n{text}\n{end}\n{after}")


@pytest.mark.parametrize("path", [path for path in rule_pages.pages() if path.endswith(".md")])
def test_rule_page(path: str) -> None:
    """The page of a rule shows a bad and, where there is one, a good file, and its links lead to pages that exist."""
    page = rule_pages.pages()[path]
    assert page.startswith("# ")
    for target in re.findall(r"\]\((?!https?:)([^)#]*)(?:#[^)]*)?\)", page):
        found = posixpath.normpath(posixpath.join("rules", target))
        assert found in rule_pages.pages() or (ROOT / "docs" / found).exists(), target


def test_groups() -> None:
    """Every group of rules says what it is about."""
    assert set(rule_pages.GROUPS) == set(GROUPS)
