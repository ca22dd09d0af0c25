"""What the files of a job need: each kind of file, line by line."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from mvnetgen.egress.sources import needs_of
from mvnetgen.text.errors import InputError
from mvnetgen.text.source import Source
from tests.egress.workspaces import fqdn, run, workspace


def needed(path: str, text: str) -> list[str]:
    """``line host:port`` of each need."""
    return [f"{each.line} {each.shown}" for each in needs_of(Source(path, text))]


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("requirements.txt", "numpy\n", ["1 pypi.org:443", "1 files.pythonhosted.org:443"]),
        ("requirements.txt", "# numpy\n\n-r other.txt\n", []),
        ("dev-requirements.in", "--no-index\n--find-links ./wheels\nnumpy\n", []),
        ("requirements.txt", "-i https://a.example.net:8443/simple\nnumpy\n", ["1 a.example.net:8443"]),
        ("requirements.txt", "--index-url=https://a.example.net/simple \\\n  --pre\nnumpy", ["1 a.example.net:443"]),
        ("requirements.txt", "git+ssh://git@g.example.net/x.git\n", ["1 g.example.net:22"]),
        ("requirements.txt", "x @ git+https://u:p@g.example.net/x.git@v1 # why\n", ["1 g.example.net:443"]),
        ("requirements.txt", "numpy ; python_version < '4'  # https://no.example.net\n", ["1 pypi.org:443", "1 files.pythonhosted.org:443"]),
        ("requirements.txt", "./local\nfile:///opt/x.whl\n", []),
        ("environment.yml", "dependencies:\n- python\n", ["2 repo.anaconda.com:443"]),
        ("environment.yml", "channels: [conda-forge, nodefaults]\ndependencies: [python]\n", ["1 conda.anaconda.org:443"]),
        (
            "conda.yaml",
            "channels:\n- https://t:secret@c.example.net/x\n- nodefaults\ndependencies:\n- pip:\n  - numpy\n",
            ["2 c.example.net:443", "6 pypi.org:443", "6 files.pythonhosted.org:443"],
        ),
        ("environment.yml", "image: mcr.microsoft.com/azureml/x:1\n", ["1 mcr.microsoft.com:443"]),
        ("pyproject.toml", '[project]\ndependencies = [\n  "numpy",\n]\n', ["3 pypi.org:443", "3 files.pythonhosted.org:443"]),
        (
            "pyproject.toml",
            '[tool.poetry.dependencies]\npython = "^3.11"\nnumpy = "*"\n[[tool.poetry.source]]\nname = "a"\nurl = "https://a.example.net/simple"\n',
            ["6 a.example.net:443"],
        ),
        ("Dockerfile", "FROM scratch\n", []),
        ("Dockerfile", "FROM localhost:5000/x\nFROM $UNSET\n", ["1 localhost:5000"]),
        (
            "train.Dockerfile",
            "FROM debian AS a\nFROM a\nRUN apt-get install -y git \\\n # https://no.example.net\n && curl https://x.example.net/y\n",
            [
                "1 registry-1.docker.io:443",
                "1 auth.docker.io:443",
                "1 production.cloudflare.docker.com:443",
                "3 x.example.net:443",
                "3 deb.debian.org:80",
            ],
        ),
        (
            "Dockerfile",
            "FROM quay.io/x/y:1\nENV PIP_INDEX_URL=https://u:secret@p.example.net/simple\nRUN pip install numpy\n",
            ["1 quay.io:443", "1 cdn.quay.io:443", "1 cdn01.quay.io:443", "1 cdn02.quay.io:443", "1 cdn03.quay.io:443", "3 p.example.net:443"],
        ),
        ("Dockerfile", "ARG R=a.example.net\nFROM ${R}/x\nARG R\nADD https://${R}/y /y\n", ["2 a.example.net:443"]),
        ("Containerfile", "FROM a.example.net/x\nRUN <<EOF\ncurl http://b.example.net/\nEOF\nUSER x\n", ["1 a.example.net:443", "2 b.example.net:80"]),
        (".npmrc", "strict-ssl=true\n", ["1 registry.npmjs.org:443"]),
        (".npmrc", "registry=http://n.example.net:4873/\n", ["1 n.example.net:4873"]),
        ("renv.lock", '{"R": {"Repositories": [\n{"Name": "CRAN", "URL": "https://cran.example.net"}]}}', ["2 cran.example.net:443"]),
        ("settings.xml", "<settings/>", ["1 repo.maven.apache.org:443"]),
        (
            "settings.xml",
            "<settings><mirrors><mirror><mirrorOf>*</mirrorOf>\n<url>https://m.example.net/x</url></mirror></mirrors></settings>",
            ["2 m.example.net:443"],
        ),
    ],
)  # fmt: skip
def test_needs(path: str, text: str, expected: list[str]) -> None:
    """Each host and port once, at the line that needs it."""
    assert sorted(needed(path, text)) == sorted(expected)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("notes.md", ""),
        ("pyproject.toml", "[project\n"),
        ("renv.lock", "{"),
        ("settings.xml", "<settings>"),
        ("pom.xml", "<project/>"),
        ("settings.xml", '<!DOCTYPE x [<!ENTITY a "b">]><settings>&a;</settings>'),
        ("environment.yml", "name: x\n"),
        ("environment.yml", "- x\n"),
        ("conda-lock.yml", "a: [\n"),
    ],
)
def test_what_is_none_of_them(path: str, text: str) -> None:
    """A file that is no such file is an error with a place, never a crash."""
    with pytest.raises(InputError) as error:
        needs_of(Source(path, text))
    assert str(error.value).startswith(f"{path}:")


def test_a_jobs_file_is_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--from` asks for each need, says which line needs it, and never prints a password."""
    (tmp_path / "workspace.yml").write_text(workspace(fqdn("pypi", "pypi.org")), encoding="utf-8")
    text = "--extra-index-url https://reader:not-a-secret@p.example.net/simple\nnumpy\n"
    (tmp_path / "requirements.txt").write_text(text, encoding="utf-8")
    ways = ["--from", tmp_path / "requirements.txt", "--in", tmp_path / "workspace.yml"]
    assert run("reach", *ways) == 1
    shown = capsys.readouterr()
    assert "pypi.org:443" in shown.out
    assert "requirements.txt:1, another index" in shown.out
    assert "not-a-secret" not in shown.out + shown.err
    assert run("reach", *ways, "--format", "json") == 1
    shown = capsys.readouterr()
    assert "not-a-secret" not in shown.out
    answers = json.loads(shown.out)["answers"]
    assert [(each["host"], each["needed_by"]["line"]) for each in answers] == [
        ("p.example.net", 1),
        ("pypi.org", 2),
        ("files.pythonhosted.org", 2),
    ]


def test_shared_sources(shared: Path) -> None:
    """The files that the project was started with need what is written beside them, and nothing that is not."""
    folder = shared / "cases" / "reach" / "sources"
    with (folder / "sources.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    for path in dict.fromkeys(row["source"] for row in rows):
        found = needs_of(Source(path, (folder / path).read_text(encoding="utf-8")))
        lines = {(each.host, str(each.port)): each.line for each in found}
        for row in (each for each in rows if each["source"] == path):
            key = row["host"], row["port"]
            assert (key in lines) is (row["needed"] == "yes"), (path, key)
