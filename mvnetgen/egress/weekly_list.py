"""Microsoft's weekly file of service tags: the addresses behind each."""

from __future__ import annotations

import json
from typing import Any

from mvnetgen.azure.address_prefixes import parse_prefix
from mvnetgen.egress.addresses import Addresses
from mvnetgen.text.errors import InputError
from mvnetgen.text.source import Source, Span


def read_weekly_list(source: Source) -> dict[str, Addresses]:
    """The addresses by the name of the tag in lower case, region included. Raises `InputError` for any other file."""
    try:
        document: Any = json.loads(source.text)
    except (ValueError, RecursionError) as error:
        line, column = getattr(error, "lineno", 1), getattr(error, "colno", 1)
        raise InputError("is no JSON", Span.point(source.path, line, column)) from error
    values = document.get("values") if isinstance(document, dict) else None
    if not isinstance(values, list):
        message = "is not Microsoft's file of service tags: it has no list `values` (ServiceTags_Public_….json)"
        raise InputError(message, Span.point(source.path))
    found: dict[str, Addresses] = {}
    for each in values:
        properties = each.get("properties") if isinstance(each, dict) else None
        listed = properties.get("addressPrefixes") if isinstance(properties, dict) else None
        if isinstance(listed, list) and isinstance(each.get("name"), str):
            prefixes = (parse_prefix(text) for text in listed if isinstance(text, str))
            found[each["name"].lower()] = Addresses.of(prefix for prefix in prefixes if prefix is not None)
    return found
