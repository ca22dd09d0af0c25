"""Rules about the shape of what was written."""

from mvnetgen.rules.shape.duplicate_key import duplicate_key
from mvnetgen.rules.shape.invalid_type import invalid_type
from mvnetgen.rules.shape.misplaced_rule_body import misplaced_rule_body
from mvnetgen.rules.shape.missing_key import missing_key
from mvnetgen.rules.shape.read_only_field import read_only_field
from mvnetgen.rules.shape.rule_type_mismatch import rule_type_mismatch
from mvnetgen.rules.shape.syntax_error import syntax_error
from mvnetgen.rules.shape.unknown_key import unknown_key

RULES = (
    duplicate_key,
    invalid_type,
    misplaced_rule_body,
    missing_key,
    read_only_field,
    rule_type_mismatch,
    syntax_error,
    unknown_key,
)
