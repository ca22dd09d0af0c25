"""What is generated and imported again deploys the same network."""

import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from mvnetgen.formats.arm.spelling import completed, to_body
from mvnetgen.formats.az_ml import read_workspace_file
from mvnetgen.formats.contents import ReadSettings, read_input
from mvnetgen.generate.value import PLACEHOLDER, input_name
from mvnetgen.importer.files import Choices, Imported, imported
from mvnetgen.model.workspace import Workspace
from mvnetgen.project.discovery import discover
from mvnetgen.project.trees import tree_at
from mvnetgen.text.source import Source, read_source
from tests import GOLDEN

CASES = sorted(path for path in (GOLDEN / "generate").iterdir() if (path / "input.yml").exists())


def import_code(folder: Path, *, placeholders: bool = False) -> Imported:
    """The one workspace that the code in a folder declares."""
    (each,) = discover([folder]).inputs
    contents = read_input(each, tree_at(each.path), ReadSettings())
    assert contents is not None
    ((_, estate),) = contents.worlds
    (found,) = imported(estate, contents, Choices(folder.name, placeholders))
    return found


def deployed(workspace: Workspace) -> dict[str, Any]:
    """What a request would send; placeholders under the names of their inputs."""
    whole = completed(workspace)
    body = to_body(workspace)
    beside = {key: getattr(whole, key) for key in ("name", "location", "resource_group", "identity", "tags")}
    text = repr({**body, **beside})
    text = PLACEHOLDER.sub(lambda found: f"<{input_name(found[1])}>", text)
    return {"text": "".join(sorted(unicodedata.normalize("NFC", text)))} | _folded(body)


def _folded(value: Any) -> Any:
    """With placeholders under the names of their inputs, and texts as HCL keeps them."""
    if isinstance(value, dict):
        return {key: _folded(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_folded(each) for each in value]
    if isinstance(value, str):
        return unicodedata.normalize("NFC", PLACEHOLDER.sub(lambda found: f"<{input_name(found[1])}>", value))
    return value


OF_THE_DEPLOYMENT = frozenset({"resource_group", "location"})
"""What a Bicep file takes from the deployment, and does not say."""


LOST = {
    ("placeholders", "bicep"): "the parameter file has empty texts where somebody has to fill something in",
    ("spark", "bicep"): "a deployment cannot call the action that provisions with Spark",
}


@pytest.mark.parametrize("target", ["terraform", "bicep"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_there_and_back(case: Path, target: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """YAML to code and back is the same workspace: settings, identity, tags and every rule."""
    monkeypatch.chdir(case)
    if not (case / target).exists():
        pytest.skip(f"there is no {target} of this case")
    wanted = read_workspace_file(read_source(Path("input.yml"))).declarations[0].workspace

    found = import_code(Path(target))

    again = read_workspace_file(Source("again.yml", found.text))
    assert not again.misread
    assert not found.losses
    workspace = again.declarations[0].workspace
    if target == "bicep":
        unsaid = dict.fromkeys(OF_THE_DEPLOYMENT)
        wanted, workspace = wanted.model_copy(update=unsaid), workspace.model_copy(update=unsaid)
    assert (deployed(workspace) == deployed(wanted)) == ((case.name, target) not in LOST)


def test_what_can_be_left_out_is_a_placeholder_when_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """``--placeholders`` writes the location, the group and the dependencies that generated code makes."""
    monkeypatch.chdir(GOLDEN / "generate" / "placeholders")

    plain = import_code(Path("terraform"))
    full = import_code(Path("terraform"), placeholders=True)

    assert "location:" not in plain.text
    assert "location: <LOCATION>" in full.text
    assert "resource_group: <RESOURCE_GROUP>" in full.text
    assert "key_vault: <KEY_VAULT_ID>" in full.text
    assert re.search(r"#   <KEY_VAULT_ID>: azapi_resource.key_vault.id\n", full.text)
