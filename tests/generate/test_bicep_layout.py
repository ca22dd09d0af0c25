"""The layout of generated Bicep is that of `bicep format`."""

from pathlib import Path

import pytest

from mvnetgen.formats.az_ml import read_workspace_file
from mvnetgen.generate import Options, Placement, Target, render
from mvnetgen.generate.bicep_layout import format_bicep
from mvnetgen.text.source import read_source
from tests import GOLDEN, SHARED

BICEP = SHARED / "verified" / "bicep"
PAIRS = sorted(BICEP.glob("format/generated-*.in.bicep"))
SHAPES = sorted([*BICEP.glob("shapes/**/*.bicep"), *BICEP.glob("shapes/**/*.bicepparam")])
CASES = sorted(GOLDEN.glob("generate/*/input.yml"))

has_reference = pytest.mark.skipif(not PAIRS, reason="the reference material does not lie beside this checkout")


@has_reference
@pytest.mark.parametrize("path", PAIRS, ids=lambda path: path.name)
def test_pairs(path: Path) -> None:
    """What the real formatter made of a file, this one makes of it."""
    stored = path.with_name(path.name.replace(".in.", ".out.")).read_text(encoding="utf-8")
    assert format_bicep(path.read_text(encoding="utf-8")) == stored


@has_reference
@pytest.mark.parametrize("path", SHAPES, ids=lambda path: "-".join(path.parts[-2:]))
def test_shapes(path: Path) -> None:
    """What the real formatter leaves alone is left alone."""
    text = path.read_text(encoding="utf-8")
    assert format_bicep(text) == text


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.parent.name)
@pytest.mark.parametrize("rules", Placement)
def test_stays(path: Path, rules: Placement) -> None:
    """What is generated stays as it is when it is laid out again."""
    (declaration,) = read_workspace_file(read_source(path)).declarations
    for name, text in render(declaration.workspace, Options(rules=rules), Target.BICEP).items():
        assert format_bicep(text) == text, name


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("var a = [for x in xs: {\na: x\n}]\n", "var a = [\n  for x in xs: {\n    a: x\n  }\n]\n"),
        (
            "a: {\nb: [for x in xs: {\nc: [\n'd'\n]\n}]\n}\n",
            "a: {\n  b: [\n    for x in xs: {\n      c: [\n        'd'\n      ]\n    }\n  ]\n}\n",
        ),
        (f"var a = f('{'x' * 60}', '{'y' * 60}')\n", f"var a = f(\n  '{'x' * 60}',\n  '{'y' * 60}'\n)\n"),
        (f"var a = ['{'x' * 60}', '{'y' * 60}']\n", f"var a = [\n  '{'x' * 60}'\n  '{'y' * 60}'\n]\n"),
        (f"@description('{'x' * 130}')\n", f"@description('{'x' * 130}')\n"),
        (
            f"var a = f('{'[,]' * 15}', g(1, '{'y' * 120}'), 2)\n",
            f"var a = f(\n  '{'[,]' * 15}',\n  g(\n    1,\n    '{'y' * 120}'\n  ),\n  2\n)\n",
        ),
        ("// [for x in xs: {\n", "// [for x in xs: {\n"),
    ],
)
def test_layout(before: str, after: str) -> None:
    """Loops and what is too long are broken, texts and comments are not."""
    assert format_bicep(before) == after
