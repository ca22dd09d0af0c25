"""Where the templates of a user run."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import Any

from jinja2.sandbox import ImmutableSandboxedEnvironment

_PLAIN = (str, int, float, tuple, list, Mapping, AbstractSet)


class Sandbox(ImmutableSandboxedEnvironment):
    """
    Jinja's own sandbox, and of our objects the data alone.

    Jinja lets a template call every public method, and some of those that pydantic gives a model read files and unpickle.
    """

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Whether a template may have the attribute: never a method of what is neither plain data nor Jinja's."""
        plain = isinstance(obj, _PLAIN) or type(obj).__module__.partition(".")[0] == "jinja2"
        return super().is_safe_attribute(obj, attr, value) and (plain or not callable(value))
