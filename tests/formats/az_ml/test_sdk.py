"""What we accept is what azure-ai-ml accepts, but for the differences listed here, each with its reason."""

import functools
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from mvnetgen.formats.az_ml import read_workspace_file
from mvnetgen.lint.engine import Settings, judge_estate
from mvnetgen.rules.index import RULES_BY_NAME
from mvnetgen.rules.rule import Severity
from mvnetgen.text.errors import InputError
from mvnetgen.text.source import decode
from tests.formats.az_ml.sdk import sdk_payloads
from tests.formats.az_ml.sdk_documents import DOCUMENTS

pytestmark = pytest.mark.slow

OF_THE_FORMAT = {"invalid-isolation-mode", "invalid-firewall-sku", "misplaced-fqdns"}
"""Rules outside of the group `shape` that judge what az ml refuses; the others judge what a network means."""

STRICTER = {
    "unknown-key": {
        "why": "az ml drops unknown keys of a network and of a rule without a word: a hole that nobody sees",
        "where": [
            "network/typo*",
            "network/camel-case",
            "network/kind",
            "network/unknown-null",
            "rule/unknown-key",
            "network/stray-destination",
            "sample/docs_update_misindented.yml*",
        ],
    },
    "unknown-key of a project": {
        "why": "begin_create refuses the project's own storage account, registry and vault after the file is loaded",
        "where": ["top/project-with-storage"],
    },
    "invalid-type": {
        "why": "a key that is no text is dropped like any unknown key",
        "where": ["network/number-key"],
    },
    "duplicate-key": {
        "why": "the first value is lost without a word",
        "where": ["top/duplicate-key"],
    },
    "duplicate-rule-name": {
        "why": "the first rule is lost without a word",
        "where": ["raw/duplicate-rule-names"],
    },
    "rule-type-mismatch": {
        "why": "az ml ignores `type`, so the file says something else than what is deployed",
        "where": ["rule/type-bogus", "rule/type-number", "rule/type-other", "rule/endpoint-type-fqdn"],
    },
    "misplaced-fqdns": {
        "why": "az ml drops `fqdns` of a rule that is not to a private endpoint",
        "where": ["rule/fqdn-with-fqdns*", "rule/tag-fqdns"],
    },
    "identity-without-ids": {
        "why": "az ml drops identities without value, and asks Azure for user-assigned identities without naming one",
        "where": ["top/identity-with-null", "top/identity-ids-null", "top/identity-ids-empty"],
    },
    "invalid-rule-name": {
        "why": "az ml does not check names; Azure refuses them",
        "where": ["rule/name-empty", "rule/name-of-host"],
    },
    "invalid-value": {
        "why": "az ml does not check the workspace's name nor the auth mode; Azure refuses them",
        "where": ["raw/tag-str", "top/system_datastores_auth_mode=text"],
    },
    "invalid-resource-id": {
        "why": "az ml checks some ids with a loose pattern and others not at all; Azure refuses them",
        "where": [
            "top/project-with-hub-name",
            "top/identity-name",
            "top/primary_user_assigned_identity=*",
            *(f"top/*={form}" for form in ("slash", "child", "blank")),
            "rule/endpoint-id-name",
            "sample/azure-ai-ml_workspace_many_ob_rules.yaml*",
            "sample/azure-ai-ml_workspace_mvnet_with_firewallsku.yaml*",
        ],
    },
}
"""By rule: where az ml loads a file in which we find an error, and why we do."""

MORE_LENIENT = {
    "raw/no-name": "a file without a name may be an update, or get its name with `--name`: that is an info",
    "sample/docs_*.yml": "the same",
    "sample/azureml-examples_*.yaml": "the same, and a feature store is read as its kind",
    "top/*=placeholder": "a placeholder is a variable of the generated code: the rule `placeholder-value` says so",
}
"""Where az ml refuses a file in which we find no error, and why."""


def errors_in(text: str) -> list[str]:
    """The rules of the format that find an error in a text."""
    try:
        estate = read_workspace_file(decode(text.encode(), "workspace.yml"))
    except InputError:
        return ["syntax-error"]
    found = judge_estate(estate, Settings(), lambda _: None)
    rules = {finding.rule for finding in found if finding.severity is Severity.ERROR}
    rules |= {misread.rule for misread in estate.misread if misread.rule not in RULES_BY_NAME}
    return sorted(rule for rule in rules if rule in OF_THE_FORMAT or RULES_BY_NAME[rule].group == "shape")


@functools.cache
def answers() -> dict[str, dict]:
    """What az ml says about the table of documents."""
    return dict(zip(DOCUMENTS, sdk_payloads(list(DOCUMENTS.values())), strict=True))


def differences(documents: dict[str, str], said: dict[str, dict]) -> list[str]:
    """Where az ml and we disagree about documents by name, and nobody has said why."""
    wrong = []
    for name, text in documents.items():
        errors, answer = errors_in(text), said[name]
        if answer["accepted"]:
            wrong += [f"{name}: only we find {rule}" for rule in errors if not stricter(rule, name)]
        elif not errors and not any(fnmatchcase(name, pattern) for pattern in MORE_LENIENT):
            wrong.append(f"{name}: only az ml refuses it: {answer['error'][:300]}")
    return wrong


def stricter(rule: str, name: str) -> bool:
    """Whether the table says why we find an error where az ml loads the file."""
    entries = [entry for title, entry in STRICTER.items() if title.split(" of ")[0] == rule]
    return any(fnmatchcase(name, pattern) for entry in entries for pattern in entry["where"])


def test_enough_documents() -> None:
    """The table is large, and both answers are common in it."""
    assert len(DOCUMENTS) > 600


def test_what_az_ml_loads_is_what_we_accept() -> None:
    """For every document: az ml loads it exactly when we find no error of the format, or the table says why not."""
    assert differences(DOCUMENTS, answers()) == []


def test_samples(shared: Path) -> None:
    """For every real sample, named or not: az ml and we agree about it, or the table says why not."""
    samples = sorted((shared / "samples").glob("*.y*ml"))
    texts = {f"sample/{path.name}": path.read_text(encoding="utf-8") for path in samples}
    named = {name: text if "\nname:" in f"\n{text}" else f"name: sample\n{text}" for name, text in texts.items()}
    assert len(named) >= 15
    documents = texts | {f"{name} with a name": text for name, text in named.items()}
    said = dict(zip(documents, sdk_payloads(list(documents.values())), strict=True))
    assert differences(documents, said) == []


def test_no_reason_is_left_over() -> None:
    """Every pattern of the tables still describes a difference."""
    accepted = {name: answer["accepted"] for name, answer in answers().items()}
    found = {name: errors_in(text) for name, text in DOCUMENTS.items()}
    for title, entry in STRICTER.items():
        for pattern in entry["where"]:
            rule = title.split(" of ")[0]
            hits = [name for name in DOCUMENTS if fnmatchcase(name, pattern) and accepted[name] and rule in found[name]]
            assert hits or pattern.startswith("sample/"), pattern
    for pattern in (each for each in MORE_LENIENT if not each.startswith("sample/")):
        assert any(fnmatchcase(name, pattern) and not accepted[name] and not found[name] for name in DOCUMENTS), pattern
