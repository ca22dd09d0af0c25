"""Disk, memory, unsaved buffers and revisions of git give the same answers, and nothing leads out of the repository."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from mvnetgen.text.errors import InputError, UsageError
from mvnetgen.text.revision import Revision, find_commit
from mvnetgen.text.tree import Disk, Memory, Overlay, Tree
from mvnetgen.text.watched import Watched, unchanged

FILES = {"a.tf": b"a\n", "infra/main.tf": b"main\r\n", "infra/net/x.tf": b"", "infra/.hidden": b"h"}


def git(*words: str, folder: Path | str = ".") -> str:
    """Runs git as a user who has settings of his own."""
    settings = [
        "-c",
        "user.name=n",
        "-c",
        "user.email=e@x",
        "-c",
        "core.autocrlf=false",
        "-c",
        "init.defaultBranch=main",
    ]
    done = subprocess.run(["git", *settings, *words], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def write(folder: Path) -> None:
    for name, data in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def disk(folder: Path) -> Tree:
    write(folder)
    (folder / ".git").mkdir()
    return Disk(str(folder))


def overlay(folder: Path) -> Tree:
    write(folder)
    (folder / "infra" / "net" / "x.tf").unlink()
    (folder / "a.tf").write_bytes(b"older")
    return Overlay(Disk(str(folder)), {"a.tf": FILES["a.tf"], str(folder / "infra/net/x.tf"): b""})


def revision(folder: Path) -> Tree:
    write(folder)
    git("init", "-q", folder=folder)
    git("add", ".", folder=folder)
    git("commit", "-qm", "one", folder=folder)
    for name in FILES:
        (folder / name).unlink()
    return Revision(find_commit("HEAD"))


def bare(folder: Path) -> Tree:
    revision(folder).read("a.tf")
    git("clone", "-q", "--bare", ".", "bare.git", folder=folder)
    os.chdir(folder / "bare.git")
    return Revision(find_commit("main"))


KINDS: dict[str, Callable[[Path], Tree]] = {
    "disk": disk,
    "memory": lambda _: Memory(FILES),
    "overlay": overlay,
    "revision": revision,
    "bare": bare,
    "watched": lambda _: Watched(Memory(FILES)),
}


@pytest.fixture(params=KINDS.values(), ids=KINDS)
def tree(request, tmp_path, monkeypatch) -> Tree:
    monkeypatch.chdir(tmp_path)
    made: Tree = request.param(tmp_path)
    return made


def test_read(tree):
    """The bytes are those of the file, whatever way leads to it."""
    assert tree.read("a.tf") == b"a\n"
    assert tree.read("infra/main.tf") == tree.read("./infra/net/../main.tf") == b"main\r\n"
    assert tree.identity("infra/net/../main.tf") == tree.identity("infra/main.tf")


def test_list(tree):
    """Names are sorted, folders end with a slash, and endings choose among both."""
    assert tree.list("infra") == [".hidden", "main.tf", "net/"]
    assert tree.list("infra", (".tf",)) == ["main.tf"]
    assert "infra/" in tree.list(".", ("/",))


def test_exists(tree):
    """Files and folders exist, and only folders are folders."""
    assert [tree.exists(path) for path in ("a.tf", "infra", "infra/net/x.tf", "none", "infra/none.tf")] == [
        True,
        True,
        True,
        False,
        False,
    ]
    assert [tree.is_folder(path) for path in ("a.tf", "infra", "none")] == [False, True, False]
    assert tree.contains("infra/../a.tf")
    assert not tree.contains("../other")


@pytest.mark.parametrize(("path", "message"), [("none.tf", "does not exist"), ("infra", "is a directory")])
def test_what_cannot_be_read(tree, path, message):
    """What is no file is said with its path."""
    with pytest.raises(InputError, match=message) as caught:
        tree.read(path)
    assert caught.value.span.path == path


def linked(folder: Path) -> None:
    (folder / "repository" / "infra").mkdir(parents=True)
    (folder / "secret.txt").write_text("secret")
    (folder / "repository" / "own.txt").write_text("own")
    (folder / "repository" / "infra" / "out.tf").symlink_to("../../secret.txt")
    (folder / "repository" / "infra" / "in.tf").symlink_to("../own.txt")
    (folder / "repository" / "up").symlink_to("..", target_is_directory=True)


@pytest.mark.parametrize("kind", ["disk", "revision"])
@pytest.mark.parametrize("listed", [False, True])
def test_links(kind, listed, tmp_path, monkeypatch):
    """A link within the repository is followed, one that leads out is refused, also when its folder was listed before."""
    linked(tmp_path)
    monkeypatch.chdir(tmp_path / "repository")
    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "links")
    tree: Tree = Disk(".") if kind == "disk" else Revision(find_commit("HEAD"))
    if listed:
        assert tree.list("infra") == ["in.tf", "out.tf"]
    assert tree.read("infra/in.tf") == b"own"
    with pytest.raises(InputError, match="out"):
        tree.read("infra/out.tf")
    with pytest.raises(InputError):
        tree.read("up/secret.txt")
    assert not tree.exists("up/secret.txt")


def test_what_is_outside_by_its_name(tmp_path):
    """Whoever names a file outside of the repository may read it."""
    linked(tmp_path)
    tree = Disk(str(tmp_path / "repository"))
    assert tree.read(str(tmp_path / "secret.txt")) == b"secret"
    assert not tree.contains(str(tmp_path / "secret.txt"))


def test_revision_below_the_top(tmp_path, monkeypatch):
    """Paths start from the working directory, wherever in the repository it lies, and may lead up to the top."""
    monkeypatch.chdir(tmp_path)
    revision(tmp_path)
    (tmp_path / "infra").mkdir(exist_ok=True)
    monkeypatch.chdir(tmp_path / "infra")
    tree = Revision(find_commit("HEAD"))
    assert tree.read("main.tf") == b"main\r\n"
    assert tree.read("../a.tf") == b"a\n"
    with pytest.raises(InputError, match="outside"):
        tree.read("../../etc/passwd")


def test_missing_revision(tmp_path, monkeypatch):
    """A revision that is not in a shallow clone is said with the command that brings it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "origin").mkdir()
    monkeypatch.chdir(tmp_path / "origin")
    revision(tmp_path / "origin")
    git("branch", "other")
    git("clone", "-q", "--depth=1", "--single-branch", f"file://{tmp_path}/origin", str(tmp_path / "clone"))
    monkeypatch.chdir(tmp_path / "clone")
    with pytest.raises(UsageError) as caught:
        find_commit("origin/other")
    assert "there is no revision `origin/other` here" in caught.value.message
    command = caught.value.message.split("run `git ")[1].removesuffix("`")
    git(*command.split())
    assert find_commit("origin/other")


def test_no_repository(tmp_path, monkeypatch):
    """Outside of a repository there is no revision, and no traceback."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(UsageError, match="no repository"):
        find_commit("HEAD")


@pytest.mark.parametrize(
    "change",
    [
        {"a.tf": b"b\n"},
        {"infra/new.tf": b""},
        {"missing.tf": b""},
    ],
    ids=["content", "new name", "what was missing"],
)
def test_watched(change):
    """A tree that gives the same answers is unchanged; one that gives another answer to what was asked is not."""
    tree = Watched(Memory(FILES))
    tree.read("a.tf")
    tree.list("infra", (".tf",))
    assert not tree.exists("missing.tf")
    with pytest.raises(InputError):
        tree.read("missing.tf")
    assert unchanged(tree.seen, Memory(FILES))
    assert unchanged(tree.seen, Memory({**FILES, "infra/readme.md": b"", "other.tf": b""}))
    assert not unchanged(tree.seen, Memory({**FILES, **change}))
