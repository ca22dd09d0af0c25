"""What is decided before a template is filled in."""

import pytest

from mvnetgen.azure.private_link import services
from mvnetgen.azure.resource_versions import resource_versions
from mvnetgen.generate import Options, Placement, Target, plan_deployment, render
from mvnetgen.generate.value import Given, Made, input_name
from mvnetgen.generate.version import azapi_constraint
from mvnetgen.model.workspace import (
    FqdnRule,
    Identity,
    IdentityType,
    IsolationMode,
    Kind,
    ManagedNetwork,
    NetworkAcls,
    PrivateEndpointRule,
    PublicAccess,
    ServiceTagRule,
    UndecidedRule,
    UserAssignedIdentity,
    Workspace,
)
from mvnetgen.text.document import Unknown
from mvnetgen.text.errors import RenderError, UsageError

GROUP = "/subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rg"
STORAGE = f"{GROUP}/providers/Microsoft.Storage/storageAccounts/stml"
LAKE = f"{GROUP}/providers/Microsoft.Storage/storageAccounts/stlake"
FACTORY = f"{GROUP}/providers/Microsoft.DataFactory/factories/adf"
IDENTITY = f"{GROUP}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id"


def endpoint(target, name="lake", **more):
    return PrivateEndpointRule(name=name, service_resource_id=target, subresource_target="blob", **more)


def network(*rules, mode=IsolationMode.APPROVED):
    return ManagedNetwork(isolation_mode=mode, outbound_rules=rules)


def plan(options=None, **fields):
    return plan_deployment(Workspace(**{"name": "ml-prod", **fields}), options or Options())


def user_assigned(kind=IdentityType.USER, *ids):
    return Identity(
        type=kind, user_assigned_identities=tuple(UserAssignedIdentity(resource_id=each) for each in ids or (IDENTITY,))
    )


def granted(deployment):
    return [(grant.symbol, [_name(scope.id) for scope in grant.scopes]) for grant in deployment.access.grants]


def _name(scope):
    """The symbol of what is made, else the last word of the id."""
    match scope:
        case Made(symbol=symbol):
            return symbol
        case Given(value=text):
            return text.rsplit("/", 1)[-1]
    return scope.rsplit("/", 1)[-1]


class TestPlacement:
    @pytest.mark.parametrize(
        "fields",
        [
            {"managed_network": network(FqdnRule(name="a", destination="b"))},
            {"managed_network": network()},
            {"managed_network": network(endpoint(LAKE))},
            {"managed_network": network(endpoint(LAKE)), "identity": user_assigned()},
            {"managed_network": network(endpoint(STORAGE)), "storage_account": STORAGE},
        ],
    )
    def test_resources_of_their_own(self, fields):
        """Whatever the rules and identities are, and if there are none: rules are resources of their own."""
        deployment = plan(**fields)
        assert deployment.child_rules
        assert not deployment.inline_rules

    def test_inline(self):
        """The user's word decides."""
        deployment = plan(Options(rules=Placement.INLINE), managed_network=network())
        assert deployment.inline_rules
        assert not deployment.child_rules

    def test_no_network(self):
        """Without isolation there is no place for rules."""
        assert not plan().child_rules
        assert not plan(Options(rules=Placement.INLINE)).inline_rules

    def test_own_storage_needs_no_role(self):
        """A private endpoint to the workspace's own storage does not wait, in whatever case its id is written."""
        deployment = plan(storage_account=STORAGE, managed_network=network(endpoint(STORAGE.upper())))
        assert deployment.access.grants == ()

    def test_system_identity_waits(self):
        """A role for the workspace's own identity comes between the workspace and its rules."""
        deployment = plan(managed_network=network(FqdnRule(name="a", destination="b"), endpoint(LAKE)))
        assert [each.name for each in deployment.rules] == ["a", "lake"]
        assert granted(deployment) == [("approver", ["stlake"])]
        assert deployment.access.before == ()

    def test_user_assigned_identity_does_not(self):
        """A user-assigned identity has its roles before the workspace."""
        deployment = plan(identity=user_assigned(), managed_network=network(endpoint(LAKE)))
        assert deployment.access.after == ()
        assert granted(deployment) == [
            ("contributor", ["storage", "key_vault", "application_insights"]),
            ("key_vault_administrator", ["key_vault"]),
            ("approver", ["stlake"]),
        ]

    def test_both_identities(self):
        """With both identities each gets the role."""
        deployment = plan(identity=user_assigned(IdentityType.BOTH), managed_network=network(endpoint(LAKE)))
        assert ("approver", ["stlake"]) in granted(deployment)
        assert ("system_approver", ["stlake"]) in granted(deployment)

    def test_inline_with_a_role_that_comes_too_late(self):
        """Rules inside of the workspace cannot wait for the role of its own identity: that is said."""
        deployment = plan(Options(rules=Placement.INLINE), managed_network=network(endpoint(LAKE)))
        assert "Azure refuses the private endpoints of `lake`" in deployment.notes[0]
        assert (
            plan(
                Options(rules=Placement.INLINE), managed_network=network(endpoint(LAKE)), identity=user_assigned()
            ).notes
            == ()
        )


