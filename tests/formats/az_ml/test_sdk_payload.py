"""
What we deploy is what `az ml workspace create --file` deploys, but for the differences listed here, each with its reason.

Theirs: the ARM template of azure-ai-ml with the parameters that it fills for a file. Ours: the rendered Terraform and
Bicep, read back.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pytest

from mvnetgen.formats.az_ml import read_workspace_file
from mvnetgen.generate import Options, Target, render
from mvnetgen.lint.engine import Settings, judge_estate
from mvnetgen.model.workspace import Workspace
from mvnetgen.rules.rule import Severity
from mvnetgen.text.errors import InputError
from mvnetgen.text.source import decode
from tests import GOLDEN
from tests.formats.az_ml.sdk import sdk_payloads, sdk_templates
from tests.formats.az_ml.sdk_documents import DOCUMENTS
from tests.formats.az_ml.sdk_payload import SUBSCRIPTION
from tests.generate.arm_template import deployed_resources
from tests.generate.bicep_reader import placeholder_values, read_bicep
from tests.generate.deployed import MADE_NAME, SYMBOLS, TENANT
from tests.generate.terraform_reader import given_variables, read_terraform, write

pytestmark = pytest.mark.slow

GENERATE = GOLDEN / "generate"
FILES = {f"golden/{path.parent.name}": path.read_text(encoding="utf-8") for path in GENERATE.glob("*/input.yml")}
FILES |= DOCUMENTS

ABSENT = "(absent)"
"""Stands for a value that is not there."""


@dataclass(frozen=True)
class Difference:
    """Values that az ml and we deploy differently, on purpose."""

    where: str
    """A pattern of dotted names: ``workspace.properties.*``."""
    explains: Callable[[Any, Any], bool]
    """Whether theirs and ours differ so."""
    why: str


def left_out(*values: object) -> Callable[[Any, Any], bool]:
    """Theirs is one of these values, ours is absent."""
    return lambda theirs, ours: ours == ABSENT and theirs in values


def only_theirs(theirs: Any, ours: Any) -> bool:
    """We have nothing."""
    return theirs != ABSENT and ours == ABSENT


def only_ours(theirs: Any, ours: Any) -> bool:
    """They have nothing."""
    return theirs == ABSENT and ours != ABSENT


def other_version(theirs: Any, ours: Any) -> bool:
    """Two api-versions, ours the newer one."""
    versions = [(each[:10], "preview" not in each) for each in (theirs, ours)]
    return versions[0] < versions[1]


def other_case(theirs: Any, ours: Any) -> bool:
    """The same text in other letters."""
    return isinstance(theirs, str) and isinstance(ours, str) and theirs.lower() == ours.lower()


def other_case_of_id(theirs: Any, ours: Any) -> bool:
    """The same id in other letters."""
    return other_case(theirs, ours) and theirs.startswith("/subscriptions/")


def other_form(theirs: Any, ours: Any) -> bool:
    """The same text in another form of Unicode."""
    return isinstance(theirs, str) and unicodedata.normalize("NFC", theirs) == ours


def other_subscription(theirs: Any, ours: Any) -> bool:
    """The same id, but for the subscription: theirs is that of the deployment."""
    if not isinstance(theirs, str) or not isinstance(ours, str):
        return False
    own = f"/subscriptions/{SUBSCRIPTION}"
    return theirs.startswith(own) and re.sub("^/subscriptions/[^/]+", own, ours) == theirs


def flag(theirs: Any, ours: Any) -> bool:
    """The same truth, as a text and as a boolean."""
    return isinstance(ours, bool) and theirs == str(ours).lower()


def of_the_hub(theirs: Any, ours: Any) -> bool:
    """Theirs is what the hub says."""
    return str(theirs).startswith("<hub.") and ours != ABSENT


_DEFAULT = "left out: it is the service's default"
DIFFERENCES = (
    Difference(
        "*.apiVersion", other_version, "az ml deploys with preview and older versions; ours are pinned and stable"
    ),
    Difference("*.tags.createdByToolkit", only_theirs, "it says that the SDK made the resource"),
    Difference("workspace.kind", other_case, "ARM's own casing"),
    Difference(
        "workspace.location", of_the_hub, "the region that the file names, or a Bicep parameter, which cannot ask"
    ),
    Difference("workspace.identity.type", other_case, "ARM's own casing"),
    Difference(
        "workspace.identity.userAssignedIdentities.*",
        left_out({}),
        "identities beside a type that has none: ARM would refuse them",
    ),
    Difference(
        "workspace.identity.userAssignedIdentities.*.*Id", only_theirs, "the ids of an identity are Azure's to say"
    ),
    Difference(
        "workspace.identity.userAssignedIdentities.*",
        lambda theirs, ours: theirs == ABSENT and ours == {},
        "the ids of an identity are Azure's to say: what is left is an empty object",
    ),
    Difference("workspace.properties.*", flag, "a parameter of their template is a text, the property is a boolean"),
    Difference("workspace.properties.softDeleteEnabled", left_out("false"), _DEFAULT),
    Difference("workspace.properties.allowRecoverSoftDeletedWorkspace", left_out("false"), _DEFAULT),
    Difference("workspace.properties.hbiWorkspace", left_out("false"), _DEFAULT),
    Difference("workspace.properties.enableDataIsolation", left_out("false"), _DEFAULT),
    Difference("workspace.properties.provisionNetworkNow", left_out("false"), _DEFAULT),
    Difference("workspace.properties.allowRoleAssignmentOnRG", left_out("true"), _DEFAULT),
    Difference("workspace.properties.imageBuildCompute", left_out(""), _DEFAULT),
    Difference("workspace.properties.primaryUserAssignedIdentity", left_out(""), _DEFAULT),
    Difference("workspace.properties.systemDatastoresAuthMode", left_out(""), _DEFAULT),
    Difference("workspace.properties.featureStoreSettings.*", left_out(""), "empty: no feature store"),
    Difference("workspace.properties.workspaceHubConfig", left_out({}), "empty"),
    Difference("workspace.properties.existingWorkspaces", left_out([]), "empty"),
    Difference("workspace.properties.serverlessComputeSettings", left_out({}), "empty"),
    Difference("workspace.properties.managedNetwork.outboundRules", left_out({}), "empty"),
    Difference("workspace.properties.managedNetwork.outboundRules.*.fqdns", left_out([]), "empty"),
    Difference("workspace.properties.managedNetwork.outboundRules.*.addressPrefixes", left_out([]), "empty"),
    Difference(
        "workspace.properties.encryption.*", left_out("Disabled", ""), "no key of the customer's: no encryption"
    ),
    Difference(
        "workspace.properties.encryption.keyVaultProperties",
        lambda theirs, ours: theirs == ABSENT and ours == {},
        "a key without vault and name is as empty there",
    ),
    Difference(
        "workspace.properties.managedNetwork.firewallSku",
        left_out("Standard"),
        "without an FQDN rule there is no firewall: our own linter warns of a SKU",
    ),
    Difference(
        "workspace.properties.provisionNetworkNow",
        left_out("true"),
        "with Spark, an action provisions (in Bicep: the command of an output): the property leaves Spark out",
    ),
    Difference("provision.includeSpark", only_ours, "with Spark, an action provisions"),
    Difference(
        "workspace.properties.workspaceHubConfig.defaultWorkspaceResourceGroup",
        only_ours,
        "azure-ai-ml 1.35.2 replaces it by nothing (`_hub_values_to_rest_object`): the file asks for it",
    ),
    Difference(
        "workspace.properties.networkAcls.*",
        only_ours,
        "their template has no parameter for it, and only a later update sends it: until then the workspace is open",
    ),
    Difference("workspace.properties.publicNetworkAccess", of_the_hub, "the access that the file of a project names"),
    Difference("workspace.properties.*", other_case_of_id, "an id as the file writes it; az ml puts it together anew"),
    Difference(
        "workspace.properties.*",
        other_subscription,
        "az ml forgets the subscription of an id and looks for the resource in that of the deployment",
    ),
    Difference("workspace.properties.description", other_form, "Terraform holds every text in NFC"),
    Difference("made.*.networkAcls.defaultAction", other_case, "ARM's own casing"),
    Difference("made.log_analytics.kind", only_theirs, "Log Analytics has no kinds"),
    Difference("made.log_analytics.properties.Application_Type", only_theirs, "Log Analytics has no such property"),
    Difference("made.log_analytics.properties", only_ours, "nothing is left in it"),
)

RENAMED = {
    "cosmosDbArmId": "cosmosDbResourceId",
    "storageAccountArmId": "storageAccountResourceId",
    "SearchAccountArmId": "searchAccountResourceId",
}
"""Names below `encryption` that no published api-version has; theirs to those that ARM's types have."""


