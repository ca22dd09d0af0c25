"""What a project generates: the `generate` of the configuration. The words are those of the command's options."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Word = Annotated[str, StringConstraints(min_length=1)]


class Generation(BaseModel):
    """One workspace file, and the infrastructure code that is made of it. Paths start from the configuration file."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    file: Word = Field(description="The az ml workspace YAML.")
    targets: tuple[Literal["terraform", "bicep", "avm"], ...] = Field(
        default=("terraform",), min_length=1, description="What to generate; of two targets each has its own folder."
    )
    out: Word | None = Field(default=None, description="Folder for the files; else the file's name without its end.")
    layout: Literal["root", "module"] = Field(
        default="root", description="Terraform: `module` leaves the provider block out."
    )
    rules: Literal["child", "inline"] = Field(
        default="child", description="Outbound rules as resources of their own, or inside the workspace in one request."
    )
    api_version: Word | None = Field(default=None, description="Api-version of the workspace.")
    templates: Word | None = Field(default=None, description="Folder with templates that replace single ones.")
    name: Word | None = Field(default=None, description="Name of the workspace, instead of the file's.")
    location: Word | None = Field(default=None, description="Azure region, instead of the file's.")
    resource_group: Word | None = Field(default=None, description="Resource group, instead of the file's.")
    subscription: Word | None = Field(default=None, description="Subscription to deploy to.")
    client_endpoint: Word | None = Field(
        default=None, description="Id of a subnet that gets a private endpoint to the workspace."
    )
