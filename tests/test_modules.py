"""Each folder below golden/modules is a whole configuration with everything that is found in it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from mvnetgen.cli import main
from tests import GOLDEN

MODULES = sorted(path for path in (GOLDEN / "modules").iterdir() if path.is_dir())
UNREADABLE = {"broken_file"}
"""Modules with a file that cannot be parsed: the rest is judged all the same."""


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.name)
def test_module(
    module: Path,
    golden: Callable[[Path, str], None],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """`mvnetgen lint` in the folder prints exactly what is stored; what was looked at stands at the end."""
    monkeypatch.chdir(module)

    code = main(["lint", "--no-cache", "--fail-on", "info", "--format", "concise", "."])

    printed = capsys.readouterr()
    assert code == (2 if module.name in UNREADABLE else 1 if printed.out else 0)
    golden(module / "output.txt", printed.out + printed.err)
