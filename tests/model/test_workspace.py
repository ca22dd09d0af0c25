"""Readers make models without pydantic's checks; here pydantic checks what they made of every case that we have."""

from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from mvnetgen.formats import arm as read_arm
from mvnetgen.formats.az_ml import fields, read_workspace_file
from mvnetgen.formats.shape import Table
from mvnetgen.formats.terraform.read import read_module
from mvnetgen.languages.hcl.folder import module_folder
from mvnetgen.model.workspace import ManagedNetwork, PrivateEndpointRule, ServiceTagRule, Workspace
from mvnetgen.text.errors import InputError
from mvnetgen.text.source import read_source
from mvnetgen.text.tree import Disk
from tests import GOLDEN

YAML = sorted(GOLDEN.glob("*/*/*/input.yml")) + sorted(GOLDEN.glob("*/*/input.yml"))
MODULES = sorted({path.parent for path in GOLDEN.glob("rules/*/*/input.tf")})


def checked(value: Any) -> Any:
    """The value with every model in it made again by its constructor, which checks."""
    if isinstance(value, BaseModel):
        return type(value)(**{name: checked(getattr(value, name)) for name in type(value).model_fields})
    if isinstance(value, tuple):
        return tuple(checked(each) for each in value)
    return value


def test_yaml() -> None:
    """What is read of every workspace file holds what the model says."""
    read = 0
    for path in YAML:
        try:
            estate = read_workspace_file(read_source(path))
        except InputError:
            continue
        for declaration in estate.declarations:
            assert checked(declaration.workspace) == declaration.workspace, path
            read += 1
    assert read > 300


def test_terraform() -> None:
    """What is read of every Terraform case holds what the model says, in every world."""
    read = 0
    for folder in MODULES:
        for _, estate in read_module(module_folder(folder, Disk(str(folder))), Disk(str(folder))).worlds:
            for declaration in estate.declarations:
                assert checked(declaration.workspace) == declaration.workspace, folder
                read += 1
    assert read > 300


def tables() -> Iterator[tuple[Table, type[BaseModel]]]:
    """The tables whose values go straight into a model."""
    yield read_arm.WHOLE, Workspace
    yield read_arm.PATCH, Workspace
    yield from ((table, Workspace) for table in vars(fields).values() if _makes(table, Workspace))
    yield read_arm.NETWORK, ManagedNetwork
    yield read_arm.SERVICE_TAG, ServiceTagRule
    yield read_arm.PRIVATE_ENDPOINT, PrivateEndpointRule


def _makes(table: object, model: type[BaseModel]) -> bool:
    return isinstance(table, Table) and getattr(table.make, "__self__", None) is model


def test_tables_name_fields_of_the_model() -> None:
    """No table reads into an attribute that the model does not have: it would be lost without a word."""
    judged = 0
    for table, model in tables():
        assert {each.to for each in table.fields if each.to} <= set(model.model_fields)
        judged += 1
    assert judged > 6


def test_the_constructor_checks() -> None:
    """Whoever is no reader is told of a wrong type and of an unknown field."""
    with pytest.raises(ValidationError):
        Workspace(name=["a list"])
    with pytest.raises(ValidationError):
        ManagedNetwork(isolation="on")
