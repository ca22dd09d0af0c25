"""A call of the Azure Verified Module says what the workspace file says, or names what it cannot."""

import shutil
import subprocess
from pathlib import Path

import pytest

from mvnetgen.formats.arm.spelling import completed
from mvnetgen.formats.az_ml import read_workspace_file
from mvnetgen.formats.terraform.read import read_module
from mvnetgen.generate import Options, Target, plan_deployment, render
from mvnetgen.languages.hcl.folder import module_folder
from mvnetgen.model.workspace import (
    CustomerManagedKey,
    FqdnRule,
    Identity,
    IdentityType,
    IsolationMode,
    Kind,
    ManagedNetwork,
    NetworkAcls,
    PrivateEndpointRule,
    ServerlessCompute,
    ServiceTagRule,
    UserAssignedIdentity,
    Workspace,
)
from mvnetgen.text.errors import RenderError, UsageError
from mvnetgen.text.source import read_source
from mvnetgen.text.tree import Disk
from tests import GOLDEN
from tests.generate.terraform_reader import given_variables, write
from tests.generate.test_round_trip import changes

CASES = sorted(path.parent.parent for path in (GOLDEN / "generate").glob("*/avm/main.tf"))
GROUP = "/subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rg"
GIVEN = {
    "storage_account": f"{GROUP}/providers/Microsoft.Storage/storageAccounts/st",
    "key_vault": f"{GROUP}/providers/Microsoft.KeyVault/vaults/kv",
    "application_insights": f"{GROUP}/providers/Microsoft.Insights/components/appi",
}
IDENTITY = f"{GROUP}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id"


def files(options=None, *rules, **fields):
    network = ManagedNetwork(isolation_mode=IsolationMode.APPROVED, outbound_rules=rules)
    workspace = Workspace(**{"name": "ml-prod", "managed_network": network, **GIVEN, **fields})
    return render(workspace, options, Target.AVM)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_same_workspace(case: Path, tmp_path: Path) -> None:
    """What is rendered reads as the workspace that was asked for."""
    (declaration,) = read_workspace_file(read_source(case / "input.yml")).declarations
    write(render(declaration.workspace, target=Target.AVM), tmp_path)
    given = [f"{name}={value}" for name, value in given_variables(declaration.workspace, Options()).items()]
    tree = Disk(str(tmp_path))
    contents = read_module(module_folder(tmp_path, tree), tree, variables=given)
    ((_, estate),) = contents.worlds
    (found,) = estate.declarations
    expected = {
        ("system_datastores_auth_mode",): (None, "accessKey"),
        ("provision_network_now",): (False, None),
        ("resource_group",): (None, "rg"),
        ("location",): (None, "westeurope"),
    }
    for route, asked, back in changes(completed(declaration.workspace), found.workspace):
        if declaration.workspace.kind is Kind.PROJECT and route[0] == "managed_network":
            continue  # the module says that there is none
        action = route[-1] == "action" and (asked, back) == (None, "Allow")
        spark = route[-1] == "spark_enabled" and (asked, back) == (None, False)
        assert action or spark or expected.get(route) == (asked, back), (route, asked, back)


def test_there_are_enough() -> None:
    """Several stored cases can be said."""
    assert len(CASES) >= 5


TAG = {"service_tag": "DataFactory", "protocol": "TCP", "port_ranges": "443"}
ENDPOINT = {"service_resource_id": GIVEN["storage_account"], "subresource_target": "queue"}


@pytest.mark.parametrize(
    ("rules", "fields", "named"),
    [
        ((), {"storage_account": None}, "to create what `storage_account` does not name"),
        ((), {"application_insights": None}, "to create what `application_insights` does not name"),
        ((), {"name": "ml_1"}, "the `name` `ml_1`"),
        ((), {"network_acls": NetworkAcls(default_action="Deny")}, "`network_acls`"),
        ((), {"customer_managed_key": CustomerManagedKey(key_vault="a", key_uri="b")}, "`customer_managed_key`"),
        ((), {"enable_data_isolation": True}, "`enable_data_isolation`"),
        ((), {"allow_roleassignment_on_rg": False}, "`allow_roleassignment_on_rg`"),
        ((), {"provision_network_now": True}, "`provision_network_now` of a workspace that is no hub"),
        ((), {"serverless_compute": ServerlessCompute(no_public_ip=True)}, "`serverless_compute` of a workspace"),
        ((), {"identity": Identity(type=IdentityType.NONE)}, "the `identity` `none`"),
        (
            (),
            {
                "identity": Identity(
                    type=IdentityType.USER, user_assigned_identities=(UserAssignedIdentity(resource_id=IDENTITY),)
                )
            },
            "`primary_user_assigned_identity`",
        ),
        ((PrivateEndpointRule(name="x", **ENDPOINT, fqdns=("a.b",)),), {}, "the `fqdns` of `x`"),
        ((PrivateEndpointRule(name="x", service_resource_id=GIVEN["key_vault"]),), {}, "without `subresource_target`"),
        ((ServiceTagRule(name="x", **(TAG | {"protocol": None})),), {}, "`x` without `protocol`"),
        (
            (PrivateEndpointRule(name="x", **(ENDPOINT | {"service_resource_id": f"{GIVEN['storage_account']}2"})),),
            {},
            "to wait for the role that the workspace's own identity needs for `x`",
        ),
        (
            (),
            {"kind": Kind.PROJECT, "hub_id": f"{GROUP}/providers/a/b/hub", **dict.fromkeys(GIVEN)},
            "of its hub: say it",
        ),
    ],
)
def test_refused_by_name(rules, fields, named) -> None:
    """What the module cannot be told is named."""
    with pytest.raises(RenderError, match="the module cannot be told") as caught:
        files(None, *rules, **fields)
    assert named in str(caught.value)


def test_everything_at_once() -> None:
    """All that it cannot be told is named at once."""
    with pytest.raises(RenderError, match="`enable_data_isolation`; `allow_roleassignment_on_rg`"):
        files(None, enable_data_isolation=True, allow_roleassignment_on_rg=False)


def test_api_version() -> None:
    """The module has its own."""
    with pytest.raises(UsageError, match="--api-version"):
        files(Options(api_version="2025-12-01"))


def test_client_endpoint() -> None:
    """The module makes the endpoint itself."""
    subnet = f"{GROUP}/providers/Microsoft.Network/virtualNetworks/v/subnets/s"
    made = files(Options(client_endpoint=subnet))
    assert "subnet_resource_id            = var.client_subnet_id\n" in made["main.tf"]
    assert subnet in made["variables.tf"]


@pytest.mark.skipif(shutil.which("terraform") is None, reason="terraform is not installed")
def test_layout(tmp_path: Path) -> None:
    """`terraform fmt` has nothing to change."""
    for case in CASES:
        (declaration,) = read_workspace_file(read_source(case / "input.yml")).declarations
        write(render(declaration.workspace, target=Target.AVM), tmp_path / case.name)
    done = subprocess.run(
        ["terraform", "fmt", "-check", "-recursive", "-diff", str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == ""


def test_rules_are_all_there() -> None:
    """Each kind of rule goes to its map."""
    rules = (FqdnRule(name="pypi", destination="pypi.org"), ServiceTagRule(name="adf", **TAG))
    text = files(None, *rules, PrivateEndpointRule(name="queue", **ENDPOINT))["main.tf"]
    assert all(f"      {kind} = {{\n" in text for kind in ("fqdn", "service_tag", "private_endpoint"))
    assert plan_deployment(Workspace(name="ml-prod", **GIVEN), Options()).rules == ()