def judged(text: str) -> Workspace | None:
    """The workspace of a file; None for one that `generate` refuses."""
    source = decode(text.encode(), "workspace.yml")
    try:
        estate = read_workspace_file(source)
    except InputError:
        return None
    findings = judge_estate(estate, Settings(), {source.path: source}.get)
    if any(each.severity is Severity.ERROR for each in findings):
        return None
    (declaration,) = estate.declarations
    return declaration.workspace


@functools.cache
def valid_files() -> dict[str, tuple[Workspace, dict]]:
    """The files in which nobody finds an error, each with our workspace and what az ml says."""
    answers = dict(zip(FILES, sdk_payloads(list(FILES.values())), strict=True))
    ours = {name: judged(text) for name, text in FILES.items() if "parameters" in answers[name]}
    return {name: (workspace, answers[name]) for name, workspace in ours.items() if workspace is not None}


def theirs_of(answer: dict) -> dict[str, Any]:
    """What az ml deploys for an answer."""
    parameters = answer["parameters"]
    template = "workspace_project" if parameters["kind"].lower() == "project" else "workspace_base"
    known = {
        "subscription().tenantId": TENANT,
        "subscription().subscriptionId": SUBSCRIPTION,
        "resourceGroup().name": parameters["resourceGroupName"],
    }
    resources = list(deployed_resources(sdk_templates_once()[template], parameters, known))
    names: dict[str, str] = {}
    for each in resources:
        symbol = SYMBOLS.get(each["type"].lower())
        if symbol:
            group = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/{parameters['resourceGroupName']}"
            names[f"{group}/providers/{each['type']}/{each['name']}"] = f"<{symbol}.id>"
            each["name"] = MADE_NAME
    resources = [replaced(each, names) for each in resources]
    (workspace,) = (each for each in resources if each["type"].endswith(".MachineLearningServices/workspaces"))
    encryption = workspace["properties"].get("encryption", {})
    for name, real in RENAMED.items():
        if encryption.get(name):
            encryption[real] = encryption.pop(name)
    made = {SYMBOLS[each["type"].lower()]: each for each in resources if each["type"].lower() in SYMBOLS}
    return {"workspace": workspace, "made": made}


