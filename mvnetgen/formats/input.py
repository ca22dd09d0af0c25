"""What is read as one: a workspace file, or a Terraform module with all that it calls. Plain data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from mvnetgen.languages.hcl.folder import ModuleFolder

WORKSPACE_FILES = ("workspace.yml", "workspace.yaml")
"""Names by which people call the YAML of a workspace: one that cannot be parsed is told, whatever it holds."""


class InputKind(StrEnum):
    """What an input is, which decides who reads it."""

    YAML = "yaml"
    MODULE = "module"
    DEPLOYMENT = "deployment"
    """A Bicep file or ARM template with what it calls, as a parameter file hands it values."""
    DATA = "data"
    """A named file of which only its content says what it is: a plan, a state, an answer of Azure."""


@dataclass(frozen=True, slots=True)
class Input:
    """One thing to read: nothing outside of it, but what it names itself, says anything about its meaning."""

    path: str
    """As findings show it: relative to the working directory, with ``/``."""
    kind: InputKind
    named: bool = False
    """Whether the user named it, rather than a folder above it."""
    data: bytes | None = None
    """Its content, when that came through stdin or from a buffer; else it is read from the tree."""
    parameters: str = ""
    """For a deployment: the path of its parameter file. A ``.bicepparam`` file that names its template is the input itself."""
    module: ModuleFolder | None = None
    """For a Terraform module: its files, and who calls whom."""
    alone: bool = False
    """For a Terraform module: whether it is the only root of its repository, all of which was looked at."""
    weight: int = 0
    """Bytes to read."""
    revision: str = ""
    """The commit that it is read from; empty for the disk."""
    label: str = ""
    """What stands before its paths in findings: ``main:`` for what is read from a revision."""
