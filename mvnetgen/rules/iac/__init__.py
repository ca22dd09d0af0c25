"""Rules about the mechanics of Terraform and its providers."""

from mvnetgen.rules.iac.api_version_too_old import api_version_too_old
from mvnetgen.rules.iac.azurerm_feature_gap import azurerm_feature_gap
from mvnetgen.rules.iac.azurerm_unsupported_service_tag import azurerm_unsupported_service_tag
from mvnetgen.rules.iac.azurerm_unsupported_target import azurerm_unsupported_target
from mvnetgen.rules.iac.casing_drift import casing_drift
from mvnetgen.rules.iac.concurrent_outbound_rules import concurrent_outbound_rules
from mvnetgen.rules.iac.inline_and_separate_rules import inline_and_separate_rules
from mvnetgen.rules.iac.network_provider_not_registered import network_provider_not_registered
from mvnetgen.rules.iac.preview_api_version import preview_api_version
from mvnetgen.rules.iac.provision_without_body import provision_without_body
from mvnetgen.rules.iac.removed_rules_stay_open import removed_rules_stay_open
from mvnetgen.rules.iac.role_assignment_not_ordered import role_assignment_not_ordered
from mvnetgen.rules.iac.schema_validation_disabled import schema_validation_disabled
from mvnetgen.rules.iac.short_timeouts import short_timeouts
from mvnetgen.rules.iac.split_ownership import split_ownership
from mvnetgen.rules.iac.unread_module import unread_module
from mvnetgen.rules.iac.unresolved_value import unresolved_value
from mvnetgen.rules.iac.wrong_parent import wrong_parent
from mvnetgen.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    api_version_too_old,
    azurerm_feature_gap,
    azurerm_unsupported_service_tag,
    azurerm_unsupported_target,
    casing_drift,
    concurrent_outbound_rules,
    inline_and_separate_rules,
    network_provider_not_registered,
    preview_api_version,
    provision_without_body,
    removed_rules_stay_open,
    role_assignment_not_ordered,
    schema_validation_disabled,
    short_timeouts,
    split_ownership,
    unread_module,
    unresolved_value,
    wrong_parent,
)
