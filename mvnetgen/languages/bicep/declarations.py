"""What a file declares, by name."""

from __future__ import annotations

from dataclasses import dataclass, field

from mvnetgen.languages.bicep.syntax import (
    Assignment,
    Extends,
    Extension,
    File,
    Function,
    Identifier,
    Import,
    Literal,
    Module,
    ObjectLiteral,
    Output,
    Parameter,
    Resource,
    TargetScope,
    TypeDeclaration,
    Using,
    Variable,
)

Imported = tuple[Import, str]
"""The statement, and the name in the file that exports it; ``*`` for all of them."""


@dataclass
class Declarations:
    """The statements of a file by what they are and how they are called. Of two with one name the first counts."""

    file: File
    scope: str = "resourceGroup"
    parameters: dict[str, Parameter] = field(default_factory=dict)
    variables: dict[str, Variable] = field(default_factory=dict)
    resources: dict[str, Resource] = field(default_factory=dict)
    modules: dict[str, Module] = field(default_factory=dict)
    outputs: dict[str, Output] = field(default_factory=dict)
    types: dict[str, TypeDeclaration] = field(default_factory=dict)
    functions: dict[str, Function] = field(default_factory=dict)
    imports: dict[str, Imported] = field(default_factory=dict)
    assignments: dict[str, Assignment] = field(default_factory=dict)
    """Of a parameter file."""
    aliases: dict[str, str] = field(default_factory=dict)
    """Other names of the namespaces of functions: ``extension az as x``."""
    using: Using | None = None
    extends: Extends | None = None


def declare(file: File) -> Declarations:
    """The statements of a file by name."""
    found = Declarations(file)
    for statement in file.statements:
        match statement:
            case Parameter(name=name):
                found.parameters.setdefault(name.name, statement)
            case Variable(name=name):
                found.variables.setdefault(name.name, statement)
            case Resource(name=name):
                found.resources.setdefault(name.name, statement)
            case Module(name=name, test=False):
                found.modules.setdefault(name.name, statement)
            case Output(name=name):
                found.outputs.setdefault(name.name, statement)
            case TypeDeclaration(name=name):
                found.types.setdefault(name.name, statement)
            case Function(name=name):
                found.functions.setdefault(name.name, statement)
            case Assignment(name=name):
                found.assignments.setdefault(name.name, statement)
            case TargetScope(value=Literal(value=str() as scope)):
                found.scope = scope
            case Import():
                for symbol in statement.symbols:
                    found.imports.setdefault(symbol.alias.name, (statement, symbol.name))
                if statement.everything:
                    found.imports.setdefault(statement.everything.name, (statement, "*"))
            case Extension(specification=Identifier(name=name), alias=Identifier(name=alias)):
                found.aliases.setdefault(alias, name)
            case Using():
                found.using = found.using or statement
            case Extends():
                found.extends = found.extends or statement
    return found


def nested(body: ObjectLiteral) -> dict[str, Resource]:
    """The resources that are declared in the body of another one."""
    found: dict[str, Resource] = {}
    for entry in body.entries:
        if isinstance(entry, Resource):
            found.setdefault(entry.name.name, entry)
    return found
