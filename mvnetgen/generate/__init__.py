"""Workspace → files of infrastructure code. Decisions are in `plan`, text in the templates, quoting in `filters`."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path

from mvnetgen.generate.accepted import Accepted
from mvnetgen.generate.bicep import bicep_files
from mvnetgen.generate.options import Layout, Options, Placement
from mvnetgen.generate.plan import plan_deployment
from mvnetgen.generate.replacement import Replacement
from mvnetgen.generate.terraform import terraform_files
from mvnetgen.model.workspace import Workspace


class Target(StrEnum):
    """What is generated."""

    TERRAFORM = "terraform"
    BICEP = "bicep"


def render(
    workspace: Workspace,
    options: Options | None = None,
    target: Target = Target.TERRAFORM,
    templates: Path | None = None,
) -> dict[str, str]:
    """
    The files of a workspace: relative path, with ``/``, to text. The same bytes for the same input, everywhere.

    Raises `RenderError` when the workspace cannot be written, `UsageError` for options that do not fit it,
    `TemplateError` for a template of the user's that cannot be filled in.
    """
    plan = plan_deployment(workspace, options or Options())
    return terraform_files(plan, templates) if target is Target.TERRAFORM else bicep_files(plan, templates)


def replaced(
    workspace: Workspace, options: Options, target: Target, before: Mapping[str, str], templates: Path | None = None
) -> Replacement:
    """What is to be said, and to be written beside `render`'s files, where they replace others of ours (name to text)."""
    if not before:
        return Replacement()
    from mvnetgen.generate.moves import replaced_bicep, replaced_terraform  # noqa: PLC0415 - reads what was there

    plan = plan_deployment(workspace, options)
    return replaced_terraform(plan, before, templates) if target is Target.TERRAFORM else replaced_bicep(plan, before)


__all__ = [
    "Accepted",
    "Layout",
    "Options",
    "Placement",
    "Replacement",
    "Target",
    "plan_deployment",
    "render",
    "replaced",
]
