"""What stands in the rendered code is the body that `arm.to_body` makes: template and table prove each other."""

import base64
import json
import re
import shutil
import subprocess
import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mvnetgen.formats.arm.spelling import to_body
from mvnetgen.formats.az_ml import read_workspace_file
from mvnetgen.generate import Options, Placement, Target, plan_deployment, render
from mvnetgen.model.workspace import (
    FqdnRule,
    IsolationMode,
    ManagedNetwork,
    PrivateEndpointRule,
    ServiceTagRule,
    Workspace,
)
from mvnetgen.text.source import read_source
from tests import GOLDEN
from tests.generate.bicep_reader import parse_bicep, parse_parameters, placeholder_values, read_bicep
from tests.generate.deployed import LOCATION

GENERATE = GOLDEN / "generate"
CASES = sorted(path.parent.name for path in GENERATE.glob("*/input.yml"))

FRAGMENTS = [
    "${",
    "%{",
    "$${",
    "}",
    '"',
    "'",
    "'''",
    "\\",
    "\n",
    "\t",
    "$",
    "{",
    "#",
    "//",
    "/*",
    "\0",
    "<<EOT",
    " = ",
    "\u202e",
]
any_text = st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=4)), min_size=1, max_size=8).map("".join)
any_text = any_text.filter(lambda text: not re.search("<.*>", text, re.DOTALL))  # a placeholder is on purpose
rule_name = st.from_regex("[a-z][a-z-]{2,8}", fullmatch=True)
any_rule = st.one_of(
    st.builds(FqdnRule, name=rule_name, destination=any_text),
    st.builds(
        ServiceTagRule,
        name=rule_name,
        service_tag=any_text,
        protocol=any_text,
        port_ranges=any_text,
        address_prefixes=st.lists(any_text, max_size=2).map(tuple),
    ),
    st.builds(
        PrivateEndpointRule,
        name=rule_name,
        service_resource_id=any_text,
        subresource_target=any_text,
        spark_enabled=st.booleans(),
        fqdns=st.lists(any_text, max_size=2).map(tuple),
    ),
)
any_workspace = st.builds(
    Workspace,
    name=any_text,
    description=any_text,
    display_name=any_text,
    location=any_text,
    resource_group=any_text,
    tags=st.dictionaries(any_text, any_text, max_size=3),
    storage_account=any_text,
    image_build_compute=any_text,
    managed_network=st.builds(
        ManagedNetwork,
        isolation_mode=st.sampled_from(IsolationMode),
        outbound_rules=st.lists(any_rule, max_size=4, unique_by=lambda rule: rule.name).map(tuple),
    ),
)


def workspace_of(case):
    (declaration,) = read_workspace_file(read_source(GENERATE / case / "input.yml")).declarations
    return declaration.workspace


def expected(workspace, placement=Placement.CHILD, target=Target.TERRAFORM):
    """The body and the rules apart from it."""
    plan = plan_deployment(workspace, Options(rules=placement))
    body = to_body(workspace)
    properties = body["properties"]
    rules = {}
    if plan.child_rules:
        rules = properties["managedNetwork"].pop("outboundRules", {})
    elif plan.inline_rules:
        properties["managedNetwork"].setdefault("outboundRules", {})
    if target is Target.TERRAFORM or plan.with_spark:  # the action provisions, and it alone can include Spark
        properties.pop("provisionNetworkNow", None)
    if plan.public_access_of_hub:
        properties["publicNetworkAccess"] = "<hub.properties.publicNetworkAccess>"
    for symbol, key in (
        ("storage", "storageAccount"),
        ("key_vault", "keyVault"),
        ("application_insights", "applicationInsights"),
    ):
        if symbol in plan.creates:
            properties[key] = f"<{symbol}.id>"
    return [body, rules]


def block(text, opening):
    """The object that starts at the end of a line that reads so, up to the bracket at the same indentation."""
    found = re.search(rf"^( *){re.escape(opening)} (\{{.*?^\1\}}|\{{\}})", text, re.MULTILINE | re.DOTALL)
    return found[2] if found else "{}"


