"""
Times `mvnetgen generate`: the whole process for one file, beside azure-ai-ml loading the same file; and many workspaces of
20 outbound rules as Terraform and Bicep in one process, with how seconds and memory grow.

    MVNETGEN_SDK_PYTHON=/path/to/python python benchmarks/generate.py [--largest 1000] [--write docs/benchmarks.md]

MVNETGEN_SDK_PYTHON is an interpreter that has azure-ai-ml; without it, that is left out.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import tempfile
import time
from pathlib import Path

from measure import Command, beside, machine, measure, megabytes, report, seconds, table

from mvnetgen.generate import Options, Target, render
from mvnetgen.model.workspace import (
    FqdnRule,
    IsolationMode,
    ManagedNetwork,
    OutboundRule,
    PrivateEndpointRule,
    ServiceTagRule,
    Workspace,
)

SUBSCRIPTION = "/subscriptions/11111111-2222-4333-8444-555555555555"


TARGETS = "Target: one file at least five times as fast as azure-ai-ml loads it.\n"
MANY = "Workspaces of 20 outbound rules, each as Terraform and as Bicep, in one process; memory is the peak so far.\n"


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
    return kilobytes / (1e6 if sys.platform == "darwin" else 1e6 / 1024)


FILE = """\
name: ml-prod
location: westeurope
resource_group: rg-ml
storage_account: SUBSCRIPTION/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/stml
managed_network:
  isolation_mode: allow_only_approved_outbound
  outbound_rules:
    - name: pypi
      type: fqdn
      destination: pypi.org
    - name: factory
      type: service_tag
      destination: {service_tag: DataFactory, protocol: TCP, port_ranges: "443"}
    - name: lake
      type: private_endpoint
      destination:
        service_resource_id: SUBSCRIPTION/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/stlake
        subresource_target: dfs
        spark_enabled: false
""".replace("SUBSCRIPTION", SUBSCRIPTION)
LOAD = "import sys; from azure.ai.ml import load_workspace; assert load_workspace(sys.argv[1]).managed_network"


def one_file(runs: int) -> str:
    """The whole process for one file, as a table."""
    sdk = os.environ.get("MVNETGEN_SDK_PYTHON")
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "workspace.yml"
        file.write_text(FILE, encoding="utf-8")
        out = str(Path(name) / "out")
        ours = [
            [sys.executable, "-m", "mvnetgen", "generate", "--target", target, "--out", f"{out}-{target}", str(file)]
            for target in ("terraform", "bicep")
        ]
        theirs = [[sdk, "-c", LOAD, str(file)]] if sdk else []
        costs = measure([Command(words, codes=(0,)) for words in (*ours, *theirs)], runs)
    names = [
        "`mvnetgen generate --target terraform`",
        "`mvnetgen generate --target bicep`",
        "azure-ai-ml: load the file",
    ]
    rows = [
        [
            name,
            seconds(cost.wall),
            seconds(cost.cpu),
            megabytes(cost.memory),
            beside(cost, costs[0]) if cost is not costs[0] else "",
        ]
        for name, cost in zip(names, costs, strict=False)
    ]
    return table(["one file", "seconds", "CPU", "memory", "beside Terraform"], rows)


def many(largest: int) -> str:
    """How seconds and memory grow with the number of workspaces, as a table."""
    run(1)  # templates are compiled once
    rows = []
    for count in [*(count for count in (10, 100) if count < largest), largest]:
        taken, written = run(count)
        each = f"{taken / count * 1000:.1f} ms"
        rows.append([f"{count:,}", seconds(taken), each, f"{peak():.0f} MB", f"{written / 1e6:.1f} MB"])
    return table(["workspaces", "seconds", "for each", "peak memory", "written"], rows, words=0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--largest", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--write", type=Path, metavar="PAGE")
    arguments = parser.parse_args()
    where = f"{machine()} Median of {arguments.runs} runs."
    grown = many(arguments.largest)
    text = f"## Generate\n\n{where}\n\n{TARGETS}\n{one_file(arguments.runs)}\n{MANY}\n{grown}"
    report("generate", text, arguments.write)


if __name__ == "__main__":
    main()
