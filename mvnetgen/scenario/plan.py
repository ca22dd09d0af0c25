"""What a workspace lacks of a scenario pack, and what it has already."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from mvnetgen.azure.host_names import covers, same_host, split_hosts
from mvnetgen.azure.hosts import already_allowed, already_allowed_surely
from mvnetgen.azure.resource_ids import ResourceId, parse_resource_id
from mvnetgen.azure.scenarios import OWN_TARGETS, Scenario, ScenarioRule, nearest_scenario, scenarios
from mvnetgen.formats.shape import shown
from mvnetgen.languages.yaml.edit import NewRule
from mvnetgen.model.estate import Estate
from mvnetgen.model.workspace import FqdnRule, IsolationMode, Kind, ManagedNetwork, PrivateEndpointRule, Workspace
from mvnetgen.rules.endpoints import endpoints, required
from mvnetgen.text.errors import UsageError

STORAGE_ACCOUNT = "storage_account"
_STORAGE_TARGETS = frozenset({"data_storage_account", "offline_store"})
"""Targets that `storage_account` names too, when nothing else does."""

TITLES = {
    "storage_account": "the storage account",
    "key_vault": "the key vault",
    "workspace": "the workspace itself",
    "ai_services": "the AI services account",
    "search": "the AI Search service",
    "data_storage_account": "the storage account with the data of the jobs",
    "offline_store": "the storage account of the offline store",
    "feature_store": "the feature store",
}
"""What a private endpoint needs to be told, in words. The option is the word with hyphens: ``--key-vault``."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What adding a scenario to a workspace would do."""

    scenario: Scenario
    new: tuple[NewRule, ...]
    there: tuple[tuple[str, str], ...]
    """What needs no rule: a host or target, and why."""
    spark: tuple[int, ...]
    """Indexes of the rules that get `spark_enabled`."""
    first_fqdn: bool
    """Whether the first FQDN rule is among the new ones, and so the firewall."""

    @property
    def new_endpoints(self) -> int:
        """How many private endpoints are among the new rules."""
        return sum(isinstance(rule, PrivateEndpointRule) for rule in self.new)

    @property
    def changes(self) -> bool:
        """Whether the file is to be changed at all."""
        return bool(self.new or self.spark)


def find(name: str) -> Scenario:
    """A scenario by its name, or by the words that only its name starts with. Raises `UsageError` for any other."""
    wanted = name.strip().lower()
    known = scenarios()
    if wanted in known:
        return known[wanted]
    starting = [each for each in known if each.startswith(f"{wanted}-")]
    if len(starting) == 1:
        return known[starting[0]]
    if starting:
        raise UsageError(f"`{shown(name)}` may be {_listed(starting)}")
    guess = nearest_scenario(wanted)
    proposal = f"; did you mean `{guess}`?" if guess else "; `mvnetgen scenario list` lists them"
    raise UsageError(f"`{shown(name)}` is no scenario{proposal}")


def _listed(words: Iterable[str]) -> str:
    return " or ".join(f"`{word}`" for word in words)


def option(target: str) -> str:
    """The option of the command line that names a target."""
    return "--" + target.replace("_", "-")


def all_targets() -> tuple[str, ...]:
    """Whatever private endpoints of any scenario need to be told."""
    return tuple(dict.fromkeys(target for each in scenarios().values() for target in each.targets))


def refusal(scenario: Scenario, workspace: Workspace) -> str | None:
    """Why a scenario cannot be added to a workspace; None when it can."""
    if workspace.kind is Kind.PROJECT:
        return f"a project has no network of its own; add `{scenario.name}` to its hub"
    if not scenario.for_workspaces:
        return f"`{scenario.name}` belongs to Foundry accounts, and a workspace has no use for it"
    if scenario.kinds and workspace.kind not in scenario.kinds:
        return f"`{scenario.name}` is for workspaces of the kind {_listed(scenario.kinds)}"
    mode = workspace.isolation_mode
    if mode in scenario.modes:
        return _too_early(scenario, workspace)
    if mode is IsolationMode.INTERNET:
        return f"the network allows all internet outbound, so the hosts of `{scenario.name}` are open already"
    if mode is IsolationMode.DISABLED:
        return f"`{scenario.name}` needs a managed network with `isolation_mode` {_listed(scenario.modes)}; isolation is off"
    return f"`{scenario.name}` needs to know the isolation mode"


def _too_early(scenario: Scenario, workspace: Workspace) -> str | None:
    """A rule to the workspace itself works in an update only, and so do the addresses that it is for."""
    if "workspace" not in scenario.targets or workspace.network_acls is not None:
        return None
    return (
        f"`{scenario.name}` is for the update of a workspace that exists and admits selected addresses: "
        "list them in `network_acls` first"
    )


def unanswered(scenario: Scenario, workspace: Workspace, given: Mapping[str, str]) -> list[str]:
    """The targets that neither the caller nor the workspace names."""
    return [target for target in scenario.targets if _target(target, workspace, given) is None]


def _target(target: str, workspace: Workspace, given: Mapping[str, str]) -> str | None:
    if target in given:
        return given[target]
    if target in _STORAGE_TARGETS and STORAGE_ACCOUNT in given:
        return given[STORAGE_ACCOUNT]
    own = getattr(workspace, target) if target in OWN_TARGETS and target != "workspace" else None
    return own if isinstance(own, str) else None


def wrong_id(scenario: Scenario, target: str, text: str) -> str | None:
    """Why a text cannot be the id of a target; None when it can."""
    parsed = parse_resource_id(text)
    if not isinstance(parsed, ResourceId):
        return f"`{shown(text)}` {parsed.why}; a resource id starts with `/subscriptions/`"
    types = {rule.arm_type for rule in scenario.rules if rule.target == target}
    if parsed.full_type is not None and parsed.full_type.lower() not in {each.lower() for each in types}:
        return f"`{shown(text)}` is a `{parsed.full_type}`, and {_listed(sorted(types))} is needed"
    return None


