"""
Generates many workspaces of 20 outbound rules as Terraform and Bicep in one process: seconds and memory, and how they grow.

    python benchmarks/generate.py [--largest 1000]
"""

from __future__ import annotations

import argparse
import resource
import sys
import time

from mvnetgen.model import (
    FqdnRule,
    IsolationMode,
    ManagedNetwork,
    OutboundRule,
    PrivateEndpointRule,
    ServiceTagRule,
    Workspace,
)
from mvnetgen.render import Options, Target, render

SUBSCRIPTION = "/subscriptions/11111111-2222-4333-8444-555555555555"


def workspace(number: int) -> Workspace:
    """A workspace with 20 rules of every kind."""
    rules: list[OutboundRule] = [
        FqdnRule(name=f"host-{index}", destination=f"host-{index}.contoso.com") for index in range(10)
    ]
    rules += [
        ServiceTagRule(name=f"tag-{index}", service_tag="DataFactory", protocol="TCP", port_ranges=str(443 + index))
        for index in range(5)
    ]
    rules += [
        PrivateEndpointRule(
            name=f"lake-{index}",
            service_resource_id=(
                f"{SUBSCRIPTION}/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/st{number}x{index}"
            ),
            subresource_target="dfs",
            spark_enabled=False,
        )
        for index in range(5)
    ]
    network = ManagedNetwork(isolation_mode=IsolationMode.APPROVED, outbound_rules=tuple(rules))
    return Workspace(name=f"ml-{number}", location="westeurope", tags={"env": "prod"}, managed_network=network)


def run(count: int) -> tuple[float, int]:
    """Seconds and characters for so many workspaces, both targets."""
    options = Options(source="workspace.yml")
    start = time.perf_counter()
    written = 0
    for number in range(count):
        for target in Target:
            written += sum(map(len, render(workspace(number), options, target).values()))
    return time.perf_counter() - start, written


def peak() -> float:
    """The most memory that this process has held, in MB."""
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return kilobytes / (1024 * 1024 if sys.platform == "darwin" else 1024)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--largest", type=int, default=1000)
    largest = parser.parse_args().largest
    run(1)  # templates are compiled once
    print("workspaces  seconds  per workspace  peak memory  written")
    counts = [count for count in (10, 100) if count < largest]
    for count in [*counts, largest]:
        seconds, written = run(count)
        each = f"{seconds / count * 1000:.1f} ms"
        print(f"{count:>10}  {seconds:>7.2f}  {each:>13}  {peak():>8.1f} MB  {written / 1e6:>5.1f} MB")


if __name__ == "__main__":
    main()
