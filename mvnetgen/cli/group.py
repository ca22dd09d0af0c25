"""A command with commands below it, which proposes the one that was meant."""

from __future__ import annotations

import click

from mvnetgen.text.nearest import nearest


class Group(click.Group):
    """A group that answers a mistyped word with the nearest command."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does; for a word that is no command with a proposal."""
        word = args[0]
        if not word.startswith("-") and self.get_command(ctx, word) is None:
            known = self.list_commands(ctx)
            guess = nearest(word, known)
            hint = f"did you mean `{guess}`?" if guess else "there are " + ", ".join(f"`{each}`" for each in known)
            ctx.fail(f"`{word}` is no command; {hint}")
        return super().resolve_command(ctx, args)
