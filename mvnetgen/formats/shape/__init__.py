"""
How a document becomes the model: tables of fields, and the kinds of value that a field can hold.

A format is a table (`azml`, `arm`, …). Reading a document by its table gives the model, the place of every value, and
what was misread: unknown keys, missing keys, wrong types. A value that was misread becomes `Unknown`, so that no other
rule speaks of it again. The same tables give the JSON Schema.
"""

from mvnetgen.formats.shape.kinds import Choice, Flag, Kind, ListOf, MapOf, Text
from mvnetgen.formats.shape.reading import Reading
from mvnetgen.formats.shape.table import Field, Table
from mvnetgen.text.document import shown
from mvnetgen.text.nearest import nearest

__all__ = ["Choice", "Field", "Flag", "Kind", "ListOf", "MapOf", "Reading", "Table", "Text", "nearest", "shown"]
