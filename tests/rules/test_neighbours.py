"""The settings of neighbours: what is in force when they are left out, and what readers may fill."""

import pytest

from mvnetgen.formats.neighbours_arm import ARM
from mvnetgen.formats.neighbours_azurerm import AZURERM
from mvnetgen.model.neighbours import (
    OTHER,
    REGISTRY,
    SETTINGS,
    STORAGE,
    Holds,
    admits_azure_services,
    flag,
    is_private,
    route_of,
    text,
    texts,
)
from mvnetgen.text.document import Unknown
from tests.rules.estates import neighbour

UNKNOWN = Unknown("a variable")


def storage(**settings):
    return neighbour("azurerm_storage_account.a", STORAGE, **settings)


def test_defaults() -> None:
    """What the author left out, or set to null, is what Azure does."""
    for account in (storage(), storage(public_network_access=None, shared_access_key_enabled=None, bypass=None)):
        assert text(account, "public_network_access") == "enabled"
        assert flag(account, "shared_access_key_enabled") is True
        assert texts(account, "bypass") == ("azureservices",)
        assert text(account, "sku_tier") is None


def test_words_are_folded_and_ids_are_not() -> None:
    """Case does not matter in words; an id stays as written."""
    account = storage(default_action=" Deny", bypass=["AzureServices"], name="Lake")

    assert text(account, "default_action") == "deny"
    assert texts(account, "bypass") == ("azureservices",)
    assert text(account, "name") == "Lake"


def test_unknown_and_wrong_values_stay_unknown() -> None:
    """A value that is not known, or of another kind, is never taken for the default."""
    for value in (UNKNOWN, 7):
        account = storage(shared_access_key_enabled=value, name=value, bypass=value)
        assert isinstance(flag(account, "shared_access_key_enabled"), Unknown)
        assert isinstance(text(account, "name"), Unknown)
        assert isinstance(texts(account, "bypass"), Unknown)


@pytest.mark.parametrize(
    ("settings", "answer"),
    [
        ({}, False),
        ({"public_network_access": "Disabled"}, True),
        ({"default_action": "Deny"}, True),
        ({"public_network_access": UNKNOWN}, None),
        ({"public_network_access": UNKNOWN, "default_action": "Deny"}, True),
        ({"public_network_access": "SecuredByPerimeter"}, None),
    ],
)
def test_is_private(settings: dict[str, object], answer: bool | None) -> None:
    """A resource is private when either switch says so; open only when both do."""
    assert is_private(storage(**settings)) is answer


@pytest.mark.parametrize(
    ("bypass", "answer"),
    [(None, True), (["None"], False), (["Logging", "AzureServices"], True), ([UNKNOWN], None), (UNKNOWN, None)],
)
def test_admits_azure_services(bypass: object, answer: bool | None) -> None:
    """Azure services pass unless the list certainly leaves them out."""
    assert admits_azure_services(storage(bypass=bypass)) is answer


def test_unknown_setting_is_a_mistake_of_ours() -> None:
    """A rule cannot ask for a setting that is not in the contract."""
    with pytest.raises(KeyError):
        text(neighbour("x.y", REGISTRY), "is_hns_enabled")


def test_route() -> None:
    """A setting lies below its neighbour."""
    assert route_of(storage(), "sku_tier") == ("sku_tier",)


@pytest.mark.parametrize(
    ("arm_type", "names"),
    [
        *((arm_type, set(sources)) for arm_type, sources in AZURERM.values()),
        *((key, set(value)) for key, value in ARM.items()),
    ],
)
def test_readers_fill_the_contract_only(arm_type: str, names: set[str]) -> None:
    """What the readers fill is in the contract, so that a misspelt setting cannot pass for an absent one."""
    assert names <= SETTINGS.get(arm_type, OTHER).keys()


@pytest.mark.parametrize("arm_type", SETTINGS)
def test_every_setting_says_what_it_is(arm_type: str) -> None:
    """Types are in lower case, and defaults are of the kind that the setting holds."""
    kinds = {Holds.FLAG: bool, Holds.WORDS: tuple, Holds.IDS: tuple, Holds.WORD: str, Holds.TEXT: str, Holds.ID: str}
    assert arm_type == arm_type.lower()
    for setting in SETTINGS[arm_type].values():
        assert setting.what
        assert setting.default is None or isinstance(setting.default, kinds[setting.holds])
