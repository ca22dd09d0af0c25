"""Pages that are made from the code are what would be made now: a stale page fails like a broken rule."""

from collections.abc import Callable
from pathlib import Path

import pytest

from mvnetgen.rules.index import GROUPS, RULES
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


def test_no_page_is_left_over(request: pytest.FixtureRequest) -> None:
    """There is no page of a rule that is gone or renamed."""
    stored = {path.stem for path in (ROOT / "docs" / "rules").glob("*.md")} - {"index"}
    for name in stored - {rule.name for rule in RULES}:
        if request.config.getoption("--update-golden"):
            (ROOT / "docs" / "rules" / f"{name}.md").unlink()
            stored.remove(name)
    assert stored == {rule.name for rule in RULES}


def test_groups() -> None:
    """Every group of rules says what it is about."""
    assert set(pages.GROUPS) == set(GROUPS)
