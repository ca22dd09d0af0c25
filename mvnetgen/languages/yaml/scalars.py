"""The values of scalars, as `yaml.safe_load` makes them."""

from __future__ import annotations

from datetime import date
from typing import Any

import yaml

from mvnetgen.text.errors import InputError
from mvnetgen.text.source import Span

_LOADER: Any = yaml.SafeLoader("")
_WORDS = {"!!int": "number", "!!float": "number", "!!timestamp": "date", "!!bool": "boolean"}


def scalar_tag(text: str, implicit: tuple[bool, bool]) -> str:
    """The tag that YAML 1.1 gives to a scalar without one; `implicit` is the event's."""
    tag: str = _LOADER.resolve(yaml.ScalarNode, text, implicit)
    return tag


def scalar_value(tag: str, text: str, span: Span) -> bool | int | float | str | date | None:
    """The value of a scalar. Raises `InputError` for a tag without meaning here and for a text that its tag does not allow."""
    begun = text if len(text) <= 40 else text[:39] + "\u2026"
    try:
        value: object = _LOADER.construct_object(yaml.ScalarNode(tag, text))
    except yaml.constructor.ConstructorError as error:
        raise InputError(f"the tag `{short_tag(tag)}` is not supported here", span) from error
    except (ValueError, KeyError, OverflowError, AttributeError, IndexError) as error:
        what = _WORDS.get(short_tag(tag), "value")
        raise InputError(f"`{begun}` is no {what} that can be read; quote it if it is a text", span) from error
    if isinstance(value, str) and any("\ud800" <= letter <= "\udfff" for letter in value):
        raise InputError("holds half of a character (a lone surrogate)", span)
    if value is None or isinstance(value, bool | int | float | str | date):
        return value
    what = "a binary value" if isinstance(value, bytes) else f"the tag `{short_tag(tag)}`"
    raise InputError(f"{what} is not supported here", span)


def short_tag(tag: str) -> str:
    """A tag as people write it: ``!!int``."""
    return tag.replace("tag:yaml.org,2002:", "!!")