def plan(scenario: Scenario, estate: Estate, given: Mapping[str, str], *, optional: bool = False) -> Plan:
    """
    What a workspace lacks of a scenario.

    `given` are ids by target, `optional` whether rules that most people can do without are wanted too. Raises
    `UsageError` when the scenario cannot be added, when a target is not named, or when an id is wrong.
    """
    (declaration,) = estate.declarations
    workspace = declaration.workspace
    reason = refusal(scenario, workspace)
    if reason:
        raise UsageError(reason)
    useful = {*scenario.targets, *({STORAGE_ACCOUNT} if _STORAGE_TARGETS & {*scenario.targets} else set())}
    for target in given:
        if target not in useful:
            raise UsageError(f"`{option(target)}` means nothing to `{scenario.name}`")
    for target in unanswered(scenario, workspace, given):
        raise UsageError(f"`{scenario.name}` needs the id of {TITLES[target]}: give it with {option(target)}")
    for target in scenario.targets:
        text = _target(target, workspace, given)
        wrong = wrong_id(scenario, target, text) if text else None
        if wrong:
            raise UsageError(f"{option(target)}: {wrong}")
    return _Planning(scenario, estate, given).plan(optional=optional)


class _Planning:
    """Goes through the rules of a scenario and finds those that are missing."""

    def __init__(self, scenario: Scenario, estate: Estate, given: Mapping[str, str]) -> None:
        self.scenario = scenario
        self.estate = estate
        self.given = given
        (declaration,) = estate.declarations
        self.workspace = declaration.workspace
        self.rules = [(route, rule) for route, rule in self.workspace.outbound_rules()]
        self.new: list[NewRule] = []
        self.there: list[tuple[str, str]] = []
        self.spark: list[int] = []
        self.names = {rule.name.lower() for _, rule in self.rules if isinstance(rule.name, str)}

    def plan(self, *, optional: bool) -> Plan:
        wanted = [rule for rule in self.scenario.rules if optional or not rule.optional]
        for each in wanted:
            if each.host:
                self._host(each, [other.host for other in wanted if other.host])
            else:
                self._endpoint(each)
        had_fqdn = any(isinstance(rule, FqdnRule) for _, rule in self.rules)
        first_fqdn = not had_fqdn and any(isinstance(rule, FqdnRule) for rule in self.new)
        return Plan(self.scenario, tuple(self.new), tuple(self.there), tuple(self.spark), first_fqdn)

    def _host(self, wanted: ScenarioRule, others: list[str]) -> None:
        for _, rule in self.rules:
            hosts = (
                split_hosts(rule.destination)
                if isinstance(rule, FqdnRule) and isinstance(rule.destination, str)
                else []
            )
            host = next((each for each in hosts if same_host(each, wanted.host) or covers(each, wanted.host)), None)
            if host is not None:
                how = "allows it" if same_host(host, wanted.host) else f"covers it with `{host}`"
                self.there.append((wanted.host, f"{rule.label} {how}"))
                return
        wider = next((each for each in others if covers(each, wanted.host)), None)
        if wider:
            self.there.append((wanted.host, f"`{wider}` of the scenario covers it"))
        elif already_allowed_surely(wanted.host):
            self.there.append((wanted.host, f"the required service tag `{already_allowed(wanted.host)}` allows it"))
        else:
            self.new.append(FqdnRule(name=self._name(wanted), destination=wanted.host))

    def _endpoint(self, wanted: ScenarioRule) -> None:
        target = _target(wanted.target, self.workspace, self.given)
        assert target is not None
        what = f"{wanted.subresource} of {target.rpartition('/')[2]}"
        for route, rule in self.rules:
            if isinstance(rule, PrivateEndpointRule) and _leads_to(rule, target, wanted.subresource):
                if wanted.spark_enabled and rule.spark_enabled is not True:
                    self.spark.append(int(route[-1]))
                    self.there.append((what, f"{rule.label} leads there; it gets `spark_enabled: true`"))
                else:
                    self.there.append((what, f"{rule.label} leads there"))
                return
        rule = PrivateEndpointRule(
            name=self._name(wanted),
            service_resource_id=target,
            subresource_target=wanted.subresource,
            spark_enabled=wanted.spark_enabled,
        )
        if self._made_by_the_service(rule):
            self.there.append((what, "the service adds this endpoint by itself"))
        else:
            self.new.append(rule)

    def _made_by_the_service(self, rule: PrivateEndpointRule) -> bool:
        """Whether a rule would repeat a required one; for Spark it may say more than that one."""
        network = self.workspace.network
        assert isinstance(network, ManagedNetwork)
        alone = network.model_copy(update={"outbound_rules": (rule,)})
        (declaration,) = self.estate.declarations
        changed = replace(declaration, workspace=self.workspace.model_copy(update={"managed_network": alone}))
        estate = replace(self.estate, declarations=(changed,))
        return not rule.spark_enabled and any(required(each, estate) for each in endpoints(estate))

    def _name(self, wanted: ScenarioRule) -> str:
        """The name of the scenario's rule, numbered when the workspace has used it for something else."""
        name, number = wanted.name, 2
        while name.lower() in self.names:
            name, number = f"{wanted.name}-{number}", number + 1
        self.names.add(name.lower())
        return name


def _leads_to(rule: PrivateEndpointRule, target: str, subresource: str) -> bool:
    written = (rule.service_resource_id, rule.subresource_target)
    return all(isinstance(each, str) for each in written) and (
        str(written[0]).lower() == target.lower() and str(written[1]).lower() == subresource.lower()
    )
