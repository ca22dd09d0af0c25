from collections.abc import Iterator

from mvnetgen.azure.network_owner import NetworkOwner
from mvnetgen.model.estate import Estate
from mvnetgen.model.neighbours import COMPUTE, ONLINE_ENDPOINT, text
from mvnetgen.rules.matching import Match, names_workspace
from mvnetgen.rules.rule import Problem, Severity, rule

UNSUPPORTED = {
    "kubernetes": "an attached Kubernetes cluster",
    "aks": "an AKS cluster",
    "virtualmachine": "an attached virtual machine",
}
"""Compute types that a managed network cannot hold."""
_ON_KUBERNETES = ("k8s", "kubernetes")


@rule(Severity.ERROR, since="0.1.0", owners=(NetworkOwner.WORKSPACE,))
def unsupported_compute(estate: Estate) -> Iterator[Problem]:
    """
    A Kubernetes cluster, an endpoint on one, or an attached virtual machine with a managed network.

    ## Why

    A managed network holds compute instances, clusters, serverless compute and managed online endpoints. Kubernetes clusters and attached
    machines stand in networks of their own and are not supported with it.

    Source: https://learn.microsoft.com/azure/machine-learning/how-to-managed-network#limitations

    ## Fix

    Use a compute that Azure manages, or attach the cluster to a workspace without isolation.
    """
    for _, declaration in estate.workspaces():
        network = declaration.workspace.network
        if network is None or not network.isolated:
            continue
        for compute in estate.neighbours_of(COMPUTE):
            kind = text(compute, "compute_type")
            if not isinstance(kind, str) or kind not in UNSUPPORTED:
                continue
            if names_workspace(text(compute, "workspace"), declaration, estate) is Match.YES:
                message = (
                    f"`{compute.address}` is {UNSUPPORTED[kind]}, which a workspace with a managed network cannot use"
                )
                help_ = "use a compute cluster, a compute instance or a managed online endpoint"
                yield Problem(compute.route, message, help_)
        for endpoint in estate.neighbours_of(ONLINE_ENDPOINT):
            served = text(endpoint, "kind") in _ON_KUBERNETES or isinstance(text(endpoint, "compute"), str)
            if served and names_workspace(text(endpoint, "workspace"), declaration, estate) is Match.YES:
                message = f"`{endpoint.address}` is served by a Kubernetes cluster, which a workspace with a managed network cannot use"
                yield Problem(endpoint.route, message, "use a managed online endpoint")
