"""Adds outbound rules to the text of a workspace file."""

from mvnetgen.edit_yaml.splice import add_rules
from mvnetgen.edit_yaml.style import NewRule, Style, block_lines

__all__ = ["NewRule", "Style", "add_rules", "block_lines"]