class TestRoles:
    def test_one_grant_for_each_target(self):
        """Two rules to one resource, written in different case, need one role."""
        deployment = plan(managed_network=network(endpoint(LAKE), endpoint(LAKE.upper(), "again")))
        assert granted(deployment) == [("approver", ["stlake"])]

    def test_role_does_not_cover(self):
        """A target that the approver role does not cover is told, and its rule waits all the same."""
        deployment = plan(managed_network=network(endpoint(FACTORY, "factory")))
        assert granted(deployment) == []
        assert "Microsoft.DataFactory/factories" in deployment.notes[0]
        assert "`factory`" in deployment.notes[0]

    def test_target_is_no_id(self):
        """A target that is no resource id is told."""
        deployment = plan(managed_network=network(endpoint("/someappgwid", "gateway")))
        assert "`gateway` is not the id" in deployment.notes[0]

    def test_given_dependencies_of_an_isolated_network(self):
        """A user-assigned identity approves the network's own private endpoints to what exists already."""
        deployment = plan(identity=user_assigned(), storage_account=STORAGE, managed_network=network())
        assert ("approver", ["stml"]) in granted(deployment)

    def test_given_dependencies_without_isolation(self):
        """Nothing is approved where no managed network makes private endpoints."""
        deployment = plan(identity=user_assigned(), storage_account=STORAGE)
        assert "approver" not in dict(granted(deployment))

    def test_primary_identity(self):
        """Of several identities the primary one gets the roles."""
        other = f"{IDENTITY}-2"
        deployment = plan(
            identity=user_assigned(IdentityType.USER, IDENTITY, other), primary_user_assigned_identity=other
        )
        assert [each.scope.id.value for each in deployment.access.identities] == [other]

    def test_several_identities(self):
        """Without a primary identity each gets the roles, under names of its own."""
        deployment = plan(identity=user_assigned(IdentityType.USER, IDENTITY, f"{IDENTITY}-2"))
        symbols = [symbol for symbol, _ in granted(deployment)]
        assert len(set(symbols)) == len(symbols) == 4

    def test_every_covered_type_has_a_version(self):
        """Bicep can name every type that the approver role covers, in the spelling of the table."""
        covered = {each.arm_type for each in services().values() if each.approver_role}
        assert covered <= resource_versions().keys()


class TestDependencies:
    def test_created(self):
        """What the workspace does not name is made, and closed when the network is isolated."""
        deployment = plan(managed_network=network())
        assert [each.symbol for each in deployment.dependencies] == [
            "storage",
            "key_vault",
            "log_analytics",
            "application_insights",
        ]
        assert deployment.closed
        assert deployment.ids.storage_account == Made("storage")

    def test_open_without_isolation(self):
        """Without isolation they are open, as az ml makes them."""
        assert not plan().closed

    @pytest.mark.parametrize("kind", [Kind.HUB, Kind.PROJECT])
    def test_no_application_insights(self, kind):
        """A hub gets no Application Insights, a project nothing at all."""
        hub = {"hub_id": f"{GROUP}/providers/Microsoft.MachineLearningServices/workspaces/hub"}
        deployment = plan(kind=kind, **(hub if kind is Kind.PROJECT else {}))
        expected = ["storage", "key_vault"] if kind is Kind.HUB else []
        assert [each.symbol for each in deployment.dependencies] == expected

    @pytest.mark.parametrize(
        ("name", "prefix"),
        [("ml-prod", "mlprod"), ("Very-Long_Name", "verylong"), ("1st-one", "ml1stone"), ("9", "ml9")],
    )
    def test_names(self, name, prefix):
        """Names start with up to eight letters and digits of the workspace's, with a letter in front."""
        assert plan(name=name).name_prefix == prefix

    def test_monitoring_moves(self):
        """Where there is no Log Analytics, az ml makes it elsewhere."""
        assert plan(location="WestCentralUS").monitoring_location == "southcentralus"
        assert plan(location="westeurope").monitoring_location is None


