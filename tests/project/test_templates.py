"""Which Bicep files, ARM templates and parameter files are deployed: the entries."""

import json
from pathlib import Path

import pytest

from mvnetgen.formats.input import InputKind
from mvnetgen.project.discovery import discover

SCHEMA = "https://schema.management.azure.com/schemas/2019-04-01/"
ML = "Microsoft.MachineLearningServices/workspaces"
WORKSPACE = f"resource ws '{ML}@2025-12-01' = {{ name: 'ml' }}\n"
OTHER = "resource st 'Microsoft.Storage/storageAccounts@2023-01-01' = { name: 'st' }\n"


def template(kind=ML, link=None, generator=None):
    text = {"$schema": f"{SCHEMA}deploymentTemplate.json#", "contentVersion": "1.0.0.0"}
    if generator:
        text["metadata"] = {"_generator": {"name": generator}}
    text["resources"] = [{"type": kind}]
    if link:
        text["resources"] = [{"properties": {"templateLink": {"relativePath": link}}}]
    return json.dumps(text)


VALUES = json.dumps({"$schema": f"{SCHEMA}deploymentParameters.json#", "parameters": {}})


@pytest.fixture
def found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The deployments that are found, each as its template and its parameter file."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()

    def find(files, *paths, **options):
        for name, text in files.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text, encoding="utf-8")
        result = discover([Path(path) for path in paths or (".",)], **options)
        problems = [str(error) for error in result.unreadable]
        kinds = [each for each in result.inputs if each.kind is InputKind.DEPLOYMENT]
        return [(each.path, each.parameters) if each.parameters else each.path for each in kinds] + problems

    return find


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"a.bicep": WORKSPACE, "b.bicep": OTHER, "c.json": "{}", "d.json": template("Microsoft.A/b")}, ["a.bicep"]),
        ({"t.json": template()}, ["t.json"]),
        ({"main.bicep": "module m 'm/ml.bicep' = {\n}\n", "m/ml.bicep": WORKSPACE}, ["main.bicep"]),
        ({"main.bicep": WORKSPACE, "x.bicepparam": "using 'main.bicep'\n"}, ["x.bicepparam"]),
        ({"b/m.bicep": WORKSPACE, "env/p.bicepparam": "using '../b/m.bicep'\n"}, ["env/p.bicepparam"]),
        ({"main.bicep": WORKSPACE, "base.bicepparam": "using none\n"}, ["main.bicep"]),
        (
            {"t.json": template(), "t.parameters.json": VALUES, "t.parameters.dev.json": VALUES},
            [("t.json", "t.parameters.dev.json"), ("t.json", "t.parameters.json")],
        ),
        ({"t.json": template(), "t.prod.parameters.json": VALUES}, [("t.json", "t.prod.parameters.json")]),
        ({"main.bicep": WORKSPACE, "main.parameters.json": VALUES}, [("main.bicep", "main.parameters.json")]),
        ({"template.json": template(), "parameters.json": VALUES}, [("template.json", "parameters.json")]),
        ({"a.json": template(), "b.json": template(), "parameters.json": VALUES}, ["a.json", "b.json"]),
        ({"main.bicep": WORKSPACE, "main.json": template(generator="bicep")}, ["main.bicep"]),
        ({"main.json": template(generator="bicep")}, ["main.json"]),
        ({"main.bicep": WORKSPACE, "main.json": template()}, ["main.bicep", "main.json"]),
        ({"t.json": template(link="n/x.json"), "n/x.json": template()}, ["t.json"]),
        ({"a.bicep": WORKSPACE + "module b 'b.bicep' = {\n}\n", "b.bicep": "module a 'a.bicep' = {\n}\n"}, ["a.bicep"]),
        ({"policy.json": json.dumps({"properties": {"policyRule": json.loads(template())}})}, []),
        ({"x.bicep": "module w 'br/public:avm/res/machine-learning-services/workspace:0.13.0' = {\n}\n"}, ["x.bicep"]),
    ],
)
def test_folder(found, files, expected):
    """Below a folder: what is about a workspace and that nobody calls, each with its parameter files."""
    assert found(files) == expected


CALLED = {
    "main.bicep": "module m 'm/ml.bicep' = {\n}\n",
    "main.dev.parameters.json": VALUES,
    "m/ml.bicep": WORKSPACE,
    "lonely.bicep": OTHER,
    "some.json": "{}",
}


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        ("m/ml.bicep", [("main.bicep", "main.dev.parameters.json")]),
        ("m", [("main.bicep", "main.dev.parameters.json")]),
        ("main.bicep", [("main.bicep", "main.dev.parameters.json")]),
        ("main.dev.parameters.json", [("main.bicep", "main.dev.parameters.json")]),
        ("lonely.bicep", ["lonely.bicep"]),
    ],
)
def test_named(found, named, expected):
    """A file that is named stands for the entries of the repository that deploy it; one that none deploys for itself."""
    assert found(CALLED, named) == expected


def test_named_among_others(found):
    """Hooks name every file: what is about no workspace is left out without a word."""
    assert found(CALLED, "lonely.bicep", "main.bicep", only_workspaces=True) == [
        ("main.bicep", "main.dev.parameters.json")
    ]


def test_parameters_of_nothing(found):
    """A parameter file that is named and belongs to no template is told."""
    assert found({"x.parameters.json": VALUES}, "x.parameters.json") == [
        "x.parameters.json:1:1: is a parameter file, and no template of its name lies beside it"
    ]
