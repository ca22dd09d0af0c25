"""What `egress` prints: each folder below golden/egress in every format, and what no format may let through."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest

from mvnetgen.report.egress import FORMATS
from tests import GOLDEN
from tests.egress.workspaces import fqdn, run, workspace

CASES = sorted(path for path in (GOLDEN / "egress").iterdir() if path.is_dir())
SUFFIXES = {
    "text": "txt",
    "json": "json",
    "markdown": "md",
    "csv": "csv",
    "mermaid": "mmd",
    "svg": "svg",
    "html": "html",
}
WRITTEN = ("text", "json", "markdown", "csv", "mermaid", "svg")
"""Formats that are stored whole; the page is looked at by its parts, for it holds the picture again."""


def printed(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> str:
    """What a call prints."""
    assert run("egress", *arguments) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("format_", WRITTEN)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_format(
    case: Path,
    format_: str,
    golden: Callable[[Path, str], None],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """`mvnetgen egress` in the folder prints exactly what is stored, in each format."""
    monkeypatch.chdir(case)
    shown = ["--show", "required"] if case.name == "approved" else []
    golden(case / f"output.{SUFFIXES[format_]}", printed(capsys, "--format", format_, *shown))


def test_every_format_is_tried() -> None:
    """The list of formats and the tests know of each other."""
    assert set(FORMATS) == set(SUFFIXES) == {*WRITTEN, "html"}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_nothing_sensitive_is_shown(
    case: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A value that its author marked stands in no format."""
    monkeypatch.chdir(case)
    for format_ in FORMATS:
        assert "secret-host" not in printed(capsys, "--format", format_)


class Page(HTMLParser):
    """What a page is made of."""

    def __init__(self) -> None:
        super().__init__()
        self.outside: list[str] = []
        self.open: list[str] = []
        self.rows = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.outside += [f"{name}={value}" for name, value in attrs if name in ("src", "href", "srcset", "action")]
        self.rows += tag == "details"
        if tag not in ("meta", "input", "circle", "path", "rect"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.open and tag not in ("circle", "path", "rect"):
            assert self.open.pop() == tag


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_page(case: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """The page is whole, needs nothing from elsewhere, and has each row once."""
    monkeypatch.chdir(case)
    text = printed(capsys, "--format", "html")
    page = Page()
    page.feed(text)
    assert page.open == []
    assert page.outside == []
    assert "default-src 'none'" in text
    rows = sum(len(each["rows"]) for each in json.loads(printed(capsys, "--format", "json"))["workspaces"])
    assert page.rows == rows
    assert text == printed(capsys, "--format", "html")


HOSTILE = '</title><script>alert(1)</script>"|`#`]:::x\u202e\x07'


def test_text_of_users_is_no_code(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A name that tries to be code is text in every format."""
    file = tmp_path / "workspace.yml"
    text = workspace(fqdn("pypi", "pypi.org")).replace("name: ml-one", f"name: {json.dumps(HOSTILE)}")
    file.write_text(text.replace("name: pypi,", f"name: {json.dumps('=1+1' + HOSTILE)},"), encoding="utf-8")
    for format_ in FORMATS:
        shown = printed(capsys, "--format", format_, file)
        if format_ != "json":
            assert "\u202e" not in shown, format_
            assert "\x07" not in shown, format_
        if format_ in ("html", "svg"):
            assert "<script>alert" not in shown
        if format_ == "svg":
            ET.fromstring(shown)
        if format_ == "mermaid":
            assert "<script>" not in shown
            assert '"|' not in shown.replace('"| ', "").replace('-->|"', "")
        if format_ == "csv":
            assert ",=1+1" not in shown


def test_many_networks_are_lines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A hundred networks make a picture of a hundred lines, a dot for each destination, the same bytes each time."""
    for number in range(100):
        text = workspace("\n".join(fqdn(f"rule-{each}", f"h{each}.example.net") for each in range(number)))
        name = f"ml-{number:03}"
        (tmp_path / f"{name}.yml").write_text(text.replace("ml-one", name), encoding="utf-8")
    picture = printed(capsys, "--format", "svg", tmp_path)
    assert picture.count('<path class="line"') == 100
    assert ">+" in picture
    assert picture == printed(capsys, "--format", "svg", tmp_path)


def test_a_file_gets_the_format_of_its_ending(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--output-file x.svg` is a picture."""
    file = tmp_path / "workspace.yml"
    file.write_text(workspace(), encoding="utf-8")
    assert printed(capsys, file, "--output-file", tmp_path / "egress.svg") == ""
    assert (tmp_path / "egress.svg").read_text(encoding="utf-8").startswith("<svg ")


def test_where_there_is_no_workspace(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is claimed, and `--require-workspace` makes it an error."""
    assert run("egress", tmp_path) == 0
    assert "0 workspaces" in capsys.readouterr().err
    assert run("egress", tmp_path, "--require-workspace") == 2
    assert run("egress", tmp_path / "gone") == 2
