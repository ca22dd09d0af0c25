"""Rules that ask about the neighbours of a workspace, on estates made by hand."""

import pytest

from mvnetgen.model.estate import Form, Provision, RuleResource
from mvnetgen.model.neighbours import BATCH_ENDPOINT, COMPUTE, KEY_VAULT, LOCK, PRIVATE_ENDPOINT, REGISTRY, STORAGE
from mvnetgen.model.workspace import (
    IsolationMode,
    Kind,
    PublicAccess,
    ServerlessCompute,
    UndecidedRule,
)
from mvnetgen.rules.index import RULES_BY_NAME
from mvnetgen.rules.rule import Severity
from mvnetgen.text.document import Unknown
from tests.rules.estates import WORKSPACE, endpoint, estate, messages, neighbour, problems, ref, workspace

UNKNOWN = Unknown("a variable has no default")
DATA = ref("azurerm_storage_account.data")
KV = ref("azurerm_key_vault.kv")
ACR = ref("azurerm_container_registry.images")
SELF = ref(WORKSPACE)


def storage(**settings):
    return neighbour("azurerm_storage_account.data", STORAGE, **settings)


def provision(with_spark):
    """An action that provisions the network."""
    return (Provision("azapi_resource_action.provision", with_spark),)


def vault(**settings):
    return neighbour("azurerm_key_vault.kv", KEY_VAULT, **settings)


def registry(**settings):
    return neighbour("azurerm_container_registry.images", REGISTRY, **settings)


