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


def import_terraform(folder: Path, *, placeholders: bool = False) -> Imported:
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


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_terraform(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """YAML to Terraform and back is the same workspace: settings, identity, tags and every rule."""
    monkeypatch.chdir(case)
    wanted = read_workspace_file(read_source(Path("input.yml"))).declarations[0].workspace

    found = import_terraform(Path("terraform"))

    again = read_workspace_file(Source("again.yml", found.text))
    assert not again.misread
    assert not found.losses
    assert deployed(again.declarations[0].workspace) == deployed(wanted)


def test_what_can_be_left_out_is_a_placeholder_when_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """``--placeholders`` writes the location, the group and the dependencies that generated code makes."""
    monkeypatch.chdir(GOLDEN / "generate" / "placeholders")

    plain = import_terraform(Path("terraform"))
    full = import_terraform(Path("terraform"), placeholders=True)

    assert "location:" not in plain.text
    assert "location: <LOCATION>" in full.text
    assert "resource_group: <RESOURCE_GROUP>" in full.text
    assert "key_vault: <KEY_VAULT_ID>" in full.text
    assert re.search(r"#   <KEY_VAULT_ID>: azapi_resource.key_vault.id\n", full.text)
