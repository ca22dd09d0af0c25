"""Rules about the shape of what was written."""

from mvnetgen.rules.shape.duplicate_key import duplicate_key
from mvnetgen.rules.shape.duplicate_rule_name import duplicate_rule_name
from mvnetgen.rules.shape.identity_without_ids import identity_without_ids
from mvnetgen.rules.shape.invalid_resource_id import invalid_resource_id
from mvnetgen.rules.shape.invalid_rule_name import invalid_rule_name
from mvnetgen.rules.shape.invalid_type import invalid_type
from mvnetgen.rules.shape.invalid_value import invalid_value
from mvnetgen.rules.shape.misplaced_rule_body import misplaced_rule_body
from mvnetgen.rules.shape.missing_key import missing_key
from mvnetgen.rules.shape.network_acls_not_applied import network_acls_not_applied
from mvnetgen.rules.shape.network_injection_conflict import network_injection_conflict
from mvnetgen.rules.shape.placeholder_value import placeholder_value
from mvnetgen.rules.shape.project_managed_network import project_managed_network
from mvnetgen.rules.shape.read_only_field import read_only_field
from mvnetgen.rules.shape.reserved_category import reserved_category
from mvnetgen.rules.shape.rule_type_mismatch import rule_type_mismatch
from mvnetgen.rules.shape.syntax_error import syntax_error
from mvnetgen.rules.shape.unknown_key import unknown_key
from mvnetgen.rules.shape.unsupported_workspace_kind import unsupported_workspace_kind

RULES = (
    duplicate_key,
    duplicate_rule_name,
    identity_without_ids,
    invalid_resource_id,
    invalid_rule_name,
    invalid_type,
    invalid_value,
    misplaced_rule_body,
    missing_key,
    network_acls_not_applied,
    network_injection_conflict,
    placeholder_value,
    project_managed_network,
    read_only_field,
    reserved_category,
    rule_type_mismatch,
    syntax_error,
    unknown_key,
    unsupported_workspace_kind,
)
