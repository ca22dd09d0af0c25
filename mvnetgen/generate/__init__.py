"""Workspace → files of infrastructure code. Decisions are in `plan`, text in the templates, quoting in `filters`."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path

from mvnetgen.generate.accepted import Accepted
from mvnetgen.generate.avm import avm_files
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
    AVM = "avm"
    """Terraform that calls the Azure Verified Module of the workspace."""


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
    return _FILES[target](plan, templates)


_FILES = {Target.TERRAFORM: terraform_files, Target.BICEP: bicep_files, Target.AVM: avm_files}


def replaced(
    workspace: Workspace,
    options: Options,
    target: Target,
    before: Mapping[str, str],
    now: Mapping[str, str],
    *,
    templates: Path | None = None,
) -> Replacement:
    """What is to be said, and to be written beside `render`'s files (`now`), where they replace others of ours (`before`)."""
    if not before or before == now:
        return Replacement()
    from mvnetgen.generate.moves import replaced_bicep, replaced_terraform  # noqa: PLC0415 - reads what was there

    plan = plan_deployment(workspace, options)
    match target:
        case Target.TERRAFORM:
            return replaced_terraform(plan, before, templates)
        case Target.BICEP:
            return replaced_bicep(plan, before)
    return Replacement()


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
