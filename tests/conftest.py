"""What every test may use: golden files, and the reference material when it lies beside the project."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests import SHARED


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite stored outputs; then read `git diff`")


@pytest.fixture(scope="session", autouse=True)
def caches(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The tests neither see nor fill the caches of whoever runs them."""
    before = os.environ.get("MVNETGEN_CACHE_DIR")
    os.environ["MVNETGEN_CACHE_DIR"] = str(tmp_path_factory.mktemp("caches"))
    yield
    if before is None:
        del os.environ["MVNETGEN_CACHE_DIR"]
    else:
        os.environ["MVNETGEN_CACHE_DIR"] = before


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compares a text with the stored one, or stores it with ``--update-golden``."""

    def compare(path: Path, text: str) -> None:
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        stored = path.read_text(encoding="utf-8") if path.exists() else None
        assert text == stored

    return compare


@pytest.fixture
def shared() -> Path:
    """The folder with reference material that lies beside a developer's checkout."""
    if not SHARED.is_dir():
        pytest.skip("the reference material does not lie beside this checkout")
    return SHARED
