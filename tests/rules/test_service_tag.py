"""What a service tag amounts to when a part of it, or of its rule, is not known."""

import pytest

from mvnetgen.model.workspace import IsolationMode, ManagedNetwork, ServiceTagRule, Workspace
from mvnetgen.rules.service_tag import RULES
from mvnetgen.rules.service_tag.tag_kind import TagKind, judge_tag
from mvnetgen.text.document import HOLE, Unknown

NOBODY_KNOWS = Unknown("variable `x` has no default")


def partly(text: str) -> Unknown:
    return Unknown("a part comes from a variable", text=text.replace("?", HOLE))


def workspace(*rules: ServiceTagRule, mode: IsolationMode | Unknown = IsolationMode.APPROVED, **more) -> Workspace:
    return Workspace(managed_network=ManagedNetwork(isolation_mode=mode, outbound_rules=rules), **more)


def tagged(service_tag, protocol="TCP", port_ranges="443", **more) -> ServiceTagRule:
    return ServiceTagRule(name="x", service_tag=service_tag, protocol=protocol, port_ranges=port_ranges, **more)


def found(subject: Workspace) -> set[str]:
    return {rule.name for rule in RULES for _ in rule.function(subject)}


@pytest.mark.parametrize(
    ("rule", "kind"),
    [
        (tagged(NOBODY_KNOWS), TagKind.UNDECIDED),
        (tagged(None), TagKind.UNDECIDED),
        (tagged(partly("?")), TagKind.UNDECIDED),
        (tagged(partly("Stor?")), TagKind.UNDECIDED),
        (tagged(partly("AzureMonitor.?")), TagKind.UNDECIDED),  # may be AzureMonitor.Core
        (tagged(partly("Storage.?")), TagKind.BROAD),
        (tagged(partly("Storage.West?")), TagKind.BROAD),
        (tagged(partly("DataFactoryManagement.?")), TagKind.NOT_REGIONAL),
        (tagged(partly("BatchNodeManagement.?")), TagKind.PLAIN),  # perhaps the workspace's own region
        (tagged("AzureMonitor", port_ranges=NOBODY_KNOWS), TagKind.PLAIN),
        (tagged("AzureMonitor", protocol=NOBODY_KNOWS), TagKind.PLAIN),
        (tagged("AzureMonitor", port_ranges=partly("443, ?")), TagKind.PLAIN),
        (tagged("Storage", action=NOBODY_KNOWS), TagKind.UNDECIDED),
        (tagged("Storage", action="deny"), TagKind.UNDECIDED),
        (tagged("AzurePlatformDNS", action="Deny"), TagKind.PLATFORM),
        (tagged("Storage", address_prefixes=NOBODY_KNOWS), TagKind.UNDECIDED),
        (tagged(NOBODY_KNOWS, address_prefixes=("203.0.113.0/24",)), TagKind.OVERRIDDEN),
        (tagged("Storage", address_prefixes=(NOBODY_KNOWS,)), TagKind.OVERRIDDEN),
    ],
)
def test_kind_of_what_is_partly_known(rule: ServiceTagRule, kind: TagKind) -> None:
    """What is known is judged; what is not is never guessed."""
    assert judge_tag(rule, workspace(rule)).kind is kind


def test_nothing_is_said_when_nothing_is_known() -> None:
    """A rule whose every value is unknown raises nothing, in a mode that is unknown too."""
    rule = tagged(NOBODY_KNOWS, NOBODY_KNOWS, NOBODY_KNOWS, address_prefixes=NOBODY_KNOWS, action=NOBODY_KNOWS)

    assert found(workspace(rule, rule, mode=NOBODY_KNOWS)) == set()


def test_a_mode_that_is_unknown_may_be_the_approved_one() -> None:
    """What a tag opens is said unless the mode is known to be another."""
    assert found(workspace(tagged("Storage"), mode=NOBODY_KNOWS)) == {"broad-service-tag"}
    assert found(workspace(tagged("Storage"), mode=IsolationMode.INTERNET)) == set()


def test_known_parts_of_ports_are_judged() -> None:
    """A wrong part is wrong whatever the unknown one is; a right one proves nothing."""
    assert found(workspace(tagged("EventGrid", port_ranges=partly("?, https")))) >= {"invalid-port-range"}
    assert "invalid-port-range" not in found(workspace(tagged("EventGrid", port_ranges=partly("?, 443"))))
    assert "any-port" not in found(workspace(tagged("EventGrid", port_ranges=partly("?, 0-65535"))))


def test_service_made_rules_are_left_alone() -> None:
    """What Azure added and somebody exported is not the user's to mend."""
    made = tagged("Internet", "*", "*").model_copy(update={"name": "__SYS_ST_Internet", "category": "Required"})

    assert found(workspace(made, made)) == set()


@pytest.mark.parametrize(
    ("rule", "names"),
    [
        (tagged("KeyVault"), {"unknown-service-tag"}),
        (tagged("CognitiveServicesFrontend.WestEurope"), {"non-regional-service-tag"}),
        (tagged("VirtualNetwork"), {"platform-service-tag"}),
        (tagged("AzureMonitor"), {"redundant-service-tag"}),
        (tagged("AzureCognitiveSearch"), {"inbound-service-tag"}),
        (tagged("Storage"), {"broad-service-tag"}),
        (tagged("Storage.NorthEurope"), {"broad-service-tag", "service-tag-region-mismatch"}),
        (tagged("Storage", address_prefixes=("0.0.0.0/0",)), {"address-prefixes-override-tag", "broad-address-prefix"}),
        (tagged("Internet", "*", "*"), {"broad-service-tag", "any-port", "any-protocol"}),
        (tagged("AzureUpdateDelivery", "tcp", "443;80"), {"invalid-protocol", "invalid-port-range"}),
        (tagged("AzureUpdateDelivery", "icmp", "*"), {"invalid-protocol"}),
    ],
)
def test_of_one_tag_one_thing_is_said(rule: ServiceTagRule, names: set[str]) -> None:
    """The order in the group's docstring holds."""
    assert found(workspace(rule, location="westeurope")) == names


def test_two_rules_of_a_tag_that_may_go_are_no_duplicates() -> None:
    """The rule that says that both may go is enough."""
    twins = [tagged("AzureMonitor"), tagged("AzureMonitor")]

    assert found(workspace(*twins)) == {"redundant-service-tag"}


def test_an_allowing_and_a_denying_rule_are_no_duplicates() -> None:
    """They do not open the same."""
    assert "duplicate-service-tag" not in found(workspace(tagged("EventHub"), tagged("EventHub", action="Deny")))
