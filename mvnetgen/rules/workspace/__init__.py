"""
Rules about the workspace, what it depends on, its computes, and how its network is provisioned.

One cause, one finding; what comes first silences what follows:

* `spark-not-provisioned` before `network-not-provisioned`: rules for Spark need a provisioning of their own, and that one
  provisions the network too.
* `provision-without-network` speaks with isolation off only, `network-not-provisioned` with isolation on only.
* `spark-without-storage-endpoint` asks for an endpoint, `spark-not-provisioned` for the provisioning: two causes.
* `missing-container-registry` without a registry, `missing-image-build-compute` with one.
* `unsuitable-default-storage`, `untrusted-azure-services` and `datastore-auth-mismatch` judge three different settings.
* `unreachable-workspace` with public access off, `public-workspace` with it on.
* `unsupported-compute` before `custom-subnet` and `compute-region-mismatch`: the compute must go anyway.
* A project shares the network and the public access of its hub: only the hub is judged.
"""

from mvnetgen.rules.rule import Rule
from mvnetgen.rules.workspace.batch_without_queue_and_table import batch_without_queue_and_table
from mvnetgen.rules.workspace.compute_before_provisioning import compute_before_provisioning
from mvnetgen.rules.workspace.compute_region_mismatch import compute_region_mismatch
from mvnetgen.rules.workspace.compute_without_way_in import compute_without_way_in
from mvnetgen.rules.workspace.custom_subnet import custom_subnet
from mvnetgen.rules.workspace.datastore_auth_mismatch import datastore_auth_mismatch
from mvnetgen.rules.workspace.deployer_role_not_enough import deployer_role_not_enough
from mvnetgen.rules.workspace.failed_outbound_rule import failed_outbound_rule
from mvnetgen.rules.workspace.image_build_without_hosts import image_build_without_hosts
from mvnetgen.rules.workspace.missing_container_registry import missing_container_registry
from mvnetgen.rules.workspace.missing_image_build_compute import missing_image_build_compute
from mvnetgen.rules.workspace.missing_reader_role import missing_reader_role
from mvnetgen.rules.workspace.network_not_provisioned import network_not_provisioned
from mvnetgen.rules.workspace.primary_identity_not_assigned import primary_identity_not_assigned
from mvnetgen.rules.workspace.provision_without_network import provision_without_network
from mvnetgen.rules.workspace.public_workspace import public_workspace
from mvnetgen.rules.workspace.resource_lock import resource_lock
from mvnetgen.rules.workspace.serverless_without_subnet import serverless_without_subnet
from mvnetgen.rules.workspace.spark_not_provisioned import spark_not_provisioned
from mvnetgen.rules.workspace.spark_with_public_access import spark_with_public_access
from mvnetgen.rules.workspace.spark_without_storage_endpoint import spark_without_storage_endpoint
from mvnetgen.rules.workspace.unreachable_default_storage import unreachable_default_storage
from mvnetgen.rules.workspace.unreachable_workspace import unreachable_workspace
from mvnetgen.rules.workspace.unsuitable_default_storage import unsuitable_default_storage
from mvnetgen.rules.workspace.unsupported_compute import unsupported_compute
from mvnetgen.rules.workspace.untrusted_azure_services import untrusted_azure_services
from mvnetgen.rules.workspace.v1_legacy_mode import v1_legacy_mode

RULES: tuple[Rule, ...] = (
    public_workspace,
    unreachable_workspace,
    unreachable_default_storage,
    missing_reader_role,
    missing_image_build_compute,
    image_build_without_hosts,
    missing_container_registry,
    network_not_provisioned,
    failed_outbound_rule,
    compute_before_provisioning,
    provision_without_network,
    spark_not_provisioned,
    spark_without_storage_endpoint,
    spark_with_public_access,
    batch_without_queue_and_table,
    custom_subnet,
    serverless_without_subnet,
    compute_region_mismatch,
    unsupported_compute,
    compute_without_way_in,
    untrusted_azure_services,
    unsuitable_default_storage,
    datastore_auth_mismatch,
    v1_legacy_mode,
    primary_identity_not_assigned,
    resource_lock,
    deployer_role_not_enough,
)
