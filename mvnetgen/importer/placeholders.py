"""Names for what a source does not know: each unknown thing is one placeholder, wherever it stands."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from mvnetgen.azure.private_link import arm_type_of_terraform
from mvnetgen.text.document import HOLE, Reference, Unknown, symbol_of, without_keys

SUBSCRIPTION = "SUBSCRIPTION_ID"
GROUP = "RESOURCE_GROUP"

_KINDS = {
    "microsoft.storage/storageaccounts": "STORAGE",
    "microsoft.keyvault/vaults": "KEY_VAULT",
    "microsoft.containerregistry/registries": "REGISTRY",
    "microsoft.insights/components": "APPLICATION_INSIGHTS",
    "microsoft.managedidentity/userassignedidentities": "IDENTITY",
    "microsoft.search/searchservices": "SEARCH",
    "microsoft.cognitiveservices/accounts": "AI_SERVICES",
    "microsoft.documentdb/databaseaccounts": "COSMOS",
    "microsoft.machinelearningservices/workspaces": "WORKSPACE",
}
_ID_OF_SUBSCRIPTION, _ID_OF_GROUP = (
    f"/subscriptions/<{SUBSCRIPTION}>",
    f"/subscriptions/<{SUBSCRIPTION}>/resourceGroups/<{GROUP}>",
)
_OF_THE_SIGNED_IN = {
    "subscription_id": f"<{SUBSCRIPTION}>",
    "subscription_resource_id": _ID_OF_SUBSCRIPTION,
    "tenant_id": "<TENANT_ID>",
}
_SUBSCRIPTION_SOURCES = ("azurerm_subscription", "azurerm_client_config", "azapi_client_config")
_BEFORE = {"subscriptions": SUBSCRIPTION, "resourcegroups": GROUP}
_ARM_NAMES = {
    "subscription().subscriptionid": f"<{SUBSCRIPTION}>",
    "subscription().id": _ID_OF_SUBSCRIPTION,
    "resourcegroup().name": f"<{GROUP}>",
    "resourcegroup().id": _ID_OF_GROUP,
    "resourcegroup().location": "<LOCATION>",
    "tenant().tenantid": "<TENANT_ID>",
    "subscription().tenantid": "<TENANT_ID>",
}


_KEY = r'(?:\[(?:"(?:[^"\\]|\\.)*"|\d+)\])?'
_REFERENCE = re.compile(rf"((?:module\.[\w-]+{_KEY}\.)*(?:data\.)?[\w-]+(?:\.[\w-]+{_KEY})?)((?:\.[\w-]+)*)")
"""An attribute of a resource, a variable or parameter: the address and the steps below it."""


@dataclass
class Placeholders:
    """The placeholders of one workspace, each with what it stands for."""

    kinds: Mapping[str, str] = field(default_factory=dict)
    """ARM types in lower case of the resources declared beside it, by address without instance keys."""
    meanings: dict[str, str] = field(default_factory=dict)
    """Names without brackets to what they stand for, in the words of the source."""
    _names: dict[object, str] = field(default_factory=dict)

    def fill(self, value: Unknown, name: str) -> str:
        """The text with a placeholder for each part that is not known; `name` is for a part that has none of its own."""
        symbol = symbol_of(value)
        if symbol is not None:
            pieces = symbol.split(HOLE)
            text = pieces[0]
            for index in range(1, len(pieces) - 1, 2):
                text += self._of_symbol(pieces[index]) or self._of_position(text, value, index, name)
                text += pieces[index + 1]
            # a part that is the whole beginning of an id brings its own slash
            return text.replace("//subscriptions/", "/subscriptions/")
        if value.reference is not None:
            return self._of_reference(value.reference)
        if value.text is None:
            return self._named(name, (value.reason, name), value.reason)
        first, *pieces = value.text.split(HOLE)
        text = first
        for index, piece in enumerate(pieces):
            text += self._of_position(text, value, index, name) + piece
        return text

    def _of_reference(self, reference: Reference) -> str:
        address, attribute = reference.address, [str(step) for step in reference.attribute]
        steps = _below_modules(without_keys(address).split("."))
        shown = ".".join([address, *attribute])
        if steps[0] in {"var", "param", "local", "each", "output"}:
            return self._named("_".join(steps[1:]), reference, shown)
        last = attribute[-1] if attribute else ""
        if steps[0] == "data" and len(steps) > 1 and steps[1] in _SUBSCRIPTION_SOURCES:
            word = "subscription_resource_id" if last == "id" else last
            if word in _OF_THE_SIGNED_IN:
                return self._of_deployment(_OF_THE_SIGNED_IN[word], shown)
        steps = steps[1:] if steps[0] == "data" else steps
        kind = self._kind(address, steps)
        thing = words(steps[-1] if len(steps) > 1 else steps[0])
        key = re.search(r'\[(?:"((?:[^"\\]|\\.)*)"|(\d+))\]$', address)
        if key:
            thing += words(key[1] or key[2])
        whole = "_".join(thing)
        prefix = [] if not kind or kind in whole else [kind]
        return self._named("_".join([*prefix, *thing, *words(last)]), reference, shown)

    def _kind(self, address: str, steps: list[str]) -> str:
        terraform = steps[0] if len(steps) > 1 else ""
        arm_type = self.kinds.get(without_keys(address)) or arm_type_of_terraform(terraform) or ""
        if arm_type:
            return _KINDS.get(arm_type.lower()) or "_".join(words(arm_type.rpartition("/")[2]))
        return "_".join(words(terraform.removeprefix("azurerm_"))) if terraform.startswith("azurerm_") else ""

    def _of_symbol(self, name: str) -> str | None:
        """The placeholder of a part by its name in a symbol; None when that is no name that people gave."""
        known = _ARM_NAMES.get(name.lower())
        if known:
            return self._of_deployment(known, name)
        found = _REFERENCE.fullmatch(name)
        return self._of_reference(Reference(found[1], tuple((found[2] or "").split(".")[1:]))) if found else None

    def _of_deployment(self, template: str, meaning: str) -> str:
        """What the deployment itself brings: its subscription, group and tenant are one each."""
        return re.sub(r"<(\w+)>", lambda found: self._named(found[1], found[1].lower(), meaning), template)

    def _of_position(self, before: str, value: Unknown, index: int, name: str) -> str:
        """A part of an id without a name of its own: what stands before it says what it is."""
        segments = before.rpartition("/")
        behind = segments[0].rpartition("/")[2]
        if not segments[2] and behind.lower() in _BEFORE:
            word = _BEFORE[behind.lower()]
            return self._named(word, word.lower(), f"the part after `{behind}`")
        wanted = "_".join(words(behind)) + "_NAME" if not segments[2] and behind and segments[1] else name
        return self._named(wanted, (value.reason, value.symbol, value.text, index), value.reason)

    def _named(self, name: str, thing: object, meaning: str) -> str:
        """The placeholder of a thing: its own name, with a number behind it when another thing has that."""
        if thing not in self._names:
            wanted = "_".join(words(name)) or "VALUE"
            free, number = wanted, 2
            while free in self._names.values():
                free, number = f"{wanted}_{number}", number + 1
            self._names[thing] = free
            self.meanings[free] = meaning
        return f"<{self._names[thing]}>"


def words(text: str) -> list[str]:
    """The words of a name in capitals: ``storageAccountId`` is STORAGE, ACCOUNT, ID."""
    return [word.upper() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+", text)]


def placeholders_in(text: str) -> list[str]:
    """The placeholders of a text, without their brackets."""
    return re.findall(r"<([A-Z][A-Z0-9_]*)>", text)


def _below_modules(steps: list[str]) -> list[str]:
    while len(steps) > 2 and steps[0] == "module":
        steps = steps[2:]
    return steps
