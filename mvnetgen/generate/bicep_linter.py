"""What Bicep's linter is told to leave alone: hosts of the user that look like the hard-coded address of a cloud."""

from __future__ import annotations

import re

DIRECTIVE = "#disable-next-line no-hardcoded-env-urls"
# https://learn.microsoft.com/azure/azure-resource-manager/bicep/linter-rule-no-hardcoded-environment-urls, 2026-11
HOSTS = (
    "api.loganalytics.io",
    "azuredatalakeanalytics.net",
    "azuredatalakestore.net",
    "batch.core.windows.net",
    "core.windows.net",
    "database.windows.net",
    "datalake.azure.net",
    "gallery.azure.com",
    "graph.windows.net",
    "login.microsoftonline.com",
    "management.azure.com",
    "management.core.windows.net",
    "region.asazure.windows.net",
    "trafficmanager.net",
    "vault.azure.net",
)

_FOUND = re.compile(rf"(?i)(?<![a-z0-9_-])(?:{'|'.join(map(re.escape, HOSTS))})(?![a-z0-9_-])")
_DESCRIPTION = "@description("


def with_directives(text: str) -> str:
    """The text with a directive above each line that has such a host in one of its texts."""
    lines: list[str] = []
    for line in text.split("\n"):
        code = line.lstrip()
        if "'" in code and not code.startswith(("//", _DESCRIPTION)) and _FOUND.search(code):
            lines.append(line[: len(line) - len(code)] + DIRECTIVE)
        lines.append(line)
    return "\n".join(lines)
