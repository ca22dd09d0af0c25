"""Scenario packs: the outbound rules that a way of working needs, why, and what else must be done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from mvnetgen.azure.facts import Confidence, closest, load
from mvnetgen.azure.host_names import covers, same_host
from mvnetgen.azure.host_table import HostTable

OWN_TARGETS = frozenset({"storage_account", "key_vault", "container_registry", "workspace"})
"""Targets that the workspace itself names."""


class ScenarioRule(NamedTuple):
    """One outbound rule of a scenario."""

    name: str
    type: str
    """``fqdn`` or ``private_endpoint``, as in the workspace YAML."""
    host: str
    """Of an FQDN rule; empty otherwise."""
    arm_type: str
    """Of the target of a private endpoint; empty otherwise."""
    subresource: str
    spark_enabled: bool
    target: str
    """What a private endpoint needs to be told: ``storage_account``, ``search``, …; see `OWN_TARGETS`."""
    optional: bool
    """Whether the scenario works without it for most people."""
    purpose: str
    confidence: Confidence


class Scenario(NamedTuple):
    """A way of working and the rules that it needs."""

    name: str
    title: str
    description: str
    modes: tuple[str, ...]
    """Isolation modes that take the rules, in the words of the workspace YAML."""
    cost: str
    also: tuple[str, ...]
    """What else must be done or known, one sentence each."""
    source: str
    date: dt.date
    confidence: Confidence
    kinds: tuple[str, ...]
    """Workspace kinds it is for, or ``account`` for Foundry accounts; empty for all workspaces."""
    rules: tuple[ScenarioRule, ...]

    @property
    def for_workspaces(self) -> bool:
        """Whether a workspace of some kind has use for it: not those of Foundry accounts."""
        return self.kinds != ("account",)

    @property
    def hosts(self) -> tuple[str, ...]:
        """The hosts of its rules, optional ones left out."""
        return tuple(rule.host for rule in self.rules if rule.host and not rule.optional)

    @property
    def targets(self) -> tuple[str, ...]:
        """What its private endpoints need to be told, each once."""
        return tuple(dict.fromkeys(rule.target for rule in self.rules if rule.target))


class Partner(NamedTuple):
    """A host that another one is of little use without."""

    host: str
    needs: str
    scenario: str
    why: str
    confidence: Confidence


def _rules_of(name: str) -> tuple[ScenarioRule, ...]:
    table = load("scenario_rules")
    return tuple(
        ScenarioRule(
            row["rule"],
            row["type"],
            row["host"],
            row["arm_type"],
            row["subresource"],
            row["spark_enabled"] == "yes",
            row["target"],
            row["optional"] == "yes",
            row["purpose"],
            table.sure(row),
        )
        for row in table.rows
        if row["scenario"] == name
    )


@cache
def scenarios() -> dict[str, Scenario]:
    """Every scenario by its name, in the order of the documentation."""
    table = load("scenarios")
    return {
        row["name"]: Scenario(
            row["name"],
            row["title"],
            row["description"],
            tuple(row["modes"].split()),
            row["cost"],
            tuple(row["also"].split(" | ")) if row["also"] else (),
            row["source"],
            dt.date.fromisoformat(row["date"]),
            table.sure(row),
            tuple(row["kinds"].split()),
            _rules_of(row["name"]),
        )
        for row in table.rows
    }


def find_scenario(name: str) -> Scenario | None:
    """A scenario by its name."""
    return scenarios().get(name.strip().lower())


def nearest_scenario(name: str) -> str | None:
    """The scenario that a misspelt name most likely means."""
    return closest(name, scenarios())


def missing_partners(hosts: Iterable[str]) -> list[Partner]:
    """The hosts that are missing beside the known hosts of a workspace, each once for the first host that needs it."""
    present = list(hosts)
    table = load("scenario_partners")
    missing: dict[str, Partner] = {}
    for row in table.rows:
        if not any(same_host(row["host"], host) for host in present):
            continue
        enough = [row["needs"], *filter(None, [row["enough"]])]
        if not any(same_host(want, host) or covers(host, want) for want in enough for host in present):
            partner = Partner(row["host"], row["needs"], row["scenario"], row["why"], table.sure(row))
            missing.setdefault(row["needs"], partner)
    return list(missing.values())


_PACKAGES = frozenset({"python-packages", "r-packages", "image-builds", "curated-models"})
"""Scenarios whose hosts have packages."""


@cache
def _hosts_by_use() -> tuple[HostTable, HostTable]:
    """The hosts of the packs: those with packages, and the others."""
    rows = [row for row in load("scenario_rules").rows if row["host"]]
    packages = [row for row in rows if row["scenario"] in _PACKAGES]
    return HostTable(packages), HostTable(row for row in rows if row["scenario"] not in _PACKAGES)


def is_of_other_scenario(host: str) -> bool:
    """Whether a host belongs to a scenario that has no packages, and to none that has."""
    packages, others = _hosts_by_use()
    return packages.naming(host) is None and packages.within(host) is None and others.naming(host) is not None


@cache
def _apexes() -> frozenset[str]:
    rows = (*load("scenario_rules").rows, *load("user_content_hosts").rows)
    return frozenset(row["host"] for row in rows if row["host"] and "*" not in row["host"])


def is_apex(host: str) -> bool:
    """Whether a name that a wildcard stands below is a host of its own that people use: ``pypi.org``."""
    return host in _apexes()
