"""What the real compiler and its engine say of expressions and of whole files: equal, or unknown; never different."""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from mvnetgen.languages.arm_json.functions.context import Site
from mvnetgen.languages.bicep.declarations import declare
from mvnetgen.languages.bicep.entry import Settings, evaluate
from mvnetgen.languages.bicep.library import Library
from mvnetgen.languages.bicep.parse import parse
from mvnetgen.languages.bicep.template import Template
from mvnetgen.languages.hcl.world import World
from mvnetgen.text.document import HOLE, Node, Unknown
from tests.languages.bicep.memory import tree_of

WHERE = Site(
    subscription="11111111-1111-4111-8111-111111111111",
    group="rg-ml",
    tenant="99999999-9999-4999-8999-999999999999",
    management_group="mg-ml",
    location="westeurope",
    deployment="dep1",
)
UNKNOWN = object()

NOT_LIKE_THE_SNAPSHOT = {
    "union({ a: st.name }, { b: made.location })": "the location is written in the body; the snapshot does not look there",
    "made.?location": "the same, and the snapshot makes null of it",
}
IN_OTHER_CASE = ("ml-casing",)
"""The compiler writes types as Azure spells them; which ones there are is not known to a language."""


def plain(node: Node) -> object:
    value = node.value
    if isinstance(value, Unknown):
        return UNKNOWN
    if isinstance(value, Mapping):
        return {key: plain(each) for key, each in value.items()}
    return [plain(each) for each in value] if isinstance(value, tuple) else value


def differences(found: object, wanted: object, path: str = "") -> list[str]:
    """Where two values differ; `-` before the path of what is not known."""
    if found is UNKNOWN or (
        isinstance(wanted, str) and wanted.startswith("[") and wanted.endswith("]") and found != wanted
    ):
        return [f"-{path}"]
    if isinstance(found, dict) and isinstance(wanted, dict):
        keys = [*dict.fromkeys([*found, *wanted])]
        result = []
        for key in keys:
            if key not in wanted:
                result += (
                    [] if found[key] is None or found[key] is UNKNOWN or HOLE in key else [f"{path}.{key}: surplus"]
                )
            elif key not in found:
                result.append(f"-{path}.{key}" if any(HOLE in each for each in found) else f"{path}.{key}: missing")
            else:
                result += differences(found[key], wanted[key], f"{path}.{key}")
        return result
    if isinstance(found, list) and isinstance(wanted, list) and len(found) == len(wanted):
        return [
            each
            for at, (one, other) in enumerate(zip(found, wanted, strict=True))
            for each in differences(one, other, f"{path}[{at}]")
        ]
    return [] if type(found) is type(wanted) and found == wanted else [f"{path}: {found!r} is not {wanted!r}"]


def test_expressions(shared: Path) -> None:
    """At most one in ten of the compiler's expressions stays unknown, and what the engine refuses when it runs is none."""
    folder = shared / "verified/bicep"
    head, *lines = (folder / "expressions.tsv").read_text(encoding="utf-8").split("\n")
    rows = [dict(zip(head.split("\t"), line.split("\t"), strict=False)) for line in lines if line]
    prelude = (folder / "prelude.bicep").read_text(encoding="utf-8")
    library = Library(tree_of(folder))
    same, unknown, wrong = 0, [], []
    for row in rows:
        if row["group"] == "statements" or row["value"] == "!error":
            continue
        text = f"{prelude}resource r0 'Test.Rp/things@2020-01-01' = {{\n  name: 'r0'\n  properties: {{\n    v: {row['expression']}\n  }}\n}}\n"
        file = parse("main.bicep", text)
        assert not file.problems, row["expression"]
        template = Template(declare(file), library, World(), WHERE)
        properties = template.family("r0").instances()[0].body.get("properties")
        assert properties is not None
        node = properties.get("v")
        found = plain(node) if node else UNKNOWN
        if row["value"] == "!unresolved":
            continue
        different = differences(found, json.loads(row["value"]))
        if any(not each.startswith("-") for each in different):
            wrong.append(row["expression"])
        elif different:
            unknown.append(row["expression"])
        else:
            same += 1

    assert set(wrong) <= set(NOT_LIKE_THE_SNAPSHOT)
    assert same > 1_500
    assert len(unknown) * 10 <= same


def test_statements(shared: Path) -> None:
    """The table's statements that the compiler takes are right; those that its parser refuses are wrong."""
    folder = shared / "verified/bicep"
    head, *lines = (folder / "expressions.tsv").read_text(encoding="utf-8").split("\n")
    rows = [dict(zip(head.split("\t"), line.split("\t"), strict=False)) for line in lines if line]
    taken = [
        row["expression"].replace("⏎", "\n") for row in rows if row["group"] == "statements" and row["value"] == "!ok"
    ]

    refused = [text for text in taken if parse("main.bicep", text).problems]

    assert len(taken) > 50
    assert not refused


@pytest.fixture
def cases(shared: Path) -> list[Path]:
    return sorted(path.parent for path in (shared / "verified/bicep/valid").glob("*/snapshot.json"))


def test_snapshots(cases: list[Path]) -> None:
    """Resources, their ids and bodies, and the outputs are those of the snapshot; what is not known is a small part."""
    known = unknown = 0
    wrong: list[str] = []
    for case in cases:
        named = case / "snapshot.named.json"
        snapshot = json.loads((named if named.exists() else case / "snapshot.json").read_text(encoding="utf-8"))
        site = replace(WHERE, deployment="main") if named.exists() else WHERE
        deployment, *others = evaluate(tree_of(case), "main.bicepparam", None, Settings(site=site))
        assert not others
        assert not [each for each in deployment.problems if each.syntax], case
        wanted = {str(each.get("id") or "").lower(): each for each in snapshot["predictedResources"]}
        found: list[str] = []
        seen = set()
        for resource in deployment.resources:
            if resource.existing:
                continue
            identifier = plain(resource.id)
            if not isinstance(identifier, str):
                found.append(f"-{resource.address}")
                continue
            seen.add(identifier.lower())
            expected = wanted.get(identifier.lower())
            if expected is None:
                found.append(f"{identifier}: no such resource")
                continue
            body = plain(resource.body)
            assert isinstance(body, dict)
            body = {key: each for key, each in body.items() if key != "name" and each is not None}
            rest = {"id", "type", "name", "apiVersion", "scope", "dependsOn"}
            found += differences(
                body, {key: each for key, each in expected.items() if key not in rest}, resource.address
            )
        found += [f"{each}: not found" for each in set(wanted) - seen if each and not each.startswith("[")]
        for name, value in snapshot.get("outputs", {}).items():
            found += differences(plain(deployment.outputs[name]), value, f"output {name}")
        unknown += sum(each.startswith("-") for each in found)
        known += len(seen)
        if case.name not in IN_OTHER_CASE:
            wrong += [f"{case.name}: {each}" for each in found if not each.startswith("-")]

    assert not wrong
    assert known > 200
    assert unknown < 120
