"""A configuration that extends another: what it takes from there, and what it may not weaken."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mvnetgen.lint.catalogue import catalogue
from mvnetgen.lint.session import chosen_rules
from mvnetgen.model.policy import Policy
from mvnetgen.model.workspace import IsolationMode
from mvnetgen.project.config import ConfigFile
from mvnetgen.text.document import shown
from mvnetgen.text.errors import ConfigError

INHERITED = (
    "select", "ignore", "fail_on", "strict_ignores", "require_workspace", "jobs", "cloud", "cost_threshold",
)  # fmt: skip
"""Settings that the file which is extended gives when the own one is silent. What names files does not travel."""
SWITCHES = ("strict_ignores", "require_workspace")
_MODES = [IsolationMode.DISABLED, IsolationMode.INTERNET, IsolationMode.APPROVED]
"""From the weakest on."""


def enforced_by(file: ConfigFile) -> frozenset[str]:
    """The names of the rules that a file enforces, or one that it extends."""
    return frozenset(chosen_rules(file.config.enforce))


def extended(own: ConfigFile, base: ConfigFile) -> ConfigFile:
    """The own settings over those of the file that they extend."""
    given = {name: getattr(base.config, name) for name in INHERITED if name not in own.places}
    enforced = enforced_by(base)
    severity = {**base.config.severity, **own.config.severity}
    severity |= {name: level for name, level in base.config.severity.items() if name in enforced}
    config = replace(
        own.config,
        **given,
        enforce=tuple(dict.fromkeys((*base.config.enforce, *own.config.enforce))),
        severity=severity,
        policy=_policy(own.config.policy, base.config.policy),
    )
    return replace(own, config=config, places={**base.places, **own.places})


def _policy(own: Policy | None, base: Policy | None) -> Policy | None:
    if own is None or base is None:
        return own or base
    said = {name: getattr(own, name) for name in own.model_fields_set}
    return base.model_copy(update=said)


def ignored_though_enforced(own: ConfigFile, base: ConfigFile) -> list[ConfigError]:
    """The `ignore` of a file that names what another (or the same) enforces."""
    ignored = frozenset(chosen_rules(own.config.ignore)) & enforced_by(base)
    if not ignored:
        return []
    names = ", ".join(f"`{name}`" for name in sorted(ignored))
    return [ConfigError(f"{names} cannot be ignored: {_enforced_at(base)}", own.places["ignore"])]


def weakened(own: ConfigFile, base: ConfigFile) -> list[ConfigError]:
    """Where a file takes something from what the one that it extends enforces."""
    enforced = enforced_by(base)
    if not enforced:
        return []
    mistakes = ignored_though_enforced(own, base)
    because = _enforced_at(base)
    for name, level in own.config.severity.items():
        if name in enforced and level.rank < (base.config.severity.get(name) or catalogue()[name].severity).rank:
            mistakes.append(ConfigError(f"`{name}` cannot weigh less: {because}", own.places["severity"]))
    if "fail_on" in own.places and own.config.fail_on.rank > base.config.fail_on.rank:
        mistakes.append(
            ConfigError(
                f"`fail_on` cannot be higher than `{base.config.fail_on.value}`: {because}", own.places["fail_on"]
            )
        )
    for name in SWITCHES:
        if name in own.places and getattr(base.config, name) and not getattr(own.config, name):
            mistakes.append(ConfigError(f"`{name}` cannot be taken back: {because}", own.places[name]))
    mistakes += [
        ConfigError(
            f"`policy.{name}` cannot allow more than {shown(base.shown)} does: {because}", own.places[f"policy.{name}"]
        )
        for name in _weaker(own.config.policy, base.config.policy, enforced)
    ]
    return mistakes


def _enforced_at(base: ConfigFile) -> str:
    place = base.places.get("enforce")
    return f"it is enforced at {place.path}:{place.line}" if place else "it is enforced"


def _weaker(own: Policy | None, base: Policy | None, enforced: frozenset[str]) -> Iterator[str]:
    """The parts of a policy that allow more than the enforced ones."""
    if own is None or base is None:
        return
    for name in sorted(own.model_fields_set):
        mine, theirs = getattr(own, name), getattr(base, name)
        rule = f"policy-{RULES.get(name, name.replace('_', '-'))}"
        if theirs is None or rule not in enforced:
            continue
        if mine is None or (isinstance(theirs, tuple) and not set(mine) <= set(theirs)):
            yield name
        elif isinstance(theirs, IsolationMode):
            if _MODES.index(mine) < _MODES.index(theirs):
                yield name
        elif not isinstance(theirs, tuple) and mine != theirs:
            yield name


RULES = {
    "fqdns": "fqdn",
    "service_tags": "service-tag",
    "private_endpoints": "private-endpoint",
    "public_network_access": "public-access",
}
"""Parts of the policy whose rules are called otherwise."""
