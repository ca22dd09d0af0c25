"""`mvnetgen schema`: what an editor shows beside the file is what lint says about it."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from mvnetgen.cli import main
from mvnetgen.formats.az_ml import read_workspace_file, workspace_schema
from mvnetgen.text.errors import InputError
from mvnetgen.text.source import decode
from tests import GOLDEN
from tests.formats.az_ml.sdk_documents import DOCUMENTS

CASES = sorted((GOLDEN / "rules").glob("*/*/input.yml"))
OF_THE_SHAPE = {"unknown-key", "missing-key", "invalid-type", "invalid-isolation-mode", "invalid-firewall-sku"}
OF_THE_SHAPE |= {"misplaced-rule-body", "rule-type-mismatch", "unsupported-workspace-kind", "misplaced-fqdns"}
"""Rules about what a schema can say; `invalid-value` and others also judge the meaning."""

SPELLINGS = "nobody writes it so; the schema takes the spellings that people use"
STRICTER = {
    "top/access=eNaBlEd": SPELLINGS,
    "top/access=_enabled": SPELLINGS,
    "top/access= enabled ": SPELLINGS,
    "network/mode=Allow_internet_outbound": SPELLINGS,
    "network/mode=AllowINTERNETOutbound": SPELLINGS,
}
"""Documents without a wrong shape that the schema refuses, and why."""
MORE_LENIENT = {
    "top/tags-key-number": "every key is a text to a schema",
}
"""Documents and cases with a wrong shape that the schema takes, and why."""


@cache
def validator() -> Draft202012Validator:
    """For the schema of workspace files."""
    return Draft202012Validator(workspace_schema())


def texts_for_dates(value: Any) -> Any:
    """Dates as an editor, which knows JSON's types only, sees them: as a fraction, for they are neither texts nor flags to az ml."""
    if isinstance(value, dict):
        return {str(key): texts_for_dates(child) for key, child in value.items()}
    if isinstance(value, list):
        return [texts_for_dates(child) for child in value]
    return value if isinstance(value, str | int | float | bool | None) else 0.5


def valid(text: str) -> bool:
    """Whether the schema takes a text."""
    return validator().is_valid(texts_for_dates(yaml.safe_load(text)))


def problems(text: str) -> set[str]:
    """The rules that find something in the shape of a text; `syntax-error` for one that cannot be read."""
    try:
        estate = read_workspace_file(decode(text.encode(), "f.yml"))
    except InputError:
        return {"syntax-error"}
    return {each.rule for each in estate.misread if each.severity is None or each.rule == "rule-type-mismatch"}


def name_of(case: Path) -> str:
    """The rule and the case."""
    return "/".join(case.parts[-3:-1])


def test_printed(capsys: pytest.CaptureFixture[str]) -> None:
    """The command prints a JSON Schema of draft 2020-12 that is valid itself, the same every time."""
    assert main(["schema"]) == 0
    first = capsys.readouterr().out
    document = json.loads(first)
    Draft202012Validator.check_schema(document)
    assert document["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert main(["schema"]) == 0
    assert capsys.readouterr().out == first


def test_every_key_is_described() -> None:
    """An editor has a sentence for every key that one may write."""
    properties = workspace_schema()["properties"]
    silent = [key for key, each in properties.items() if not each.get("description") and not each.get("readOnly")]
    assert silent == []


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_what_lint_accepts_the_schema_accepts(case: Path) -> None:
    """A case in which no shape is wrong has no squiggles in an editor; one with a wrong shape has."""
    text = case.read_text(encoding="utf-8")
    found = problems(text)
    if found == {"syntax-error"} or "featureStore.schema.json" in text:
        return  # a feature store has a schema of its own
    if not found:
        assert list(validator().iter_errors(texts_for_dates(yaml.safe_load(text)))) == []
    if found & OF_THE_SHAPE:
        assert valid(text) == (name_of(case) in MORE_LENIENT)


def test_the_schema_agrees_about_documents() -> None:
    """Of the documents that az ml is asked about, the schema takes those in which no shape is wrong."""
    read = {name: problems(text) for name, text in DOCUMENTS.items()}
    takes = {name: valid(text) for name, text in DOCUMENTS.items() if read[name] != {"syntax-error"}}
    assert {name for name, yes in takes.items() if not yes and not read[name]} == set(STRICTER)
    lenient = {name for name, yes in takes.items() if yes and read[name] & OF_THE_SHAPE}
    assert lenient == {name for name in MORE_LENIENT if name in DOCUMENTS}


@pytest.mark.parametrize(
    "text",
    [
        "# yaml-language-server: $schema=https://example.org/workspace.schema.json\nname: my-workspace\n",
        "$schema: https://azuremlschemas.azureedge.net/latest/workspace.schema.json\nname: my-workspace\n",
    ],
    ids=["comment", "key"],
)
def test_a_file_may_name_its_schema(text: str) -> None:
    """Both ways to tell an editor about the schema are accepted without a word."""
    assert valid(text)
    assert problems(text) == set()
