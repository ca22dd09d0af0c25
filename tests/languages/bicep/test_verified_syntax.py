"""What the real compiler takes is taken, what its parser refuses is refused at the same line, and what is behind is seen."""

import csv
from pathlib import Path

from mvnetgen.languages.bicep import syntax
from mvnetgen.languages.bicep.parse import parse
from mvnetgen.languages.bicep.text import decode

SAID_OF_MEANING = {
    "037-tab-in-string", "038-astral-column", "040-terraform-interpolation", "041-crlf", "042-bom", "045-dollar-not-interpolation",
    "046-multiline-content", "047-comment-at-end", "098-lambda-without-parens", "099-lambda-outside-call",
    "119-decorator-then-blank-lines", "120-decorator-unknown", "125-decorator-twice", "126-decorator-wrong-argument",
    "149-assert-without-feature", "150-extension-unknown",
}  # fmt: skip
"""The text is right; what the compiler refuses is a type, a name or a missing feature."""
TOLD_EARLIER = {
    "071-brace-missing-inside", "082-array-unclosed", "083-array-closed-by-brace", "162-body-unclosed-call",
    "163-body-unclosed-array", "168-body-half-typed",
}  # fmt: skip
"""The compiler tells at the end of the file that something was never closed; here it is told where that shows."""


def read(path: Path) -> syntax.File:
    return parse(path.name, decode(path.read_bytes()))


def test_valid(shared: Path) -> None:
    """Every file that compiles is taken."""
    folders = ("valid", "shapes", "warned")
    files = [path for folder in folders for path in (shared / "verified/bicep" / folder).rglob("*.bicep*")]

    refused = [path for path in files if path.suffix in {".bicep", ".bicepparam"} and read(path).problems]

    assert len(files) > 200
    assert not refused


def diagnostics(shared: Path) -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {}
    with (shared / "verified/bicep/invalid/invalid.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["file"], []).append(row)
    return found


def test_invalid(shared: Path) -> None:
    """The first mistake is told at the line where the compiler tells its first one."""
    folder = shared / "verified/bicep/invalid"
    rows = diagnostics(shared)
    with (folder / "cases.csv").open(encoding="utf-8", newline="") as file:
        cases = [row["file"] for row in csv.DictReader(file) if row["kind"] in {"lexical", "syntactic"}]
    different = set()
    for name in cases:
        errors = [int(row["line"]) for row in rows[name] if row["level"] == "Error"]
        found = read(folder / name)
        line = found.places.position(found.problems[0].start)[0] if found.problems else None
        if line != min(errors, default=None):
            different.add(Path(name).stem)

    assert len(cases) == 142
    assert different == SAID_OF_MEANING | TOLD_EARLIER


def properties(part: object) -> list[syntax.Property]:
    found, waiting = [], [part]
    while waiting:
        each = waiting.pop()
        if isinstance(each, tuple):
            waiting += each
        elif isinstance(each, syntax.Part):
            if isinstance(each, syntax.Property):
                found.append(each)
            waiting += [getattr(each, name) for name in each.__dataclass_fields__]
    return found


def resources(statements: tuple[syntax.Statement, ...]) -> list[syntax.Resource]:
    found: list[syntax.Resource] = []
    waiting: list[object] = [*statements]
    while waiting:
        each = waiting.pop()
        if isinstance(each, tuple):
            waiting += each
        elif isinstance(each, syntax.Part):
            if isinstance(each, syntax.Resource):
                found.append(each)
            waiting += [getattr(each, name) for name in each.__dataclass_fields__]
    return found


def test_canaries(shared: Path) -> None:
    """The good resource behind (or before) each mistake is there with the property that the compiler judged."""
    folder = shared / "verified/bicep/invalid"
    lost, seen = [], 0
    for name, rows in diagnostics(shared).items():
        for row in rows:
            if not row["rest"] or row["rest"].startswith("lost") or "/" in name:
                continue
            file = read(folder / name)
            canaries = [each for each in resources(file.statements) if each.name.name == row["rest"]]
            lines = {file.places.position(each.start)[0] for canary in canaries for each in properties(canary.value)}
            seen += 1
            if int(row["line"]) not in lines:
                lost.append((name, row["rest"]))

    assert seen > 200
    assert not lost


def test_declarations(shared: Path) -> None:
    """What the compiler takes for declared is declared, mistakes or not, at the same place."""
    folder = shared / "verified/bicep/invalid"
    missing = []
    with (folder / "declarations.csv").open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["kind"] == "resource" and row["name"] != "<missing>"]
    for row in rows:
        file = read(folder / row["file"])
        places = {(each.name.name, file.places.position(each.start)[0]) for each in resources(file.statements)}
        if (row["name"], int(row["line"])) not in places:
            missing.append((row["file"], row["name"]))

    assert len(rows) > 200
    assert not missing
