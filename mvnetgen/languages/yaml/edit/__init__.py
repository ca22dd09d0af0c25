"""Adds outbound rules to the text of a workspace file."""

from mvnetgen.languages.yaml.edit.splice import add_rules
from mvnetgen.languages.yaml.edit.style import NewRule, Style, block_lines

__all__ = ["NewRule", "Style", "add_rules", "block_lines"]
