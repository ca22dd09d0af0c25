"""A table of hosts that is asked about many hosts: each question costs a few look-ups, however long the table is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from mvnetgen.azure.facts import Row


class HostTable:
    """
    Rows by the `host` that each names.

    ``*.`` before a name stands for every host below it; a ``*`` elsewhere is (a piece of) one part: ``s3.*.amazonaws.com``.
    """

    def __init__(self, rows: Iterable[Row]) -> None:
        self._named: dict[str, Row] = {}
        self._below: dict[str, Row] = {}
        self._patterns: dict[str, list[tuple[re.Pattern[str], Row]]] = {}
        self._inside: dict[str, Row] = {}
        """What a wildcard over a name opens."""
        for row in rows:
            host = row["host"]
            self._named.setdefault(host, row)
            name = host.removeprefix("*.")
            if "*" in name:
                regex = re.compile("[a-z0-9-]+".join(re.escape(piece) for piece in host.split("*")))
                self._patterns.setdefault(name.rpartition("*")[2].partition(".")[2], []).append((regex, row))
                name = name.rpartition("*")[2]
            elif host != name:
                self._below.setdefault(name, row)
                self._inside.setdefault(name, row)
            for parent in _parents(name):
                self._inside.setdefault(parent, row)

    def naming(self, host: str) -> Row | None:
        """The row that names a host, or whose wildcard covers it; the host may be a wildcard or have holes."""
        name = host.lower().rstrip(".")
        found = self._named.get(name)
        if found is not None:
            return found
        for parent in _parents(name):
            if parent in self._below:
                return self._below[parent]
            for regex, row in self._patterns.get(parent, ()):
                if regex.fullmatch(name):
                    return row
        return None

    def within(self, wildcard: str) -> Row | None:
        """A row whose host a wildcard covers; None for a single host."""
        name = wildcard.lower().rstrip(".")
        if name == "*":
            return next(iter(self._named.values()), None)
        return self._inside.get(name[2:]) if name.startswith("*.") else None


def _parents(name: str) -> Iterator[str]:
    """The names above one, the nearest first."""
    while "." in name:
        name = name.partition(".")[2]
        yield name
