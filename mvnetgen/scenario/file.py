"""Workspace files with a scenario pack added."""

from __future__ import annotations

from mvnetgen.formats.az_ml import read_workspace_file
from mvnetgen.languages.yaml.edit import add_rules
from mvnetgen.model.estate import Estate
from mvnetgen.scenario.plan import Plan
from mvnetgen.text.errors import OutputError
from mvnetgen.text.source import Source, decode

UNNAMED = "workspace"
"""The name of a workspace whose file has none."""


def read(source: Source) -> Estate:
    """The estate of a workspace file; one for updates may lack a name. Raises `InputError`."""
    estate = read_workspace_file(source)
    lacks_name = not isinstance(estate.declarations[0].workspace.name, str)
    return read_workspace_file(source, {"name": UNNAMED}) if lacks_name else estate


def apply(plan: Plan, text: str, path: str) -> str:
    """
    The text of a workspace file, line ends and byte order mark included, with what a plan adds.

    Raises `OutputError` when the file is written in a way that cannot be added to.
    """
    after = add_rules(text, path, plan.new, plan.spark)
    before, now = (read(decode(each.encode(), path)).declarations[0].workspace for each in (text, after))
    assert before.network is not None
    rules = list(before.network.outbound_rules)
    for index in plan.spark:
        rules[index] = rules[index].model_copy(update={"spark_enabled": True})
    network = before.network.model_copy(update={"outbound_rules": (*rules, *plan.new)})
    if now != before.model_copy(update={"managed_network": network}):
        names = ", ".join(f"`{rule.name}`" for rule in plan.new)
        raise OutputError(f"{path}: its rules are written in a way that cannot be added to; add {names} by hand")
    return after
