"""
The pages of the rules, made when the site is built: mkdocs calls `on_config` and `on_files` (see ``hooks`` in `mkdocs.yml`).

A rule's page is its docstring and the cases that show it; nothing of it is committed, so that a new rule is its own files.
"""

import json
import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from mvnetgen.project.read_config import config_schema
from mvnetgen.report.egress.schema import egress_schema, reach_schema
from mvnetgen.rules.index import RULES
from mvnetgen.rules.rule import Rule

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "golden" / "rules"

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
    "change": "what a change does, which only two versions show: `mvnetgen diff`",
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


def rule_page(rule: Rule) -> str:
    """The page of a rule: its docstring, and the cases that show it."""
    parts = [
        f"# {rule.name}",
        " · ".join(_about(rule)),
        rule.documentation,
        *_shown(rule),
        "## Accept it",
        "On the line of the finding, or alone on the line above it, with the reason:",
        f"```yaml\n# mvnetgen: ignore[{rule.name}] why this is fine here\n```",
        f"Everywhere: `ignore: [{rule.name}]` in [`.mvnetgen.yml`](../configuration.md).",
    ]
    return "\n\n".join(parts) + "\n"


def _about(rule: Rule) -> Iterator[str]:
    yield f"**{rule.severity.value}**"
    yield f"group [{title_of(rule.group)}](index.md#{rule.group})"
    yield f"since {rule.since}"
    yield f"applies to: {', '.join(rule.owners)}"


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
    """The files of a case, those of its old version before those of its new one."""
    versions = sorted((each for each in folder.iterdir() if each.is_dir()), reverse=True)
    for path in [*sorted(folder.iterdir()), *(file for version in versions for file in sorted(version.iterdir()))]:
        language = {".yml": "yaml", ".tf": "hcl", ".tfvars": "hcl", ".bicep": "bicep"}.get(path.suffix)
        if language and path.is_file():
            text = path.read_bytes().decode("utf-8", "backslashreplace").rstrip()
            fence = "````" if "```" in text else "```"
            title = path.relative_to(folder).as_posix()
            yield f'{fence}{language} title="{title}"\n{text}\n{fence}'


def rule_index() -> str:
    """The page of all rules."""
    lines = [
        "# Rules",
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
        lines += [*rule_table(rules), ""]
    return "\n".join(lines).rstrip() + "\n"


def rule_table(rules: list[Rule]) -> list[str]:
    """A table of rules, each with a link to its page."""
    rows = [f"| [`{rule.name}`]({rule.name}.md) | {rule.severity.value} | {cell(rule.summary)} |" for rule in rules]
    return ["| Rule | Severity | What it finds |", "| --- | --- | --- |", *rows]


def navigation() -> list[Any]:
    """The rules in the navigation of the site: the index, then the groups."""
    groups = [{title_of(group): [f"rules/{rule.name}.md" for rule in rules]} for group, rules in grouped()]
    return ["rules/index.md", *groups]


def pages() -> dict[str, str]:
    """The pages by their path below `docs`, and the schemas that are made from the code."""
    made = {"rules/index.md": rule_index()} | {f"rules/{rule.name}.md": rule_page(rule) for rule in RULES}
    schemas = {"config": config_schema(), "egress": egress_schema(), "reach": reach_schema()}
    return made | {
        f"{name}.schema.json": json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
        for name, schema in schemas.items()
    }


# What mkdocs calls


def on_config(config: Any) -> Any:
    """Puts the rules where the navigation says ``rules/``."""
    config.nav = [{"Rules": navigation()} if entry == {"Rules": "rules/"} else entry for entry in config.nav]
    return config


def on_files(files: Any, config: Any) -> Any:
    """Adds the pages; `Edit this page` leads to the rule."""
    from mkdocs.structure.files import File  # noqa: PLC0415 - only there when the site is built

    sources = {f"rules/{rule.name}.md": f"{rule.group}/{rule.name.replace('-', '_')}.py" for rule in RULES}
    for path, text in pages().items():
        page = File.generated(config, path, content=text)
        page.edit_uri = f"../mvnetgen/rules/{sources.get(path, 'index.py')}"
        files.append(page)
    return files
