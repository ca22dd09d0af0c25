"""What the command line says about parameters, for Bicep and ARM templates."""

from __future__ import annotations

from collections.abc import Iterable

from mvnetgen.text.errors import UsageError


def parameter_files(paths: Iterable[str]) -> list[str]:
    """Those of ``--var-file`` that hold parameters of templates; the others are Terraform's."""
    return [path for path in paths if is_parameter_file(path)]


def is_parameter_file(path: str) -> bool:
    """Whether a file of values is one for templates, by its name."""
    lowered = path.lower()
    return lowered.endswith((".bicepparam", ".json", ".jsonc")) and not lowered.endswith(".tfvars.json")


def given_values(variables: Iterable[str]) -> dict[str, str]:
    """The values of ``--var name=value`` by names. Raises `UsageError` for one without a name."""
    found: dict[str, str] = {}
    for text in variables:
        name, equals, value = text.partition("=")
        if not equals or not name.strip():
            raise UsageError(f"`--var {text}` needs the form name=value")
        found[name.strip()] = value
    return found
