"""Workspace files that others published: each one is generated, or refused by the right rule."""

import re
from pathlib import Path

import pytest

from mvnetgen.cli import main

GENERATED: set[str] = set()
BOTH = ("--target", "terraform", "--target", "bicep")

OUTCOMES = {
    "azure-ai-ml_workspace_many_ob_rules.yaml": {"invalid-resource-id"},  # `/someappgwid` stands for an id
    "azure-ai-ml_workspace_mvnet.yaml": {"unknown-key"},  # keys of an older SDK, which the present one refuses
    "azure-ai-ml_workspace_mvnet_with_firewallsku.yaml": {"invalid-resource-id"},
    "azure-ai-ml_workspace_update_mvnet.yaml": {"invalid-type"},  # rules as a mapping, as an older SDK wanted them
    "azureml-examples_2023_rules_as_map.yml": GENERATED,
    "azureml-examples_allow-internet-outbound.yml": GENERATED,
    "azureml-examples_allow-only-approved-outbound.yml": GENERATED,
    "azureml-examples_feature_store.yaml": GENERATED,  # nothing in it says that it is one; az ml takes it as a workspace
    "azureml-examples_project_ws.yaml": GENERATED,
    "azureml-examples_spark_storage_pe.yml": GENERATED,
    "docs_aio-min.yml": GENERATED,
    "docs_aio.yml": GENERATED,
    "docs_aoao.yml": GENERATED,
    "docs_firewall_sku.yml": GENERATED,
    "docs_update_misindented.yml": {"misplaced-rule-body"},
}
"""The rules that find an error in a sample; none: it is generated."""


@pytest.fixture
def samples(shared: Path) -> Path:
    """The folder of the samples."""
    return shared / "samples"


def test_every_sample_is_listed(samples: Path) -> None:
    """The table names each sample, and nothing else."""
    assert {path.name for path in samples.iterdir() if path.suffix in (".yml", ".yaml")} == OUTCOMES.keys()


@pytest.mark.parametrize("name", OUTCOMES)
def test_sample(
    name: str, samples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`mvnetgen generate` writes both targets, or names exactly these rules; what is written lints without error."""
    monkeypatch.chdir(tmp_path)
    code = main(["generate", str(samples / name), "--name", "sample-ws", "--out", "out", *BOTH])
    refused_by = set(re.findall(r"error\[([a-z-]+)\]", capsys.readouterr().out))
    assert (refused_by, code) == (OUTCOMES[name], 1 if OUTCOMES[name] else 0)
    assert {path.name for path in tmp_path.glob("out/*")} == (set() if refused_by else {"terraform", "bicep"})
    if not refused_by:
        assert main(["lint", "--fail-on", "error", "out/terraform"]) == 0, capsys.readouterr().out
