"""``mvnetgen explain``."""

from __future__ import annotations

import click

from mvnetgen.errors import UsageError
from mvnetgen.rules import RULES_BY_NAME
from mvnetgen.shape import nearest


@click.command()
@click.argument("rule")
def explain(rule: str) -> None:
    """Explain one rule: what it finds, why it matters, how to mend it."""
    known = RULES_BY_NAME.get(rule)
    if known is None:
        guess = nearest(rule, RULES_BY_NAME)
        raise UsageError(
            f"`{rule}` is no rule" + (f"; did you mean `{guess}`?" if guess else "; `mvnetgen rules` lists them")
        )
    click.echo(f"{known.name} ({known.severity.value}, {known.group.replace('_', ' ')})\n\n{known.documentation}")
