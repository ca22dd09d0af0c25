"""``mvnetgen init``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from mvnetgen import __version__
from mvnetgen.cli.terminal import put
from mvnetgen.project.config import NAME, NAMES, repository_root
from mvnetgen.text.errors import OutputError
from mvnetgen.text.output import write_file

CONFIG = """\
# What mvnetgen judges, and how. Every setting: https://mvnetgen.github.io/mvnetgen/configuration/

# select: [all]                 # rules or groups that run
# ignore: [fqdn-creates-firewall]
# enforce: [policy]             # what no comment, baseline or `ignore` takes away
# severity: {public-workspace: error}
fail_on: warning
# exclude: ["examples/**"]
# var_files: [envs/prod.tfvars] # Terraform variables, as with -var-file
# strict_ignores: true          # an ignore comment without a reason ignores nothing
# require_workspace: true       # a run that finds no workspace fails
# cost_threshold: 500           # USD a month by which a change may grow before it is a warning

# What this organization allows; each part turns its rule on.
# policy:
#   isolation_mode: allow_only_approved_outbound
#   public_network_access: disabled
#   firewall_sku: [basic]
#   fqdns: ["pypi.org", "*.pythonhosted.org"]
#   service_tags: [DataFactory]
#   private_endpoints: ["/subscriptions/1111.../resourceGroups/data-*"]
"""

PRE_COMMIT = f"""\
.pre-commit-config.yaml:

repos:
  - repo: https://github.com/mvnetgen/mvnetgen
    rev: v{__version__}
    hooks:
      - id: mvnetgen-lint
"""

GITHUB = f"""\
.github/workflows/mvnetgen.yml:

on: pull_request
permissions: {{contents: read, security-events: write}}
jobs:
  mvnetgen:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: mvnetgen/mvnetgen@v{__version__}
"""

AZURE = f"""\
azure-pipelines.yml:

resources:
  repositories:
    - repository: mvnetgen
      type: github
      name: mvnetgen/mvnetgen
      ref: refs/tags/v{__version__}
      endpoint: <a service connection to GitHub>
steps:
  - template: ci/azure-pipelines.yml@mvnetgen
"""

GITLAB = f"""\
.gitlab-ci.yml:

include:
  - remote: https://raw.githubusercontent.com/mvnetgen/mvnetgen/v{__version__}/ci/gitlab.yml
"""


@click.command()
@click.option("--force", is_flag=True, help="Overwrite a configuration that is there.")
def init(*, force: bool) -> None:
    """Write a commented .mvnetgen.yml here, and print the lines for pre-commit and the CI in use."""
    here = Path()
    found = next((name for name in NAMES if (here / name).exists()), None)
    if found and not force:
        raise OutputError(f"{found} is there already; --force overwrites it")
    write_file(here / (found or NAME), CONFIG)
    put(f"wrote {found or NAME}\n", err=True)
    put("\n".join(_lines(repository_root(Path.cwd()) or Path.cwd())))


def _lines(top: Path) -> Iterator[str]:
    """What to add where; of CIs that of the repository, and GitHub's when none is to be seen."""
    yield PRE_COMMIT
    used = [
        text
        for text, marks in (
            (GITHUB, (".github",)),
            (AZURE, ("azure-pipelines.yml", ".azure-pipelines", ".azuredevops")),
            (GITLAB, (".gitlab-ci.yml",)),
        )
        if any((top / mark).exists() for mark in marks)
    ]
    yield from used or [GITHUB]
