"""The templates that were given to the engine deploy what it says, and those that it refuses are refused."""

import csv
import json

import pytest

from mvnetgen.languages.arm_json.entry import evaluate
from mvnetgen.text.document import Unknown
from mvnetgen.text.errors import InputError
from tests import SHARED
from tests.languages.arm_json.evaluating import SITE, Folder

ARM = SHARED / "verified" / "arm"


def cases(valid):
    if not (ARM / "arm.csv").exists():
        return []
    with (ARM / "arm.csv").open(encoding="utf-8", newline="") as file:
        return [row["file"] for row in csv.DictReader(file) if row["valid"] == valid]


def deployments(name):
    parameters = name.replace(".json", ".parameters.json")
    return evaluate(Folder(root=ARM), name, parameters if (ARM / parameters).exists() else None, site=SITE)


def differences(node, wanted, at=""):
    value = node.value
    if isinstance(value, Unknown):
        if not (isinstance(wanted, str) and wanted.startswith("[")):
            yield at, wanted, value.reason
    elif isinstance(value, dict) and isinstance(wanted, dict):
        if value.keys() != wanted.keys():
            yield at, sorted(wanted), sorted(value)
        for key in value.keys() & wanted.keys():
            yield from differences(value[key], wanted[key], f"{at}.{key}")
    elif isinstance(value, tuple) and isinstance(wanted, list) and len(value) == len(wanted):
        for place, (one, other) in enumerate(zip(value, wanted, strict=True)):
            yield from differences(one, other, f"{at}[{place}]")
    elif json.dumps(value, default=str) != json.dumps(wanted):
        yield at, wanted, value


@pytest.mark.parametrize("name", cases("yes"))
def test_valid(name):
    """Nothing is refused, and each resource and output that is expected is there with its values, and no other."""
    found = deployments(name)

    assert [problem for deployment in found for problem in deployment.problems] == []
    expected = ARM / name.replace(".json", ".expected.json")
    if not expected.exists():
        assert found[0].resources
        return
    stored = json.loads(expected.read_text(encoding="utf-8"))
    wanted = {each["id"].lower(): each for each in stored["predictedResources"]}
    for deployment in found:
        made = {each.id.value.lower(): each for each in deployment.resources if not each.existing}
        assert made.keys() == wanted.keys()
        for key, each in made.items():
            body = {name: value for name, value in wanted[key].items() if name not in {"id", "type", "apiVersion"}}
            written = {name: node for name, node in each.body.value.items() if name != "scope"}
            differing = [d for name in body | written for d in differences(written[name], body[name], name)]
            if len(found) > 1:  # a question that the engine leaves open is answered with yes and with no
                differing = [d for d in differing if not str(d[1]).startswith("[")]
            assert differing == []
            assert list(differences(each.version, wanted[key]["apiVersion"])) == []
            if "/providers/" not in wanted[key]["type"]:
                assert each.type == wanted[key]["type"]
        assert deployment.outputs.keys() == stored["outputs"].keys()
        assert [
            d for name, node in deployment.outputs.items() for d in differences(node, stored["outputs"][name])
        ] == []


@pytest.mark.parametrize("name", cases("no"))
def test_invalid(name):
    """What the engine refuses, or is documented to refuse, is refused at a place in the file."""
    (deployment,) = deployments(name)

    assert deployment.problems
    assert all(
        problem.span.path == name or problem.span.path.endswith(".parameters.json") for problem in deployment.problems
    )


@pytest.mark.parametrize("name", cases("lenient"))
def test_lenient(name):
    """What only the engine reads is read or refused."""
    if name == "074-latin-1.json":
        with pytest.raises(InputError, match="is not UTF-8"):
            deployments(name)
        return
    (deployment,) = deployments(name)
    assert deployment.resources or deployment.problems