@functools.cache
def sdk_templates_once() -> dict[str, dict]:
    """The templates of azure-ai-ml."""
    return sdk_templates()


def replaced(value: Any, names: Mapping[str, str]) -> Any:
    """Data with some texts replaced by others."""
    match value:
        case dict():
            return {key: replaced(each, names) for key, each in value.items()}
        case list():
            return [replaced(each, names) for each in value]
        case str():
            return names.get(value, value)
    return value


def ours_of(workspace: Workspace, target: Target, folder: Path) -> dict[str, Any]:
    """What we deploy for a workspace."""
    options = Options()
    files = render(workspace, options, target)
    if target is Target.BICEP:
        found = read_bicep(files, placeholder_values(workspace))
    else:
        write(files, folder)
        found = read_terraform(folder, given_variables(workspace, options))
    return {"workspace": found.whole, "made": found.made, "provision": found.provision or {}}


def flat(value: Any, route: str = "") -> Iterator[tuple[str, Any]]:
    """The leaves of data with their dotted names; an empty object is a leaf."""
    if isinstance(value, dict) and value:
        for key, each in value.items():
            yield from flat(each, f"{route}.{key}" if route else key)
    else:
        yield route, value


def changes(theirs: object, ours: object) -> Iterator[tuple[str, Any, Any]]:
    """Where two deployments differ."""
    left, right = ({route: value for route, value in flat(each) if "." in route} for each in (theirs, ours))
    for route in {**left, **right}:
        values = left.get(route, ABSENT), right.get(route, ABSENT)
        if values[0] != values[1]:
            yield route, *values


def reasons(where: str, theirs: object, ours: object) -> list[Difference]:
    """The entries of the table that explain a difference."""
    return [each for each in DIFFERENCES if fnmatchcase(where, each.where) and each.explains(theirs, ours)]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[tuple[str, Any, Any]]]:
    """All differences, by file and target."""
    result = {}
    for name, (workspace, answer) in valid_files().items():
        theirs = theirs_of(answer)
        for target in (Target.TERRAFORM, Target.BICEP):
            ours = ours_of(workspace, target, tmp_path_factory.mktemp("rendered"))
            result[f"{name} {target}"] = list(changes(theirs, ours))
    return result


def test_enough_files() -> None:
    """Many files are compared, and all golden ones but that with placeholders, which az ml refuses."""
    assert len(valid_files()) > 200
    golden = {name for name in FILES if name.startswith("golden/")}
    assert golden - valid_files().keys() == {"golden/placeholders"}


def test_we_deploy_what_az_ml_deploys(found: dict[str, list[tuple[str, Any, Any]]]) -> None:
    """For every valid file: the workspace and what is created beside it are the same, or the table says why not."""
    unexplained = {name: [each for each in differences if not reasons(*each)] for name, differences in found.items()}
    assert {name: differences for name, differences in unexplained.items() if differences} == {}


def test_every_difference_is_needed(found: dict[str, list[tuple[str, Any, Any]]]) -> None:
    """No entry of the tables is left over."""
    used = {reason for differences in found.values() for each in differences for reason in reasons(*each)}
    assert [each for each in DIFFERENCES if each not in used] == []
    texts = {name: str(theirs_of(answer)) for name, (_, answer) in valid_files().items()}
    assert all(any(f"'{real}'" in text for text in texts.values()) for real in RENAMED.values())


def test_what_az_ml_refuses_later_is_refused() -> None:
    """A file that az ml loads and then does not deploy has an error for us too."""
    answers = dict(zip(FILES, sdk_payloads(list(FILES.values())), strict=True))
    late = [name for name, answer in answers.items() if answer["accepted"] and "create_error" in answer]
    assert late
    assert [name for name in late if judged(FILES[name]) is not None] == []
