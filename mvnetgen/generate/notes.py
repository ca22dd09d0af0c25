"""What the reader of generated code has to know: written at its top, and printed by the command."""

from __future__ import annotations

from collections.abc import Iterator
from shlex import quote

from mvnetgen.azure import api_versions
from mvnetgen.azure.limits import limit
from mvnetgen.generate.access import Access
from mvnetgen.generate.options import Options, Placement
from mvnetgen.model.workspace import FqdnRule, Kind, PrivateEndpointRule, PublicAccess, Workspace

MANY_FQDN_RULES = 20
"""From so many FQDN rules on, what a change of all of them costs in time is said."""

_HUB_NETWORK = "A project uses the managed network of its hub: `managed_network` is left out here."
_NEWER = "The api-version {version} is newer than mvnetgen: nothing is known of its fields and of its azapi."
_NOT_EMBEDDED = "No release of azapi is known that embeds the api-version {version}: Terraform may refuse it when it plans, until there is one."
_TIME = (
    "{count} FQDN rules: on a network that is provisioned Azure takes {shortest} to {longest} minutes for each (as measured in 2026 "
    "up to {measured}), so that a change of all of them takes {from_hours} to {to_hours} hours; one request for all is "
    "`--rules inline`, and one rule may hold several hosts, separated by commas (`mvnetgen scenario add --join`)."
)
_PROVISION = (
    "Nothing provisions the network, and {rules} need{s} Spark in it: set `provision_network_now: true`, or run "
    "`{command}` once the rules are there."
)
_SPARK_PUBLIC = (
    "Spark in the network while public access is on: Azure makes no private endpoint to the workspace itself then, and "
    "Spark jobs need a rule of their own for it."
)
_NO_NETWORK = "`provision_network_now` is left out: there is no managed network to provision."
_INLINE_ROLE = (
    "Rules inside of the workspace come with it, and its own identity can have a role only after it: Azure refuses the "
    "private endpoints of {rules}. Use a user-assigned identity, or leave `--rules inline` out."
)


def plan_notes(asked: Workspace, workspace: Workspace, options: Options, access: Access, version: str) -> Iterator[str]:
    """The notes for a workspace as the file has it (`asked`), and with its defaults filled in."""
    yield from access.notes
    if asked.kind is Kind.PROJECT and asked.network is not None:
        yield _HUB_NETWORK
    if api_versions.exists(version) is None:
        yield _NEWER.format(version=version)
    elif api_versions.azapi_release_for(version) is None:
        yield _NOT_EMBEDDED.format(version=version)
    if options.rules is Placement.INLINE and access.waiting:
        yield _INLINE_ROLE.format(rules=_names(access.waiting))
    isolated = workspace.network is not None and workspace.network.isolated
    if workspace.provision_network_now and not isolated:
        yield _NO_NETWORK
    yield from _spark(workspace)
    hosts = [rule for _, rule in workspace.outbound_rules() if isinstance(rule, FqdnRule)]
    if len(hosts) >= MANY_FQDN_RULES and options.rules is Placement.CHILD:
        yield _time(len(hosts))


def provision_command(workspace: Workspace, *, spark: bool) -> str:
    """The command that provisions the network of a workspace that exists."""
    name = workspace.name if isinstance(workspace.name, str) else "NAME"
    group = workspace.resource_group if isinstance(workspace.resource_group, str) else None
    words = ["az ml workspace provision-network", "--name", quote(name)]
    words += ["--resource-group", quote(group) if group else "GROUP"]
    return " ".join([*words, *(["--include-spark"] if spark else [])])


def _spark(workspace: Workspace) -> Iterator[str]:
    rules = [
        rule for _, rule in workspace.outbound_rules() if isinstance(rule, PrivateEndpointRule) and rule.spark_enabled
    ]
    if not rules:
        return
    if workspace.provision_network_now is not True:
        command = provision_command(workspace, spark=True)
        names = _names(tuple(rule.name for rule in rules if isinstance(rule.name, str)))
        yield _PROVISION.format(rules=names, s="s" if len(rules) == 1 else "", command=command)
    if workspace.public_network_access is PublicAccess.ENABLED:
        yield _SPARK_PUBLIC


def _time(count: int) -> str:
    shortest, longest, measured = map(limit, ("fqdn_rule_shortest", "fqdn_rule_longest", "fqdn_rule_measured"))
    return _TIME.format(
        count=count,
        shortest=shortest,
        longest=longest,
        measured=measured,
        from_hours=_hours(count * shortest),
        to_hours=_hours(count * longest),
    )


def _hours(minutes: int) -> str:
    """``1`` of 60, ``1.5`` of 90."""
    return f"{minutes / 60:.1f}".removesuffix(".0")


def _names(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)
