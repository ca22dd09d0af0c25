"""The rooms of the package: each imports only from those below it, and each outside library has one door."""

import ast
from collections.abc import Iterator
from pathlib import Path

import mvnetgen
from tests import ROOT

ORDER = (
    "cli",
    "editor",
    "project",
    "report",
    "importer",
    "scenario",
    "lint",
    "change",
    "egress",
    "generate",
    "rules",
    "formats",
    "languages",
    "model",
    "azure",
    "text",
)
"""From the top to the bottom."""
PACKAGE = Path(mvnetgen.__file__).parent
DOORS = {
    "click": {"cli"},
    "hcl2": {"languages/hcl"},
    "jinja2": {"generate"},
    "lark": {"languages/hcl"},
    "pathspec": {"text"},
    "platformdirs": {"text"},
    "publicsuffixlist": {"azure"},
    "pygls": {"editor"},
    "yaml": {"languages/yaml", "languages/hcl/functions"},  # Terraform's `yamldecode` reads other YAML than az ml does
}
"""Outside libraries, each with the folders that may import it."""


def imports(path: Path) -> Iterator[str]:
    """The modules that a file imports, at its top and inside of functions, but for type checkers."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    skipped = {
        id(node)
        for each in ast.walk(tree)
        if isinstance(each, ast.If) and ast.unparse(each.test) == "TYPE_CHECKING"
        for node in ast.walk(each)
    }
    for node in ast.walk(tree):
        if id(node) in skipped:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def files() -> Iterator[tuple[Path, str]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path, path.relative_to(PACKAGE).as_posix()


def test_rooms():
    """The package has these rooms and no module beside them."""
    found = {path.name for path in PACKAGE.iterdir() if path.name != "__pycache__"}
    assert found - {"__init__.py", "__main__.py", "py.typed"} <= set(ORDER)
    assert len(ORDER) <= 16


def test_imports_go_down():
    """No room imports from one above it."""
    wrong = []
    for path, name in files():
        room = name.partition("/")[0]
        if room not in ORDER:
            continue
        for imported in imports(path):
            if imported.startswith("mvnetgen."):
                other = imported.split(".")[1]
                if other in ORDER and ORDER.index(other) < ORDER.index(room):
                    wrong.append(f"{name} imports {imported}")
    assert wrong == []


def test_doors():
    """Each outside library is imported in one place."""
    wrong = []
    for path, name in files():
        for imported in imports(path):
            library = imported.partition(".")[0]
            if library in DOORS and not any(name.startswith(f"{folder}/") for folder in DOORS[library]):
                wrong.append(f"{name} imports {library}")
    assert wrong == []


def test_languages_know_no_azure():
    """Languages say what a text means, whatever it is about."""
    wrong = [
        f"{name} imports {imported}"
        for path, name in files()
        if name.startswith("languages/")
        for imported in imports(path)
        if imported.startswith(("mvnetgen.azure", "mvnetgen.formats"))
    ]
    assert wrong == []


def test_every_room_is_explained():
    """The page of the architecture has every room in a sentence."""
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert [room for room in ORDER if f"`{room}/`" not in page] == []
