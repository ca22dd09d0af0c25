"""
Times `mvnetgen lint` on trees that it generates: one file, 400 modules, 5,000 files without machine learning; beside
checkov and `grep -r` on the same trees, in the same run.

    MVNETGEN_CHECKOV=/path/to/checkov python benchmarks/lint.py [--runs 5] [--write docs/benchmarks.md]

Without MVNETGEN_CHECKOV, checkov is left out.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from measure import Command, Cost, beside, machine, measure, megabytes, report, seconds, table

MODULES = 400
FILES = 5000

WORKSPACE = """\
resource "azapi_resource" "workspace" {
  type      = "Microsoft.MachineLearningServices/workspaces@2024-10-01"
  name      = var.name
  parent_id = "/subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rg-NUMBER"
  location  = "westeurope"
  identity {
    type = "SystemAssigned"
  }
  body = {
    properties = {
      publicNetworkAccess = "Disabled"
      storageAccount      = azurerm_storage_account.lake.id
      managedNetwork = {
        isolationMode = var.approved_only ? "AllowOnlyApprovedOutbound" : "AllowInternetOutbound"
        outboundRules = merge(
          { for host in var.hosts : replace(host, ".", "-") => { type = "FQDN", destination = host } },
          {
            factory = {
              type        = "ServiceTag"
              destination = { serviceTag = "DataFactory", protocol = "TCP", portRanges = "443" }
            }
            lake = {
              type = "PrivateEndpoint"
              destination = {
                serviceResourceId = azurerm_storage_account.lake.id
                subresourceTarget = "dfs"
                sparkEnabled      = false
              }
            }
          },
        )
      }
    }
  }
}

resource "azurerm_storage_account" "lake" {
  name                     = "lakeNUMBER"
  resource_group_name      = "rg-NUMBER"
  location                 = "westeurope"
  account_tier             = "Standard"
  account_replication_type = "ZRS"
  is_hns_enabled           = true
}
"""
VARIABLES = """\
variable "name" {
  type    = string
  default = "ml-NUMBER"
}

variable "approved_only" {
  type    = bool
  default = true
}

variable "hosts" {
  type    = list(string)
  default = ["pypi.org", "*.pythonhosted.org", "host-NUMBER.contoso.com"]
}
"""
YAML = """\
$schema: https://azuremlschemas.azureedge.net/latest/workspace.schema.json
name: ml-prod
location: westeurope
managed_network:
  isolation_mode: allow_only_approved_outbound
  outbound_rules:
    - {name: pypi, type: fqdn, destination: pypi.org}
    - name: factory
      type: service_tag
      destination: {service_tag: DataFactory, protocol: TCP, port_ranges: "443"}
"""
KINDS = ("azurerm_storage_account", "azurerm_virtual_network", "aws_s3_bucket", "azurerm_cognitive_account")
ELSEWHERE = """\
resource "KIND" "thing_NUMBER" {
  name                = "thing-NUMBER-${var.environment}"
  location            = var.location
  resource_group_name = azurerm_resource_group.main.name
  tags = {
    environment = var.environment
    owner       = "platform"
  }
}

"""
WANTED = "microsoft.machinelearningservices/workspaces|azurerm_machine_learning_|azurerm_ai_foundry"

TARGETS = f"""\
Targets, on an idle machine of two cores: one module in 0.35 s and 60 MB, one YAML file in less; {MODULES} modules that each
declare a workspace in 2 s when nothing has changed, and no slower than checkov the first time; {FILES:,} files of Terraform
that have nothing to do with machine learning near what `grep -r` takes. "Again" is a run on an unchanged tree.
"""


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def module(folder: Path, number: int) -> None:
    """A module that declares a workspace."""
    write(folder / "main.tf", WORKSPACE.replace("NUMBER", f"{number:03}"))
    write(folder / "variables.tf", VARIABLES.replace("NUMBER", f"{number:03}"))


def without_workspaces(folder: Path) -> None:
    """A large tree of Terraform in which nothing matters to us."""
    for number in range(FILES):
        parts = (ELSEWHERE.replace("KIND", KINDS[each % len(KINDS)]) for each in range(number, number + 10))
        text = "".join(parts).replace("NUMBER", str(number))
        write(folder / f"team-{number // 500:02}" / f"service-{number // 10:03}" / f"part-{number % 10}.tf", text)


class Bench:
    """The commands over the generated trees."""

    def __init__(self, top: Path, runs: int, checkov: str | None) -> None:
        self.top, self.runs, self.checkov = top, runs, checkov
        self.cache = top / "cache"
        self.rows: list[list[str]] = []

    def ours(self, path: str, *, kept: bool) -> Command:
        """`mvnetgen lint`; `kept` results of the run before, or nothing but the parser's tables."""
        words = [sys.executable, "-m", "mvnetgen", "lint", "--quiet", str(self.top / path)]
        environment = {"MVNETGEN_CACHE_DIR": str(self.cache)}
        return Command(words, environment, None if kept else self.forget)

    def forget(self) -> None:
        """Forgets results; the parser's tables stay, as after any first run."""
        shutil.rmtree(self.cache / "judged", ignore_errors=True)

    def theirs(self, path: str) -> list[Command]:
        """What checkov makes of the same tree, if it is there."""
        if self.checkov is None:
            return []
        where = ["-d", str(self.top / path)]
        return [Command([self.checkov, *where, "--framework", "terraform", "--compact", "--quiet", "--skip-download"])]

    def compare(self, what: str, path: str, other: Sequence[Command] = (), name: str = "", *, kept: bool) -> None:
        """Adds the rows of our command and of another one."""
        cost, *others = measure([self.ours(path, kept=kept), *other], self.runs)
        self.rows.append([what, "mvnetgen", *figures(cost), ""])
        self.rows += [[what, name, *figures(each), beside(each, cost)] for each in others]


def figures(cost: Cost) -> list[str]:
    return [seconds(cost.wall), seconds(cost.cpu), megabytes(cost.memory)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--write", type=Path, metavar="PAGE")
    arguments = parser.parse_args()
    where = machine()
    with tempfile.TemporaryDirectory() as name:
        top = Path(name)
        module(top / "one", 1)
        write(top / "workspace.yml", YAML)
        for number in range(MODULES):
            module(top / "modules" / f"team-{number // 20:02}" / f"workspace-{number:03}", number)
        without_workspaces(top / "elsewhere")
        bench = Bench(top, arguments.runs, os.environ.get("MVNETGEN_CHECKOV"))
        grep = Command(["grep", "-rliE", WANTED, str(top / "elsewhere")])
        bench.compare("one module, first run", "one", bench.theirs("one"), "checkov", kept=False)
        bench.compare("one module, again", "one", kept=True)
        bench.compare("one YAML file, first run", "workspace.yml", kept=False)
        bench.compare("one YAML file, again", "workspace.yml", kept=True)
        bench.compare(f"{MODULES} modules, first run", "modules", bench.theirs("modules"), "checkov", kept=False)
        bench.compare(f"{MODULES} modules, again", "modules", kept=True)
        bench.compare(f"{FILES:,} files without a workspace", "elsewhere", [grep], "grep -r", kept=True)
    head = ["what", "program", "seconds", "CPU", "memory", "beside mvnetgen"]
    text = f"## Lint\n\n{where} Median of {arguments.runs} runs.\n\n{TARGETS}\n{table(head, bench.rows, words=2)}"
    report("lint", text, arguments.write)


if __name__ == "__main__":
    main()