def evaluated(all_files, folder):
    """The bodies and the child rules of many generations, as Terraform itself evaluates them."""
    variables = {}
    entries = []
    for index, files in enumerate(all_files):
        body = block(files["main.tf"].partition('"azapi_resource" "workspace"')[2], "body =")
        rules = block(files.get("network.tf", ""), "outbound_rules =")
        body = body.replace(
            "data.azapi_resource.hub.output.properties.publicNetworkAccess",
            '"<hub.properties.publicNetworkAccess>"',
        )
        body = re.sub(r"(?<=[ ])azapi_resource\.(\w+)\.id$", r'"<\1.id>"', body, flags=re.MULTILINE)
        entries.append(f"  case_{index} = [{body}, {rules}]\n")
        for name, description in re.findall(r'variable "(\w+)" \{\n  description = "(.*)"', files["variables.tf"]):
            placeholder = re.search(r"`([^`]+)`", description)
            variables[name] = f"<{placeholder[1]}>" if placeholder else f"<{name.upper()}>"
    text = "".join(f'variable "{name}" {{\n  default = "{value}"\n}}\n' for name, value in variables.items())
    (folder / "main.tf").write_text(f"{text}locals {{\n{''.join(entries)}}}\n", encoding="utf-8")
    asked = ", ".join(f"local.case_{index}" for index in range(len(all_files)))
    done = subprocess.run(
        ["terraform", "console"],
        input=f"base64encode(jsonencode([{asked}]))\n",
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    line = next((line for line in done.stdout.splitlines() if line.startswith('"')), None)
    assert line, done.stderr
    return json.loads(base64.b64decode(line.strip('"')))


def normalized(value):
    """With every text as Terraform holds it: NFC."""
    return json.loads(unicodedata.normalize("NFC", json.dumps(value, ensure_ascii=False)))


@pytest.mark.skipif(shutil.which("terraform") is None, reason="terraform is not installed")
@pytest.mark.parametrize("placement", Placement, ids=str)
def test_terraform_bodies(tmp_path, placement):
    """Terraform evaluates every rendered workspace and its rules to the body that ARM is to get."""
    options = Options(rules=placement)
    found = evaluated([render(workspace_of(case), options) for case in CASES], tmp_path)
    for case, body in zip(CASES, found, strict=True):
        assert normalized(body) == normalized(expected(workspace_of(case), placement)), case


@pytest.mark.parametrize("placement", Placement, ids=str)
@pytest.mark.parametrize("case", CASES)
def test_bicep_bodies(case, placement):
    """Every rendered Bicep workspace and its rules hold the body that ARM is to get."""
    workspace = workspace_of(case)
    files = render(workspace, Options(rules=placement), Target.BICEP)
    deployed = read_bicep(files, placeholder_values(workspace))
    assert body_and_rules(deployed) == expected(workspace, placement, Target.BICEP)


@settings(suppress_health_check=list(HealthCheck), deadline=None)
@given(workspace=any_workspace, placement=st.sampled_from(Placement))
def test_any_text_in_bicep(workspace, placement):
    """Whatever text a workspace holds, Bicep parses and says the same text."""
    files = render(workspace, Options(rules=placement), Target.BICEP)
    deployed = read_bicep(files, placeholder_values(workspace))
    assert body_and_rules(deployed) == expected(workspace, placement, Target.BICEP)
    assert deployed.workspace.get("tags", {}) == workspace.tags
    assert deployed.workspace["name"] == workspace.name
    assert deployed.workspace["location"] == (workspace.location or LOCATION)


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("terraform") is None, reason="terraform is not installed")
@settings(max_examples=10, suppress_health_check=list(HealthCheck), deadline=None)
@given(workspaces=st.lists(any_workspace, min_size=8, max_size=8), placement=st.sampled_from(Placement))
def test_any_text_in_terraform(workspaces, placement, tmp_path_factory):
    """Whatever text a workspace holds, Terraform finds it well laid out and evaluates it to the same text."""
    folder = tmp_path_factory.mktemp("any")
    generations = [render(workspace, Options(rules=placement)) for workspace in workspaces]
    for index, files in enumerate(generations):
        (folder / str(index)).mkdir()
        for name, text in files.items():
            (folder / str(index) / name).write_text(text, encoding="utf-8")
    command = ["terraform", "fmt", "-check", "-recursive", "-diff", str(folder)]
    assert subprocess.run(command, capture_output=True, text=True, check=False).stdout == ""
    for workspace, body in zip(workspaces, evaluated(generations, folder), strict=True):
        assert normalized(body) == normalized(expected(workspace, placement))


def body_and_rules(deployed):
    """The workspace's body and its rules apart from it, as `expected` writes them."""
    return [{key: deployed.workspace[key] for key in ("kind", "properties")}, deployed.rules]


@pytest.mark.parametrize("file", sorted(GENERATE.rglob("*.bicep*")), ids=lambda path: str(path.relative_to(GENERATE)))
def test_bicep_parses(file):
    """There is no error in the text of a generated file."""
    parse = parse_parameters if file.suffix == ".bicepparam" else parse_bicep
    assert parse(file.read_text(encoding="utf-8")).statements