class TestPrivateEndpoints:
    """Rules about private endpoint rules that need a look at the target."""

    def test_type_of_an_azapi_target_is_the_neighbours(self) -> None:
        """The type of `azapi_resource.openai.id` is known from the resource."""
        openai = neighbour("azapi_resource.openai", "microsoft.cognitiveservices/accounts")
        bus = neighbour("azapi_resource.bus", "microsoft.servicebus/namespaces")
        rules = (
            endpoint(ref("azapi_resource.openai"), "openai"),
            endpoint(ref("azapi_resource.bus"), "namespace", "bus"),
        )
        judged = estate(workspace(*rules), openai, bus)

        assert len(messages(RULES_BY_NAME["invalid-subresource"], judged)) == 1
        assert len(messages(RULES_BY_NAME["unsupported-private-endpoint-target"], judged)) == 1

    def test_part_of_a_resource_is_no_target(self) -> None:
        """A container of an account is named as what it is; another attribute than the id says nothing."""
        rule = RULES_BY_NAME["unsupported-private-endpoint-target"]

        (message,) = messages(rule, estate(workspace(endpoint(ref("azurerm_storage_container.c")))))
        assert "a part of Azure Storage" in message
        assert (
            messages(rule, estate(workspace(endpoint(ref("azurerm_storage_container.c", "storage_account_id"))))) == []
        )

    @pytest.mark.parametrize("target", [UNKNOWN, ref("var.target"), ref("module.data", "id"), None])
    def test_unknown_target_is_silent(self, target: object) -> None:
        """Nothing is said about a target that nobody knows."""
        rules = endpoint(target, "anything"), endpoint(target, "anything", "again")
        judged = estate(workspace(*rules))
        for name in ("unsupported-private-endpoint-target", "invalid-subresource", "private-endpoint-already-required"):
            assert messages(RULES_BY_NAME[name], judged) == []

    @pytest.mark.parametrize(
        ("one", "other", "count"),
        [
            (DATA, DATA, 1),
            (ref("azurerm_storage_account.d", "id"), ref("azurerm_storage_account.e", "id"), 0),
            (ref('azurerm_storage_account.d["a"]'), ref('azurerm_storage_account.d["b"]'), 0),
            (ref('azurerm_storage_account.d["a"]'), ref("azurerm_storage_account.d"), 0),
            (ref("module.data", "id"), ref("module.data", "id"), 1),
            (ref("module.data", "id"), ref("module.data", "other_id"), 0),
            (UNKNOWN, UNKNOWN, 0),
        ],
    )
    def test_duplicate_needs_certainty(self, one: object, other: object, count: int) -> None:
        """Two rules are twins only when they certainly lead to one resource."""
        judged = estate(workspace(endpoint(one), endpoint(other, name="again")))

        assert len(messages(RULES_BY_NAME["duplicate-private-endpoint"], judged)) == count

    def test_required_in_internet_mode_only_for_what_is_private(self) -> None:
        """With internet outbound the service adds endpoints to dependencies without public access."""
        rule = RULES_BY_NAME["private-endpoint-already-required"]
        judged = workspace(endpoint(DATA), mode=IsolationMode.INTERNET, storage_account=DATA)

        assert len(messages(rule, estate(judged, storage(public_network_access="Disabled")))) == 1
        assert messages(rule, estate(judged, storage())) == []
        assert messages(rule, estate(judged, storage(public_network_access=UNKNOWN))) == []
        assert messages(rule, estate(judged)) == []

    def test_required_to_the_workspace_itself(self) -> None:
        """A separate rule to the own workspace repeats the service's, unless public access is on."""
        rule = RULES_BY_NAME["private-endpoint-already-required"]
        to_self = endpoint(SELF, "amlworkspace", "self")
        route = ("workspaces", 0, "managed_network", "outbound_rules", 0)
        separate = (RuleResource(route, "azapi_resource.self", Form.AZAPI, "outboundRules"),)
        closed = workspace(to_self, public_network_access=PublicAccess.DISABLED)
        opened = workspace(to_self, public_network_access=PublicAccess.ENABLED)

        assert len(messages(rule, estate(closed, rule_resources=separate))) == 1
        assert messages(rule, estate(opened, rule_resources=separate)) == []
        for judged in (closed, opened):
            assert messages(RULES_BY_NAME["private-endpoint-to-self"], estate(judged, rule_resources=separate)) == []

    def test_adls_counts_what_may_be_blob(self) -> None:
        """A rule whose sub-resource or target is not known may be the missing one."""
        rule = RULES_BY_NAME["adls-without-blob"]
        dfs = endpoint(DATA, "dfs")

        assert len(messages(rule, estate(workspace(dfs)))) == 1
        assert messages(rule, estate(workspace(dfs, endpoint(DATA, UNKNOWN, "other")))) == []
        assert messages(rule, estate(workspace(dfs, endpoint(ref("var.account"), "blob", "other")))) == []
        assert (
            len(messages(rule, estate(workspace(dfs, endpoint(ref("azurerm_storage_account.b"), "blob", "other")))))
            == 1
        )

    def test_application_gateway_of_azurerm_is_another_rules(self) -> None:
        """azurerm has no argument for hosts, so the missing ones are not asked for."""
        rule = RULES_BY_NAME["application-gateway-without-fqdns"]
        judged = workspace(endpoint(ref("azurerm_application_gateway.gw"), "frontend"))

        assert len(messages(rule, estate(judged))) == 1
        assert messages(rule, estate(judged, form=Form.AZURERM)) == []

    def test_service_endpoint_conflict(self) -> None:
        """Subnets of the target are named once, unknown or empty ones are not."""
        rule = RULES_BY_NAME["service-endpoint-conflict"]
        judged = workspace(endpoint(DATA), endpoint(DATA, "dfs", "data-dfs"))

        (problem,) = problems(rule, estate(judged, storage(subnet_ids=[ref("azurerm_subnet.clients")])))
        assert problem.route == ("neighbours", 0, "subnet_ids")
        for subnets in ([], UNKNOWN, None):
            assert messages(rule, estate(judged, storage(subnet_ids=subnets))) == []
        other = neighbour("azurerm_storage_account.other", STORAGE, subnet_ids=[ref("azurerm_subnet.clients")])
        assert messages(rule, estate(judged, other)) == []

    def test_registry_not_premium(self) -> None:
        """The SKU of the registry is what is wrong; with internet outbound only an explicit rule needs Premium."""
        rule = RULES_BY_NAME["registry-not-premium"]
        judged = workspace(container_registry=ACR)
        internet = workspace(container_registry=ACR, mode=IsolationMode.INTERNET)
        by_rule = workspace(endpoint(ACR, "registry"), mode=IsolationMode.INTERNET)

        (problem,) = problems(rule, estate(judged, registry(sku="Basic")))
        assert problem.route == ("neighbours", 0, "sku")
        assert len(messages(rule, estate(by_rule, registry(sku="standard")))) == 1
        assert messages(rule, estate(internet, registry(sku="Basic"))) == []
        for sku in ("Premium", UNKNOWN, None):
            assert messages(rule, estate(judged, registry(sku=sku))) == []


