"""
Which change of an argument makes a workspace anew, by the form that it is declared in.

Sources: the schemas of azurerm 5.2 (`azurerm_machine_learning_workspace`, `azurerm_ai_foundry`: `ForceNew`), and of azapi 2.9
(`azapi_resource`: `name`, `parent_id`, `location`, `replace_triggers_*`), read in 2026-08. A template and `az ml` never destroy:
a new name is a second workspace there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mvnetgen.model.change import Argument, Version, changed
from mvnetgen.model.estate import Form
from mvnetgen.rules.matching import Match, same_target
from mvnetgen.text.document import Node, Unknown
from mvnetgen.text.source import Route

_NAME = ("name", "name")
_LOCATION = ("location", "location")
_GROUP = ("resource_group", "resource_group_name")
_AI_FOUNDRY = (
    _NAME,
    _LOCATION,
    _GROUP,
    ("key_vault", "key_vault_id"),
    ("storage_account", "storage_account_id"),
    ("customer_managed_key", "encryption"),
    ("hbi_workspace", "high_business_impact_enabled"),
)
ARGUMENTS: Mapping[Form, tuple[tuple[str, str], ...]] = {
    Form.AZURERM: (
        _NAME,
        _LOCATION,
        _GROUP,
        ("application_insights", "application_insights_id"),
        ("key_vault", "key_vault_id"),
        ("storage_account", "storage_account_id"),
        ("container_registry", "container_registry_id"),
        ("customer_managed_key", "encryption"),
        ("hbi_workspace", "high_business_impact"),
        ("provision_network_now", "managed_network.provision_on_creation_enabled"),
    ),
    Form.AI_FOUNDRY: _AI_FOUNDRY,
    Form.AZAPI: (_NAME, _LOCATION, ("resource_group", "parent_id")),
    Form.AVM: (_NAME, _LOCATION, ("resource_group", "resource_group_name")),
    Form.YAML: (_NAME, ("resource_group", "resource_group")),
    Form.BICEP: (_NAME,),
    Form.ARM: (_NAME,),
}
"""By form: the words of the model, each with the argument of the provider."""
OPTIONS: Mapping[Form, tuple[str, ...]] = {
    Form.AZURERM: ("service_side_encryption_enabled",),
    Form.AZAPI: ("replace_triggers_external_values", "replace_triggers_refs"),
}
"""Arguments that the model does not have: by their names among the options of a declaration."""
IN_PLACE = frozenset({Form.YAML, Form.BICEP, Form.ARM})
"""What never destroys: another name is a second workspace."""
_IDS = frozenset({"application_insights", "key_vault", "storage_account", "container_registry"})
_OFF = frozenset({"hbi_workspace", "provision_network_now"})
"""Flags that are off when they are left out."""


def remade_by(old: Version, new: Version) -> Iterator[Argument]:
    """The arguments that differ and make the workspace anew; uncertain ones where a value is not known."""
    form = new.declaration.form
    if old.declaration.form is not form:  # written in another form: nobody plans from the one to the other
        return
    for word, argument in ARGUMENTS[form]:
        if new.declaration.ignores_changes_of(argument):
            continue
        answer = _differs(word, old, new)
        if answer is not False:
            yield Argument(word, _route(word), _route(word), answer is True)
    for name in OPTIONS.get(form, ()):
        answer = _differ(old.declaration.options.get(name), new.declaration.options.get(name))
        if answer is not False and not new.declaration.ignores_changes_of(name):
            yield Argument(name, ("options", name), ("options", name), answer is True)


def _route(word: str) -> Route:
    return ("managed_network",) if word == "provision_network_now" else (word,)


def _differs(word: str, old: Version, new: Version) -> bool | None:
    before = getattr(old.declaration.workspace, word)
    after = getattr(new.declaration.workspace, word)
    if word == "provision_network_now" and not (old.speaks_of_network and new.speaks_of_network):
        return False  # without the block nothing is said of it
    if word in _OFF:
        before, after = before or False, after or False
    if isinstance(before, str) and isinstance(after, str):
        return _plain(word, before) != _plain(word, after)
    if before is None or after is None:
        # an argument that is optional and computed keeps its value when it is left out
        return False if after is None or word in {"resource_group", "location", "name"} else changed(before, after)
    if word in _IDS and changed(before, after) is not False:
        return {Match.YES: False, Match.NO: True}.get(same_target(before, after, new.estate))
    return changed(before, after)


def _plain(word: str, text: str) -> str:
    """A text as Azure compares it: regions without blanks, names and ids without regard to case."""
    plain = text.strip().rstrip("/").lower()
    return plain.replace(" ", "") if word == "location" else plain


def _differ(old: Node | None, new: Node | None) -> bool | None:
    return changed(_value(old), _value(new))


def _value(node: Node | None) -> object:
    """A value without its places."""
    if node is None:
        return None
    value = node.value
    if isinstance(value, Unknown):
        return value
    if isinstance(value, tuple):
        return tuple(_value(each) for each in value)
    if isinstance(value, Mapping):
        return tuple(sorted((key, _value(each)) for key, each in value.items()))
    return value
