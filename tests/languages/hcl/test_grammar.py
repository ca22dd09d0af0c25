"""The tables of python-hcl2's grammar: built once, kept, rebuilt when damaged; the wrong package is noticed."""

import subprocess
import sys
from pathlib import Path

import pytest

from mvnetgen.languages.hcl import grammar
from mvnetgen.languages.hcl import parse as parsing
from mvnetgen.languages.hcl.parse import parse
from mvnetgen.text.cache import read_checked
from mvnetgen.text.errors import InstallationError
from mvnetgen.text.source import Source


@pytest.fixture
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder of its own, and no tables in memory before and after."""
    monkeypatch.setenv("MVNETGEN_CACHE_DIR", str(tmp_path / "cache"))
    grammar.tables.cache_clear()
    yield tmp_path / "cache"
    grammar.tables.cache_clear()


def test_kept(fresh, monkeypatch):
    """The second start reads the tables from the cache, without lark, and they are the same."""
    built = grammar.tables()
    grammar.tables.cache_clear()
    monkeypatch.setattr(grammar, "build", lambda _: pytest.fail("built again"))
    assert grammar.tables() == built
    assert len(list(fresh.glob("grammar-*.json"))) == 1


def test_damaged(fresh):
    """A damaged cache file is replaced."""
    built = grammar.tables()
    (stored,) = fresh.glob("grammar-*.json")
    stored.write_bytes(stored.read_bytes()[:-100])
    grammar.tables.cache_clear()
    again = grammar.tables()
    assert (len(again.actions), set(again.rules)) == (len(built.actions), set(built.rules))
    assert read_checked(stored) is not None


def test_nowhere_to_keep(fresh, tmp_path, monkeypatch):
    """Without a folder that can be written, the tables are built in memory."""
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("MVNETGEN_CACHE_DIR", str(tmp_path / "file" / "cache"))
    assert grammar.tables().rules
    monkeypatch.setenv("MVNETGEN_CACHE_DIR", "")
    grammar.tables.cache_clear()
    assert grammar.tables().rules


def test_lark_is_not_loaded(fresh):
    """A start with kept tables imports neither hcl2 nor lark."""
    grammar.tables()
    code = (
        "import sys; from mvnetgen.text.source import Source; from mvnetgen.languages.hcl.parse import parse;"
        "parse(Source('a.tf', 'x = 1')); sys.exit('lark' in sys.modules or 'hcl2' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def another_hcl2(folder: Path, files: dict[str, str]) -> None:
    (folder / "hcl2").mkdir(parents=True)
    for name, text in files.items():
        (folder / "hcl2" / name).write_text(text)


def test_wrong_package(fresh, tmp_path, monkeypatch):
    """checkov's fork, and python-hcl2 before 8, are named with the remedy."""
    another_hcl2(tmp_path / "wrong", {"__init__.py": "", "api.py": "", "hcl2.lark": "start : body"})
    monkeypatch.syspath_prepend(tmp_path / "wrong")
    monkeypatch.delitem(sys.modules, "hcl2", raising=False)
    with pytest.raises(InstallationError, match=r"bc-python-hcl2.*pip install --force-reinstall python-hcl2"):
        grammar.tables()


@pytest.mark.parametrize("text", ["start : body\nbody : (", "start : other\nother : NAME\nNAME : /a/"])
def test_unknown_grammar(fresh, tmp_path, monkeypatch, text):
    """A grammar that cannot be compiled, or has other rules than ours, is an error with the remedy."""
    another_hcl2(tmp_path / "wrong", {"__init__.py": "", "api.py": "", "postlexer.py": "", "hcl2.lark": text})
    monkeypatch.syspath_prepend(tmp_path / "wrong")
    monkeypatch.delitem(sys.modules, "hcl2", raising=False)
    parsing.machine.cache_clear()
    with pytest.raises(InstallationError, match="python-hcl2"):
        parse(Source("main.tf", "x = 1"))
    parsing.machine.cache_clear()


def test_missing_package(fresh, monkeypatch):
    """A missing package is an error that says what to install."""
    monkeypatch.setitem(sys.modules, "hcl2", None)
    with pytest.raises(InstallationError, match="pip install --force-reinstall python-hcl2"):
        grammar.tables()


def test_self_test(fresh, monkeypatch):
    """A grammar that lacks something is met with one message that names it, and one that passes is not tested again."""
    parsing.self_test.cache_clear()
    monkeypatch.setattr(parsing, "SAMPLE", "a = 1\nb = ]\n")
    with pytest.raises(InstallationError, match=r"does not know `b = ]`.*pip install --force-reinstall python-hcl2"):
        parse(Source("a.tf", "x = 1"))
    monkeypatch.setattr(parsing, "SAMPLE", "a = true\n")
    assert not parse(Source("a.tf", "x = 1")).problems
    parsing.self_test.cache_clear()
    monkeypatch.setattr(parsing, "SAMPLE", "a = ]\n")
    assert grammar.proven()
    assert not parse(Source("a.tf", "x = 1")).problems
    parsing.self_test.cache_clear()