class TestWorkspace:
    """Rules about a workspace and what stands around it."""

    @pytest.mark.parametrize(
        ("targets", "count"),
        [
            ([], 1),
            ([SELF], 0),
            ([ref(WORKSPACE, "output", "id")], 0),
            ([ref("var.target")], 0),
            ([UNKNOWN], 0),
            ([None], 0),
            ([DATA], 1),
            ([DATA, SELF], 0),
        ],
    )
    def test_unreachable(self, targets: list[object], count: int) -> None:
        """A closed workspace is unreachable when every private endpoint certainly leads elsewhere."""
        rule = RULES_BY_NAME["unreachable-workspace"]
        endpoints = [neighbour("azurerm_private_endpoint.e", PRIVATE_ENDPOINT, target=each) for each in targets]
        judged = workspace(public_network_access=PublicAccess.DISABLED)

        assert len(messages(rule, estate(judged, *endpoints))) == count
        assert messages(rule, estate(judged, *endpoints, sees=False)) == []

    def test_open_or_unknown_workspace_is_not_unreachable(self) -> None:
        """Only certainly closed workspaces are unreachable; a project is reached through its hub."""
        rule = RULES_BY_NAME["unreachable-workspace"]
        for access in (PublicAccess.ENABLED, UNKNOWN, None):
            assert messages(rule, estate(workspace(public_network_access=access))) == []
        project = workspace(public_network_access=PublicAccess.DISABLED, kind=Kind.PROJECT)
        assert messages(rule, estate(project)) == []

    @pytest.mark.parametrize("form", [Form.AZAPI, Form.AI_FOUNDRY, Form.YAML])
    def test_public_by_default(self, form: Form) -> None:
        """Left out means public, in every form that leaves it to Azure."""
        rule = RULES_BY_NAME["public-workspace"]

        assert len(messages(rule, estate(workspace(), form=form))) == 1

    def test_public_is_silent_where_nobody_knows(self) -> None:
        """An unknown value, the AVM module's own default and a workspace of another configuration are left alone."""
        rule = RULES_BY_NAME["public-workspace"]

        assert messages(rule, estate(workspace(public_network_access=UNKNOWN))) == []
        assert messages(rule, estate(workspace(), form=Form.AVM)) == []
        assert messages(rule, estate(workspace(), declared=False)) == []
        assert messages(rule, estate(workspace(ip_allowlist=("20.1.2.3",)))) == []
        assert messages(rule, estate(workspace(ip_allowlist=UNKNOWN))) == []

    def test_image_build_compute(self) -> None:
        """A registry that is certainly private needs a compute; in Terraform nothing is said about others."""
        rule = RULES_BY_NAME["missing-image-build-compute"]
        closed = {"container_registry": ACR, "public_network_access": PublicAccess.DISABLED}
        judged = workspace(**closed)

        (problem,) = problems(rule, estate(judged, registry(sku="Premium", public_network_access="disabled")))
        assert problem.severity is None
        assert len(messages(rule, estate(judged, registry(default_action="Deny")))) == 1
        assert messages(rule, estate(judged, registry(sku="Premium"))) == []
        assert messages(rule, estate(judged, registry(public_network_access=UNKNOWN))) == []
        assert messages(rule, estate(judged)) == []
        named = workspace(**closed, image_build_compute=UNKNOWN)
        assert messages(rule, estate(named, registry(public_network_access="disabled"))) == []

    def test_provisioning_and_its_precedence(self) -> None:
        """Rules for Spark ask for their own provisioning, and only for that."""
        network, spark = RULES_BY_NAME["network-not-provisioned"], RULES_BY_NAME["spark-not-provisioned"]
        plain, with_spark = workspace(endpoint(DATA)), workspace(endpoint(DATA, spark_enabled=True))

        assert (len(messages(network, estate(plain))), len(messages(spark, estate(plain)))) == (1, 0)
        assert (len(messages(network, estate(with_spark))), len(messages(spark, estate(with_spark)))) == (0, 1)
        for known in (True, UNKNOWN):
            assert messages(network, estate(plain, provisions=provision(known))) == []
            assert messages(spark, estate(with_spark, provisions=provision(known))) == []
        (problem,) = problems(spark, estate(with_spark, provisions=provision(False)))
        assert "with Spark" in problem.message
        assert problem.severity is None
        (problem,) = problems(spark, estate(with_spark, form=Form.YAML))
        assert problem.severity is Severity.INFO

    def test_spark_without_storage(self) -> None:
        """Provisioning with Spark asks for an endpoint to storage; what is not known may be one."""
        rule = RULES_BY_NAME["spark-without-storage-endpoint"]

        assert len(messages(rule, estate(workspace(), provisions=provision(True)))) == 1
        assert (
            len(messages(rule, estate(workspace(endpoint(DATA, spark_enabled=False)), provisions=provision(True)))) == 1
        )
        for outbound in (
            endpoint(DATA, spark_enabled=True),
            endpoint(DATA, spark_enabled=UNKNOWN),
            endpoint(UNKNOWN, spark_enabled=True),
            UndecidedRule(name="x"),
        ):
            assert messages(rule, estate(workspace(outbound), provisions=provision(True))) == []

    def test_batch(self) -> None:
        """A batch endpoint of this workspace asks for what certainly is missing."""
        rule = RULES_BY_NAME["batch-without-queue-and-table"]
        batch = neighbour("azapi_resource.batch", BATCH_ENDPOINT, workspace=SELF)
        elsewhere = neighbour("azapi_resource.batch", BATCH_ENDPOINT, workspace=ref("azapi_resource.other"))
        own = {"storage_account": DATA}

        (message,) = messages(rule, estate(workspace(endpoint(DATA, "queue"), **own), batch))
        assert "`table`" in message
        assert "`queue`" not in message
        both = endpoint(DATA, "queue"), endpoint(DATA, "Table", "t")
        assert messages(rule, estate(workspace(*both, **own), batch)) == []
        assert messages(rule, estate(workspace(endpoint(DATA, UNKNOWN), **own), batch)) == []
        assert messages(rule, estate(workspace(**own), elsewhere)) == []
        assert messages(rule, estate(workspace(**own))) == []
        assert messages(rule, estate(workspace(UndecidedRule(name="x"), **own), batch)) == []

    def test_custom_subnet(self) -> None:
        """A subnet is wrong for serverless compute and for computes of the isolated workspace."""
        rule = RULES_BY_NAME["custom-subnet"]
        cluster = {"compute_type": "AmlCompute", "workspace": SELF}

        def compute(**settings):
            return neighbour("azurerm_machine_learning_compute_cluster.cpu", COMPUTE, **{**cluster, **settings})

        assert len(messages(rule, estate(workspace(), compute(subnet=ref("azurerm_subnet.ml"))))) == 1
        assert (
            len(messages(rule, estate(workspace(serverless_compute=ServerlessCompute(custom_subnet="/subnets/x")))))
            == 1
        )
        for subnet in (None, UNKNOWN, ref("var.subnet")):
            assert messages(rule, estate(workspace(), compute(subnet=subnet))) == []
            assert messages(rule, estate(workspace(serverless_compute=ServerlessCompute(custom_subnet=subnet)))) == []
        other = compute(subnet=ref("azurerm_subnet.ml"), workspace=ref("azurerm_machine_learning_workspace.other"))
        assert messages(rule, estate(workspace(), other)) == []
        assert messages(rule, estate(workspace(mode=None), compute(subnet=ref("azurerm_subnet.ml")))) == []
        assert messages(rule, estate(workspace(mode=UNKNOWN), compute(subnet=ref("azurerm_subnet.ml")))) == []

    def test_compute_region(self) -> None:
        """Regions differ only when both are known and differ beyond case and blanks; instances have none of their own."""
        rule = RULES_BY_NAME["compute-region-mismatch"]

        def found(location: object, kind: str = "AmlCompute", mine: object = "westeurope") -> int:
            compute = neighbour("x.cpu", COMPUTE, compute_type=kind, workspace=SELF, location=location)
            return len(messages(rule, estate(workspace(location=mine), compute)))

        assert found("northeurope") == 1
        assert found("West Europe") == 0
        assert found(ref("azurerm_resource_group.rg", "location")) == 0
        assert found("northeurope", mine=UNKNOWN) == 0
        assert found("northeurope", "ComputeInstance") == 0
        assert found(None) == 0

    @pytest.mark.parametrize(
        ("kind", "count"),
        [("Kubernetes", 1), ("AKS", 1), ("VirtualMachine", 1), ("AmlCompute", 0), ("ComputeInstance", 0), (UNKNOWN, 0)],
    )
    def test_unsupported_compute(self, kind: object, count: int) -> None:
        """Kubernetes and attached machines do not go with a managed network, and are not also in a wrong region."""
        compute = neighbour(
            "x.c", COMPUTE, compute_type=kind, workspace=SELF, location="northeurope", subnet="/subnets/x"
        )
        judged = estate(workspace(location="westeurope"), compute)

        assert len(messages(RULES_BY_NAME["unsupported-compute"], judged)) == count
        if count:
            assert messages(RULES_BY_NAME["compute-region-mismatch"], judged) == []
            assert messages(RULES_BY_NAME["custom-subnet"], judged) == []

    def test_untrusted_azure_services(self) -> None:
        """A private dependency must let Azure services pass; they pass when nothing is said."""
        rule = RULES_BY_NAME["untrusted-azure-services"]
        judged = workspace(storage_account=DATA, key_vault=KV, container_registry=ACR)

        def found(*neighbours) -> int:
            return len(messages(rule, estate(judged, *neighbours)))

        assert found(storage(default_action="Deny", bypass=["None"])) == 1
        assert found(storage(default_action="Deny", bypass=["Logging", "Metrics"])) == 1
        assert found(vault(public_network_access="Disabled", bypass="None")) == 1
        assert found(registry(public_network_access="disabled", bypass="None")) == 1
        assert found(storage(default_action="Deny", bypass=["AzureServices"])) == 0
        assert found(storage(default_action="Deny")) == 0
        assert found(storage(default_action="Deny", bypass=UNKNOWN)) == 0
        assert found(storage(default_action="Deny", bypass=[UNKNOWN])) == 0
        assert found(storage(default_action="Deny", bypass=["None"], resource_access_rules=[ref("x.y")])) == 0
        assert found(storage(bypass=["None"])) == 0
        assert found(storage(public_network_access=UNKNOWN, bypass=["None"])) == 0

    def test_unsuitable_default_storage(self) -> None:
        """Premium and hierarchical accounts are no default storage; a feature store may have a hierarchy."""
        rule = RULES_BY_NAME["unsuitable-default-storage"]

        def found(account, **fields) -> int:
            return len(messages(rule, estate(workspace(storage_account=DATA, **fields), account)))

        assert found(storage(sku_tier="Premium")) == 1
        assert found(storage(is_hns_enabled=True)) == 1
        assert found(storage(is_hns_enabled=True, sku_tier="premium")) == 1
        assert found(storage(is_hns_enabled=True), kind=Kind.FEATURE_STORE) == 0
        assert found(storage(sku_tier="Standard", is_hns_enabled=False)) == 0
        assert found(storage(sku_tier=UNKNOWN, is_hns_enabled=UNKNOWN)) == 0
        assert messages(rule, estate(workspace(), storage(is_hns_enabled=True))) == []

    def test_datastore_auth(self) -> None:
        """Keys that are off are a mismatch unless the datastores use identities, or nobody knows."""
        rule = RULES_BY_NAME["datastore-auth-mismatch"]

        def found(mode: object, keys: object = False) -> int:
            judged = workspace(storage_account=DATA, system_datastores_auth_mode=mode)
            return len(messages(rule, estate(judged, storage(shared_access_key_enabled=keys))))

        assert found(None) == 1
        assert found("AccessKey") == 1
        assert found("identity") == 0
        assert found("UserDelegationSAS") == 0
        assert found(UNKNOWN) == 0
        assert found(None, keys=True) == 0
        assert found(None, keys=None) == 0
        assert found(None, keys=UNKNOWN) == 0

    @pytest.mark.parametrize(
        ("scope", "count"),
        [
            (SELF, 1),
            (ref("azurerm_resource_group.ml"), 1),
            (ref("azurerm_resource_group.other"), 0),
            (ref("data.azurerm_resource_group.x"), 0),
            (DATA, 0),
            (ref("var.scope"), 0),
            (UNKNOWN, 0),
            ("/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/other", 0),
        ],
    )
    def test_lock(self, scope: object, count: int) -> None:
        """A lock on the workspace or on its group may stand in the way; one that is perhaps elsewhere does not."""
        lock = neighbour("azurerm_management_lock.l", LOCK, scope=scope, level="CanNotDelete")
        judged = workspace(resource_group=ref("azurerm_resource_group.ml", "name"))

        assert len(messages(RULES_BY_NAME["resource-lock"], estate(judged, lock))) == count

    def test_v1_legacy_mode(self) -> None:
        """Only the written `true` is legacy mode."""
        rule = RULES_BY_NAME["v1-legacy-mode"]

        assert len(messages(rule, estate(workspace(v1_legacy_mode=True)))) == 1
        for value in (False, UNKNOWN, None):
            assert messages(rule, estate(workspace(v1_legacy_mode=value))) == []