class TestProvisioning:
    @pytest.mark.parametrize("spark", [True, False])
    @pytest.mark.parametrize("asked", [True, False, None])
    def test_follows_the_file(self, spark, asked):
        """The network is provisioned when the file asks for it, with Spark when a rule does."""
        deployment = plan(provision_network_now=asked, managed_network=network(endpoint(LAKE, spark_enabled=spark)))
        assert deployment.provision is (asked is True)
        assert deployment.with_spark is spark

    def test_spark_without_provisioning(self):
        """What is left to do is said, with its command."""
        deployment = plan(resource_group="rg", managed_network=network(endpoint(LAKE, spark_enabled=True)))
        command = "`az ml workspace provision-network --name ml-prod --resource-group rg --include-spark`"
        assert any(command in note and "`lake` needs Spark" in note for note in deployment.notes)

    @pytest.mark.parametrize(("access", "said"), [(PublicAccess.ENABLED, True), (PublicAccess.DISABLED, False)])
    def test_spark_with_public_access(self, access, said):
        """Spark with public access on has no endpoint to the workspace."""
        deployment = plan(public_network_access=access, managed_network=network(endpoint(LAKE, spark_enabled=True)))
        assert any("public access is on" in note for note in deployment.notes) is said

    def test_without_a_network(self):
        """There is nothing to provision."""
        deployment = plan(provision_network_now=True)
        assert not deployment.provision
        assert deployment.notes == ("`provision_network_now` is left out: there is no managed network to provision.",)

    @pytest.mark.parametrize(("count", "said"), [(19, False), (20, True)])
    def test_time_of_many_hosts(self, count, said):
        """From 20 FQDN rules on, what a change of all of them costs in time is said, and the ways out."""
        rules = [FqdnRule(name=f"h-{number}", destination=f"h{number}.com") for number in range(count)]
        notes = plan(managed_network=network(*rules)).notes
        assert any("20 FQDN rules" in note and "takes 1 to 1.7 hours" in note for note in notes) is said
        assert plan(Options(rules=Placement.INLINE), managed_network=network(*rules)).notes == ()


class TestClientEndpoint:
    SUBNET = f"{GROUP}/providers/Microsoft.Network/virtualNetworks/v/subnets/s"

    def test_subnet(self):
        """The subnet is an input."""
        assert plan(Options(client_endpoint=self.SUBNET)).client_subnet == Given("client_subnet_id", self.SUBNET)

    @pytest.mark.parametrize("subnet", ["s", LAKE, SUBNET.rpartition("/subnets")[0]])
    def test_no_subnet(self, subnet):
        """What is no id of a subnet is refused."""
        with pytest.raises(UsageError, match="full id of a subnet"):
            plan(Options(client_endpoint=subnet))

    def test_project(self):
        """A project is reached through its hub."""
        with pytest.raises(UsageError, match="through its hub"):
            plan(Options(client_endpoint=self.SUBNET), kind=Kind.PROJECT, hub_id=f"{GROUP}/providers/a/b/hub")


class TestVersion:
    def test_default(self):
        """A stable version carries what a YAML file can say, and the provider that knows it is asked for."""
        deployment = plan(managed_network=network(ServiceTagRule(name="a", address_prefixes=("10.0.0.0/8",))))
        assert (deployment.api_version, azapi_constraint(deployment.api_version)) == ("2025-12-01", "~> 2.9")

    def test_preview_when_needed(self):
        """A field that no stable version has makes it a preview."""
        deployment = plan(network_acls=NetworkAcls(default_action="Allow"))
        assert deployment.api_version == "2025-10-01-preview"
        assert plan(allow_roleassignment_on_rg=False).api_version == "2025-10-01-preview"

    def test_option(self):
        """The user's version is taken, in any case, with its provider."""
        deployment = plan(Options(api_version="2026-05-01"))
        assert (deployment.api_version, azapi_constraint(deployment.api_version)) == ("2026-05-01", "~> 2.11")

    @pytest.mark.parametrize(("version", "said"), [("2026-09-01", True), ("2026-05-01", False)])
    def test_not_embedded(self, version, said):
        """A version that no known release of the provider embeds is told."""
        notes = plan(Options(api_version=version)).notes
        assert any(f"embeds the api-version {version}" in note for note in notes) is said

    @pytest.mark.parametrize(
        ("version", "fields", "message"),
        [
            ("2024-10-01", {"provision_network_now": True}, "`provisionNetworkNow`"),
            ("2025-12-01", {"network_acls": NetworkAcls(default_action="Allow")}, "2025-10-01-preview has"),
            ("2025-13-01", {}, "there is no api-version"),
            ("latest", {}, "there is no api-version"),
            ("2023-10-01", {"kind": Kind.PROJECT, "hub_id": f"{GROUP}/providers/a/b/hub"}, "`hubResourceId`"),
            ("2023-10-01", {"kind": Kind.HUB, "default_resource_group": GROUP}, "`workspaceHubConfig`"),
        ],
    )
    def test_refused(self, version, fields, message):
        """A version that does not exist or lacks a field in use is refused."""
        with pytest.raises(UsageError, match=message):
            plan(Options(api_version=version), **fields)

    def test_unknown_release(self):
        """A version that is newer than our table asks for the newest provider that we know."""
        assert azapi_constraint("2030-01-01") == "~> 2.12"

    def test_oldest_provider(self):
        """What is created beside an old workspace is of our days."""
        assert azapi_constraint("2023-10-01") == "~> 2.9"


