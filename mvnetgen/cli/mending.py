"""``lint --fix`` and ``lint --add-ignore``."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from mvnetgen.cli.terminal import QUIET, put, wants
from mvnetgen.project.run import Progress, Request, Run
from mvnetgen.report.style import clean
from mvnetgen.report.summary import counted
from mvnetgen.text.errors import UsageError


@dataclass(frozen=True)
class Mending:
    """What a run changes in the files that it judges."""

    fixes: bool
    unsafe: bool
    shows: bool
    """Whether the changes are shown instead of written."""
    reason: str | None
    """Why what is left is ignored from now on; None when it is not."""

    @property
    def wanted(self) -> bool:
        """Whether anything is changed, or shown as if it were."""
        return self.fixes or self.shows or self.reason is not None

    def check(self, paths: Sequence[str], *, records: bool) -> None:
        """Raises `UsageError` for options that do not go together."""
        if self.unsafe and not (self.fixes or self.shows):
            raise UsageError("--unsafe-fixes says what --fix mends: give --fix or --diff as well")
        if self.reason is not None and not self.reason.strip():
            raise UsageError("--add-ignore needs a reason: it stands in every comment")
        if self.wanted and "-" in paths:
            raise UsageError("what is read from stdin cannot be written; name the file instead of `-`")
        if self.wanted and records:
            raise UsageError("first mend, then record: leave --write-baseline and --prune-baseline out")

    def make(self, request: Request, progress: Progress) -> tuple[Run, int]:
        """Makes the changes, and writes or shows them: what is left, and how many files change. Raises `OutputError`."""
        from mvnetgen.project.fixing import fix, ignoring_all, mending  # noqa: PLC0415 - for these options only

        fixed = fix(request, mending(unsafe=self.unsafe), progress) if self.fixes or self.reason is None else None
        noun = "fix", "fixes"
        if self.reason is not None:
            noun = "comment", ""
            start = fixed.after if fixed else {}
            made = fixed.made if fixed else 0
            fixed = fix(request, ignoring_all(self.reason), progress, rounds=1, start=start)
            fixed = replace(fixed, made=fixed.made + made)
            noun = ("change", "") if made else noun
        assert fixed is not None
        if self.shows:
            put("".join(_difference(before, fixed.after[path], path) for path, before in fixed.before.items()))
        else:
            fixed.write()
        if fixed.after and not wants(QUIET):
            would = "would make " if self.shows else "made "
            put(f"{would}{counted(fixed.made, *noun)} in {counted(len(fixed.after), 'file')}\n", err=True)
        return fixed.run, len(fixed.after)


def _difference(before: str, after: str, path: str) -> str:
    lines = difflib.unified_diff(before.splitlines(keepends=True), after.splitlines(keepends=True), path, path)
    return "".join(f"{clean(line.rstrip(chr(10) + chr(13)))}\n" for line in lines)
