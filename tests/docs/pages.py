"""What the documentation says that is made from the code: rule pages, tables of rules and facts, the commands, schemas."""

import json
import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import click

from mvnetgen.azure import facts
from mvnetgen.cli import COMMANDS, EVERYWHERE
from mvnetgen.cli import mvnetgen as program
from mvnetgen.formats.az_ml import workspace_schema
from mvnetgen.languages.hcl.functions.attempt import LAZY
from mvnetgen.languages.hcl.functions.call import OUTSIDE
from mvnetgen.languages.hcl.functions.signature import FUNCTIONS
from mvnetgen.lint.finding import DOCUMENTATION
from mvnetgen.project.read_config import config_schema
from mvnetgen.rules.index import RULES
from mvnetgen.rules.rule import Rule
from tests import ROOT

CASES = ROOT / "tests" / "golden" / "rules"
MADE = "<!-- made by `pytest --update-golden tests/docs`: change the rule or its cases instead -->"

GROUPS = {
    "shape": "the file itself: keys, types, ids, names",
    "isolation": "rules that the isolation mode does not allow, or ignores",
    "fqdn": "hosts that are opened",
    "firewall": "the firewall that FQDN rules bring",
    "private_endpoint": "private endpoints, and who must be allowed to approve them",
    "service_tag": "service tags, address prefixes, ports and protocols",
    "workspace": "what stands around the network: storage, registry, compute, access",
    "iac": "how Terraform writes it",
    "policy": "what your organization allows; each needs its setting in `policy`",
    "meta": "ignore comments",
}


def title_of(group: str) -> str:
    """A group as people write it: ``private endpoint``."""
    return group.replace("_", " ")


def grouped() -> list[tuple[str, list[Rule]]]:
    """The rules by group, in the order of the catalogue."""
    return [(group, list(rules)) for group, rules in groupby(RULES, key=lambda rule: rule.group)]


def cell(text: str) -> str:
    """A text in a table; code spans keep their angle brackets."""
    parts = re.split(r"(`[^`]*`)", " ".join(text.split()).replace("|", "\\|"))
    return "".join(part if part.startswith("`") else part.replace("<", "&lt;") for part in parts)


# Rules


def rule_page(rule: Rule) -> str:
    """The page of a rule: its docstring, and the cases that show it."""
    parts = [
        f"# {rule.name}",
        MADE,
        f"**{rule.severity.value}** · group [{title_of(rule.group)}](index.md#{rule.group}) · since {rule.since}",
        rule.documentation,
        *_shown(rule),
        "## Accept it",
        "On the line of the finding, or alone on the line above it, with the reason:",
        f"```yaml\n# mvnetgen: ignore[{rule.name}] why this is fine here\n```",
        f"Everywhere: `ignore: [{rule.name}]` in [`.mvnetgen.yml`](../configuration.md).",
    ]
    return "\n\n".join(parts) + "\n"


def _shown(rule: Rule) -> Iterator[str]:
    found = [("bad", "YAML"), ("bad_terraform", "Terraform")]
    if any((CASES / rule.name / case).is_dir() for case, _ in found):
        yield "## What it finds"
    for case, _ in found:
        folder = CASES / rule.name / case
        if folder.is_dir():
            yield from _files(folder)
            yield f"```text\n{(folder / 'output.txt').read_text(encoding='utf-8').rstrip()}\n```"
    if (CASES / rule.name / "good").is_dir():
        yield "## What it leaves alone"
        yield from _files(CASES / rule.name / "good")


def _files(folder: Path) -> Iterator[str]:
    for path in sorted(folder.iterdir()):
        language = {".yml": "yaml", ".tf": "hcl", ".tfvars": "hcl"}.get(path.suffix)
        if language and path.is_file():
            text = path.read_bytes().decode("utf-8", "backslashreplace").rstrip()
            fence = "````" if "```" in text else "```"
            yield f'{fence}{language} title="{path.name}"\n{text}\n{fence}'


def rule_index() -> str:
    """The page of all rules."""
    lines = [
        "# Rules",
        "",
        MADE,
        "",
        f"{len(RULES)} rules. A rule is named after what it finds, so that `ignore[<name>]` reads well. On the command line:",
        "`mvnetgen rules` and `mvnetgen explain <name>`.",
        "",
        "An **error** breaks the deployment or the network, a **warning** is likely not what was meant, an **info** is",
        "worth knowing. `--fail-on` says from where on a run fails; the default is `warning`.",
        "",
    ]
    for group, rules in grouped():
        lines += [f"## {title_of(group)} {{ #{group} }}", "", f"{GROUPS[group][0].upper()}{GROUPS[group][1:]}.", ""]
        lines += [*rule_table(rules, lambda rule: f"{rule.name}.md"), ""]
    return "\n".join(lines).rstrip() + "\n"


def rule_table(rules: list[Rule], link) -> list[str]:
    """A table of rules."""
    rows = [f"| [`{rule.name}`]({link(rule)}) | {rule.severity.value} | {cell(rule.summary)} |" for rule in rules]
    return ["| Rule | Severity | What it finds |", "| --- | --- | --- |", *rows]


def readme_rules() -> str:
    """The table of rules in the README."""
    lines = [f"<details><summary>All {len(RULES)} rules</summary>", ""]
    for group, rules in grouped():
        lines += [f"**{title_of(group)}**: {GROUPS[group]}", ""]
        lines += [*rule_table(rules, lambda rule: f"{DOCUMENTATION}{rule.name}/"), ""]
    return "\n".join([*lines, "</details>"])


def navigation() -> str:
    """The rules in the navigation of the site."""
    lines = ["  - Rules:", "      - rules/index.md"]
    for group, rules in grouped():
        lines.append(f"      - {title_of(group)}:")
        lines += [f"          - rules/{rule.name}.md" for rule in rules]
    return "\n".join(lines)


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
    made = {f"docs/rules/{rule.name}.md": rule_page(rule) for rule in RULES}
    return made | {
        "docs/rules/index.md": rule_index(),
        "docs/facts.md": facts_page(),
        "docs/cli.md": cli_page(),
        "docs/workspace.schema.json": schema(workspace_schema()),
        "docs/config.schema.json": schema(config_schema()),
    }


def regions() -> dict[str, tuple[str, str, str]]:
    """Parts of files that are made: path to the line before, the text, the line behind."""
    return {
        "README.md": ("<!-- rules -->", readme_rules(), "<!-- /rules -->"),
        "mkdocs.yml": ("  # rules", navigation(), "  # /rules"),
        "docs/terraform.md": ("<!-- functions -->", functions(), "<!-- /functions -->"),
    }
