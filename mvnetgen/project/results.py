"""Results of units from earlier runs: taken again as long as nothing that they depend on has changed."""

from __future__ import annotations

import os
import pickle
from dataclasses import replace
from pathlib import Path

from mvnetgen.lint.input import UnitResult, UnitSettings
from mvnetgen.project.config import repository_root
from mvnetgen.project.discovery import Unit
from mvnetgen.text.cache import open_cache
from mvnetgen.text.footprint import Footprint, unchanged
from mvnetgen.text.installation import installation


class Results:
    """
    The results of units judged by the same settings from the same working directory.

    An entry belongs to a unit and holds what was seen for its result, which is what decides whether it still holds:
    the content of files, the names in called modules' folders, files that were missing.
    """

    def __init__(self, settings: UnitSettings) -> None:
        self.cache = open_cache("judged", installation(), enabled=settings.cache)
        self.settings = _settings_key(settings)
        self.roots: dict[Path, Path | None] = {}

    def find(self, unit: Unit) -> UnitResult | None:
        """The result of an earlier run, when judging again would give the same one."""
        if not self.cache.keeps or unit.text is not None:
            return None
        data = self.cache.get(self._key(unit))
        if data is None:
            return None
        try:
            seen, result = pickle.loads(data)  # noqa: S301  the user's own folder, sealed with a checksum
            holds = unchanged(seen)
        except Exception:  # noqa: BLE001  whatever an entry is that is none: judge again
            return None
        return result if holds and isinstance(result, UnitResult) else None

    def keep(self, unit: Unit, result: UnitResult, footprint: Footprint) -> None:
        """Keep a result, if what it depends on is known."""
        if self.cache.keeps and unit.text is None and footprint.whole and footprint.seen:
            self.cache.put(self._key(unit), pickle.dumps((footprint.seen, result), protocol=5))

    def _key(self, unit: Unit) -> bytes:
        parts = (
            self.settings,
            str(self._root(unit.path.absolute())),
            unit.shown,
            unit.kind.value,
            unit.named,
            unit.module,
        )
        return repr(parts).encode("utf-8", "surrogatepass")

    def _root(self, path: Path) -> Path | None:
        """`repository_root`, asked once for each folder."""
        if path not in self.roots:
            here = (path / ".git").exists() or path == path.parent
            self.roots[path] = repository_root(path) if here else self._root(path.parent)
        return self.roots[path]


def _settings_key(settings: UnitSettings) -> str:
    """Everything about a run that changes what is found in a unit."""
    severities = sorted((name, severity.value) for name, severity in settings.severities.items())
    return repr((os.getcwd(), replace(settings, severities={}, cache=True), severities))  # noqa: PTH109  a text is enough
