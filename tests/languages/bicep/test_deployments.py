"""What folders of Bicep deploy; a folder is a case, and its `output.txt` says everything that is handed over."""

import pickle
from pathlib import Path

import pytest

from mvnetgen.languages.bicep.entry import Settings, evaluate
from mvnetgen.text.tree import Memory
from tests import GOLDEN
from tests.languages.bicep.listing import listing
from tests.languages.bicep.memory import tree_of

CASES = sorted(path for path in (GOLDEN / "bicep").iterdir() if path.is_dir())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Path, golden) -> None:
    """`main.bicepparam` with its template, else `main.bicep` with `main.parameters.json` where there is one."""
    entry = "main.bicepparam" if (case / "main.bicepparam").exists() else "main.bicep"
    parameters = "main.parameters.json" if (case / "main.parameters.json").exists() else None

    found = evaluate(tree_of(case), entry, parameters)

    golden(case / "output.txt", listing(found))


def test_travels() -> None:
    """Deployments go from process to process, without what evaluated them."""
    found = evaluate(
        Memory(
            {
                "main.bicep": "resource a 'A.B/c@1' = { name: 'a', properties: { x: a2.properties.y } }\nresource a2 'A.B/c@1' existing = { name: 'b' }\n"
            }
        ),
        "main.bicep",
    )

    assert pickle.loads(pickle.dumps(found)) == found


def test_restored_module() -> None:
    """A module that the compiler restored from its registry is read, when its cache may be looked at."""
    text = "module a 'br/public:avm/res/a/b:1.0' = { params: { name: 'x' } }\noutput it string = a.outputs.name\n"
    template = """{"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
      "parameters": {"name": {"type": "string"}}, "resources": [{"type": "A.B/c", "apiVersion": "1", "name": "[parameters('name')]"}],
      "outputs": {"name": {"type": "string", "value": "[parameters('name')]"}}}"""
    cache = Memory({"br/mcr.microsoft.com/bicep$avm$res$a$b/1.0$/main.json": template})

    (found,) = evaluate(Memory({"main.bicep": text}), "main.bicep", None, Settings(cache=cache))

    assert [each.names[0].value for each in found.resources] == ["x"]
    assert found.outputs["it"].value == "x"
    assert found.complete


def test_missing_files() -> None:
    (nothing,) = evaluate(Memory({}), "main.bicep")
    (alone,) = evaluate(Memory({"a.bicepparam": "using 'b.bicep'\n"}), "a.bicepparam")

    assert [each.message for each in (*nothing.problems, *alone.problems)] == ["there is no such file"] * 2
