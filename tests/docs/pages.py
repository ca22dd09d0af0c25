"""What the documentation says that is made from the code and committed: facts, commands, schemas, the groups in the README."""

import json
import re

import click

from docs.hooks.rule_pages import GROUPS, cell, title_of
from mvnetgen.azure import facts
from mvnetgen.cli import COMMANDS, EVERYWHERE
from mvnetgen.cli import mvnetgen as program
from mvnetgen.formats.az_ml import workspace_schema
from mvnetgen.languages.hcl.functions.attempt import LAZY
from mvnetgen.languages.hcl.functions.call import OUTSIDE
from mvnetgen.languages.hcl.functions.signature import FUNCTIONS
from mvnetgen.lint.finding import DOCUMENTATION

MADE = "<!-- made by `pytest --update-golden tests/docs`: change the code that it tells about instead -->"


def readme_groups() -> str:
    """The groups of rules in the README."""
    rows = [f"| [{title_of(group)}]({DOCUMENTATION}#{group}) | {about} |" for group, about in GROUPS.items()]
    return "\n".join(["| Rules | What they judge |", "| --- | --- |", *rows])


# Facts


def facts_page() -> str:
    """Every table of facts, with its source and its date."""
    tables = facts.tables()
    lines = [
        "# Facts",
        "",
        MADE,
        "",
        "What mvnetgen knows about Azure stands in tables, each with its source and the date on which it was true.",
        "`mvnetgen rules --facts` prints the dates; a table older than a year says so. Where a fact is not certain, the",
        "rules that rest on it say *may*.",
        "",
        "| Table | Date | How sure | Rows |",
        "| --- | --- | --- | --- |",
    ]
    lines += [
        f"| [{cell(each.title)}](#{each.name}) | {each.date} | {each.confidence} | {len(each.rows)} |"
        for each in tables
    ]
    for each in tables:
        lines += ["", f"## {each.title} {{ #{each.name} }}", "", f"True on {each.date}, {each.confidence}."]
        lines += [f"Source: {each.source}"]
        lines += [f"\n{each.note}"] if each.note else []
        columns = [str(name) for name in (each.rows[0] if each.rows else ())]
        lines += ["", f'??? note "{len(each.rows)} rows"', ""]
        lines += ["    | " + " | ".join(columns) + " |", "    |" + " --- |" * len(columns)]
        lines += ["    | " + " | ".join(_code(row[name] or "") for name in columns) + " |" for row in each.rows]
    return "\n".join(lines) + "\n"


def _code(text: str) -> str:
    if re.fullmatch(r"https?://\S+", text):
        return text
    return f"`{text}`".replace("|", "\\|") if re.search(r"[*_<>{}\[\]\\$]|^\S*[./]\S*$", text) and text else cell(text)


# Commands


def cli_page() -> str:
    """Every command with its arguments and options."""
    lines = ["# Commands", "", MADE, ""]
    context = click.Context(program, info_name="mvnetgen")
    lines += [f"{_sentence(program)}", "", "| Command | |", "| --- | --- |"]
    lines += [f"| [`mvnetgen {name}`](#{name}) | {cell(COMMANDS[name])} |" for name in sorted(COMMANDS)]
    lines += ["", "Every command takes:", "", "| Option | |", "| --- | --- |"]
    lines += [f"| {_code_list(words)} | {help_} |" for _, words, help_ in EVERYWHERE]
    lines += ["| `-h`, `--help` | Show this message and exit. |", "| `--version` | Show the version and exit. |"]
    for name in sorted(COMMANDS):
        command = program.get_command(context, name)
        lines += _command(f"mvnetgen {name}", command, "##")
        if isinstance(command, click.Group):
            for child in sorted(command.commands):
                lines += _command(f"mvnetgen {name} {child}", command.commands[child], "###")
    return "\n".join(lines) + "\n"


def _command(name: str, command: click.Command, level: str) -> list[str]:
    anchor = name.removeprefix("mvnetgen ").replace(" ", "-")
    arguments = [each for each in command.params if isinstance(each, click.Argument)]
    usage = " ".join([name, *(["[OPTIONS]"] if not isinstance(command, click.Group) else ["COMMAND"])])
    usage += "".join(f" {each.metavar or (each.name or '').upper()}" for each in arguments)
    lines = ["", f"{level} {name} {{ #{anchor} }}", "", _sentence(command), "", f"```text\n{usage}\n```"]
    everywhere = {"--version"} | {words[-1] for _, words, _ in EVERYWHERE}
    options = [
        each
        for each in command.params
        if isinstance(each, click.Option) and each.opts[-1] not in everywhere and not each.hidden
    ]
    if options:
        lines += ["", "| Option | |", "| --- | --- |"]
        lines += [f"| {_option(each)} | {cell(each.help or '')}{_choices(each)} |" for each in options]
    return lines


def _sentence(command: click.Command) -> str:
    return " ".join((command.help or "").split())


def _option(option: click.Option) -> str:
    if option.is_flag:
        return _code_list(option.opts)
    named = isinstance(option.type, click.Choice | click.IntRange) or option.type.name in {"text", "path"}
    value = option.metavar or (option.opts[-1].removeprefix("--").upper() if named else option.type.name.upper())
    return _code_list([*option.opts[:-1], f"{option.opts[-1]} {value}"])


def _choices(option: click.Option) -> str:
    if not isinstance(option.type, click.Choice):
        return ""
    return f" One of {_code_list([str(getattr(each, 'value', each)) for each in option.type.choices])}."


def _code_list(words: object) -> str:
    assert isinstance(words, list | tuple)
    return ", ".join(f"`{word}`" for word in words)


def functions() -> str:
    """Terraform's functions: what is computed, and what is not."""
    known = sorted({*FUNCTIONS, *LAZY} - OUTSIDE)
    outside = sorted(OUTSIDE)
    return (
        f"{len(known)} functions are computed as Terraform computes them:\n\n"
        + ", ".join(f"`{name}`" for name in known)
        + ".\n\nUnknown, because time, chance, the machine or a key decides: "
        + ", ".join(f"`{name}`" for name in outside)
        + ", and all `provider::` functions."
    )


def schema(document: object) -> str:
    """A JSON Schema, as `mvnetgen schema` prints it."""
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def pages() -> dict[str, str]:
    """Every page and file that is made, by its path from the top of the repository."""
    return {
        "docs/facts.md": facts_page(),
        "docs/cli.md": cli_page(),
        "docs/workspace.schema.json": schema(workspace_schema()),
    }


def regions() -> dict[str, tuple[str, str, str]]:
    """Parts of files that are made: path to the line before, the text, the line behind."""
    return {
        "README.md": ("<!-- groups -->", readme_groups(), "<!-- /groups -->"),
        "docs/terraform.md": ("<!-- functions -->", functions(), "<!-- /functions -->"),
    }