class TestInputs:
    def test_placeholders(self):
        """Each placeholder is one input, wherever it stands and however it is spelled."""
        deployment = plan(
            description="of <OWNER>",
            storage_account="/subscriptions/<SUBSCRIPTION_ID>/resourceGroups/<GROUP>/providers/a/b/<the-storage>",
            managed_network=network(
                endpoint("/subscriptions/<subscription-id>/resourceGroups/<GROUP>/providers/a/b/<SOURCE>")
            ),
        )
        assert {text: each.name for text, each in deployment.inputs.placeholders.items()} == {
            "<OWNER>": "owner",
            "<SUBSCRIPTION_ID>": "subscription_id",
            "<subscription-id>": "subscription_id",
            "<GROUP>": "group",
            "<the-storage>": "the_storage",
            "<SOURCE>": "source_value",
        }

    @pytest.mark.parametrize(
        ("placeholder", "name"),
        [
            ("SUBSCRIPTION_ID", "subscription_id"),
            ("subscription-id", "subscription_id"),
            ("StorageAccountName", "storage_account_name"),
            ("my group 2", "my_group_2"),
        ],
    )
    def test_names(self, placeholder, name):
        """A placeholder's words are the name."""
        assert input_name(placeholder) == name

    def test_project_location(self):
        """A project without a location has its hub's."""
        hub = "/subscriptions/<LOCATION>/resourceGroups/r/providers/Microsoft.MachineLearningServices/workspaces/h"
        assert plan(kind=Kind.PROJECT, hub_id=f"{GROUP}/providers/a/b/hub").inputs.location is None
        deployment = plan(kind=Kind.PROJECT, hub_id=hub)
        assert deployment.inputs.location is not None
        assert deployment.inputs.placeholders["<LOCATION>"].name == "location"

    @pytest.mark.parametrize("field", ["location", "resource_group"])
    def test_no_default(self, field):
        """Where a placeholder says where it goes, whoever deploys has to say it."""
        deployment = plan(**{field: "<SOMEWHERE>"})
        assert deployment.inputs.location.default is None
        assert deployment.inputs.resource_group_name.default is None

    def test_no_name(self):
        """A placeholder that cannot be the name of a variable is refused."""
        with pytest.raises(RenderError, match="cannot be the name of a variable"):
            plan(storage_account="/subscriptions/<1>/resourceGroups/a")


class TestRefused:
    def test_hub_of_a_project_in_bicep(self):
        """Bicep reads a hub by the parts of its id, and refuses what is none."""
        with pytest.raises(RenderError, match="`hub_id` is not the id"):
            render(Workspace(name="ml-prod", kind=Kind.PROJECT, hub_id="hub"), target=Target.BICEP)

    @pytest.mark.parametrize(
        ("fields", "message"),
        [
            ({"name": Unknown("it is computed")}, "`name` cannot be written: it is not known"),
            ({"kind": Kind.FEATURE_STORE}, "feature store"),
            ({"kind": Kind.PROJECT}, "`hub_id`"),
            ({"kind": Kind.PROJECT, "hub_id": LAKE, "storage_account": STORAGE}, "no `storage_account` of its own"),
            ({"managed_network": ManagedNetwork()}, "no `isolation_mode`"),
            ({"managed_network": Unknown("a variable")}, "`managed_network` cannot be written"),
            ({"managed_network": network(UndecidedRule(name="a"))}, "`a` cannot be written"),
            ({"managed_network": network(FqdnRule(destination="a"))}, "has no name"),
            ({"managed_network": network(FqdnRule(name="a"))}, "destination of `a` is missing"),
            ({"description": Unknown("x")}, "`description` cannot be written"),
            ({"tags": {"env": Unknown("x")}}, "the tag `env` cannot be written"),
            ({"tags": {"env": None}}, "the tag `env` has no value"),
            ({"network_acls": NetworkAcls()}, "no `default_action`"),
            ({"location": Unknown("x")}, "`location` cannot be written"),
            ({"managed_network": network(*[FqdnRule(name="a", destination="b")] * 2)}, "two outbound rules"),
            ({"managed_network": network(endpoint(None))}, "`service_resource_id` of `lake` is missing"),
            ({"managed_network": network(endpoint(Unknown("x")))}, "`service_resource_id` of `lake` cannot"),
        ],
    )
    def test_message(self, fields, message):
        """A workspace that cannot be written is refused with the reason; nothing is guessed."""
        with pytest.raises(RenderError, match=message):
            plan(**fields)
