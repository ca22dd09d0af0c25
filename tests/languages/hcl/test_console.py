"""The same expressions through `terraform console` and through ours."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from mvnetgen.languages.hcl.evaluate import evaluate
from mvnetgen.languages.hcl.parse import parse_expression
from mvnetgen.languages.hcl.scope import Folder, Scope
from mvnetgen.languages.hcl.syntax import Expression
from mvnetgen.languages.hcl.value import List, Map, Set, spell_scalar
from mvnetgen.text.document import Node, Unknown
from mvnetgen.text.source import Span
from mvnetgen.text.tree import Disk

TABLE = Path(__file__).parent / "console"
TERRAFORM = shutil.which("terraform")


def lines(name: str) -> list[str]:
    """The expressions of a table: one per line, without blank lines and comments."""
    text = (TABLE / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


VALUES = lines("values.txt")
REFUSED = lines("refused.txt")


def ours(text: str, folder: Path) -> Node:
    expression = parse_expression(text, Span("console", 1, 1, 1, len(text) + 1))
    assert isinstance(expression, Expression), expression
    return evaluate(expression, Scope(folder=Folder(folder, Disk(str(folder)))))


def printed(node: Node, indent: str) -> str:
    """A value as the console prints it in a list."""
    value, inner = node.value, indent + "  "
    match value:
        case None:
            return "null"
        case str():
            escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
            return '"' + escaped.replace("\t", "\\t") + '"'
        case Unknown():
            return f"(unknown: {value.reason})"
        case Mapping():
            rows = [
                f"{inner}{printed(Node(key, node.span), inner)} = {printed(value[key], inner)}\n"
                for key in sorted(value)
            ]
            text = "{\n" + "".join(rows) + indent + "}" if rows else "{}"
            return f"tomap({text})" if isinstance(value, Map) else text
        case tuple():
            rows = [f"{inner}{printed(item, inner)},\n" for item in value]
            text = "[\n" + "".join(rows) + indent + "]" if rows else "[]"
            return (
                f"tolist({text})" if isinstance(value, List) else f"toset({text})" if isinstance(value, Set) else text
            )
    return spell_scalar(value)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A module directory with a few files for the functions that read."""
    directory = tmp_path_factory.mktemp("console")
    (directory / "files").mkdir()
    (directory / "files" / "a.json").write_text('{"a": [1, 2]}', encoding="utf-8")
    (directory / "files" / "b.tpl").write_text("hi ${name}%{ for x in xs } ${x}%{ endfor }", encoding="utf-8")
    (directory / "files" / "c.yaml").write_text("a: 1\nb: [x, y]\n", encoding="utf-8")
    (directory / "files" / "deep").mkdir()
    (directory / "files" / "deep" / "d.txt").write_text("é\n", encoding="utf-8")
    return directory


@pytest.fixture(scope="module")
def theirs(folder: Path) -> dict[str, str]:
    """What one console prints for each expression of `VALUES`, and for ``can(…)`` of each of `REFUSED`."""
    if not TERRAFORM:
        pytest.skip("terraform is not installed")
    rows = [*VALUES, *[f"can({text})" for text in REFUSED]]
    result = subprocess.run(
        [TERRAFORM, "console", "-no-color"],
        input=f"[{', '.join(rows)}]\n",
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=folder,
        timeout=120,
        check=False,
        env={
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "TF_CLI_CONFIG_FILE": os.devnull,
            "CHECKPOINT_DISABLE": "1",
        },
    )
    assert result.returncode == 0, result.stderr
    parts = re.findall(r"^  [^\s\])}].*?,$(?=\n(?:  [^\s\])}]|\]))", result.stdout, flags=re.MULTILINE | re.DOTALL)
    assert len(parts) == len(rows)
    return {row: part[2:-1] for row, part in zip(rows, parts, strict=True)}


def test_enough() -> None:
    """There are enough expressions, each once."""
    assert len(VALUES) + len(REFUSED) >= 300
    assert len(set(VALUES)) == len(VALUES)
    assert len(set(REFUSED)) == len(REFUSED)


@pytest.mark.parametrize("text", VALUES)
def test_value(text: str, theirs: dict[str, str], folder: Path) -> None:
    """Our value of the expression is printed as Terraform prints its own."""
    expected = re.sub(r"\bto\w+\(null\)|null /\*.*?\*/", "null", theirs[text])

    assert printed(ours(text, folder), "  ") == expected


@pytest.mark.parametrize("text", REFUSED)
def test_refused(text: str, theirs: dict[str, str], folder: Path) -> None:
    """Terraform refuses the expression, and so do we, which ``can`` sees."""
    assert theirs[f"can({text})"] == "false"
    assert isinstance(ours(text, folder).value, Unknown)
    assert ours(f"can({text})", folder).value is False
