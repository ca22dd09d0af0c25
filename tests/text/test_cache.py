"""The cache: what was put comes back whole or not at all, whoever else uses the folder."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from mvnetgen.text.cache import Cache, NullCache, cache_directory, open_cache


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path, "1")


def test_kept(cache):
    """An entry comes back, by its own key and version only."""
    cache.put(b"a", b"one")
    assert cache.get(b"a") == b"one"
    assert cache.get(b"b") is None
    assert Cache(cache.directory, "2").get(b"a") is None


@pytest.mark.parametrize("damage", [b"", b"short", b"x" * 100, None])
def test_damaged(cache, damage):
    """A torn, foreign or changed entry is not seen, and can be written again."""
    cache.put(b"a", b"one" * 10)
    path = cache.path(b"a")
    path.write_bytes(damage if damage is not None else path.read_bytes()[:-1] + b"!")
    assert cache.get(b"a") is None
    cache.put(b"a", b"two")
    assert cache.get(b"a") == b"two"


def test_bounded(tmp_path):
    """Beyond the limit the entries used longest ago go, and what is far too large never comes in."""
    cache = Cache(tmp_path, "1", limit=10_000)
    for number in range(10):
        cache.put(b"%d" % number, b"x" * 1500)
        os.utime(cache.path(b"%d" % number), (number, number))
    cache.put(b"huge", b"x" * 5000)
    cache.sweep()
    assert [number for number in range(10) if cache.get(b"%d" % number)] == [6, 7, 8, 9]
    assert cache.get(b"huge") is None


def test_leftovers(cache):
    """What a crash left half written goes at the next look, when it is old."""
    old, new = cache.directory / ".new-old", cache.directory / ".new-now"
    old.write_text("")
    new.write_text("")
    os.utime(old, (0, 0))
    cache.sweep()
    assert (old.exists(), new.exists()) == (False, True)


def test_two_at_once(tmp_path):
    """Two processes that write and read the same keys only ever see whole entries."""
    code = (
        "import sys; from pathlib import Path; from mvnetgen.text.cache import Cache\n"
        "cache = Cache(Path(sys.argv[1]), '1', limit=200_000)\n"
        "for i in range(300):\n"
        "    key = b'%d' % (i % 7)\n"
        "    cache.put(key, key * 5000)\n"
        "    found = cache.get(key)\n"
        "    assert found is None or found == key * 5000\n"
    )
    runs = [subprocess.Popen([sys.executable, "-c", code, str(tmp_path)]) for _ in range(2)]
    assert [run.wait() for run in runs] == [0, 0]


def test_folder(tmp_path, monkeypatch):
    """The folder is the one that is named, private, and made when missing; an empty name means none."""
    monkeypatch.setenv("MVNETGEN_CACHE_DIR", str(tmp_path / "a" / "b"))
    assert cache_directory() == tmp_path / "a" / "b"
    if os.name == "posix":
        assert (tmp_path / "a" / "b").stat().st_mode & 0o077 == 0
    monkeypatch.setenv("MVNETGEN_CACHE_DIR", "")
    assert cache_directory() is None
    assert isinstance(open_cache("modules", "1"), NullCache)


def test_none(tmp_path, monkeypatch):
    """A cache that is turned off, or has no place, keeps nothing and breaks nothing."""
    monkeypatch.setenv("MVNETGEN_CACHE_DIR", str(tmp_path))
    off = open_cache("modules", "1", enabled=False)
    off.put(b"a", b"one")
    assert off.get(b"a") is None
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "file").write_text("")
    gone = Cache(tmp_path / "file", "1")
    gone.put(b"a", b"one")
    assert gone.get(b"a") is None
