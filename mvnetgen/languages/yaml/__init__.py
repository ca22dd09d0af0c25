"""YAML text to a document with places. Nothing outside of this package imports yaml."""

from mvnetgen.languages.yaml.comments import find_comments, statement_ends
from mvnetgen.languages.yaml.compose import Document, parse_yaml

__all__ = ["Document", "find_comments", "parse_yaml", "statement_ends"]
