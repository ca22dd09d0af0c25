"""Results of inputs from earlier runs: taken again as long as nothing that they depend on has changed."""

from __future__ import annotations

import json
import os
from dataclasses import replace

from mvnetgen.formats.input import Input
from mvnetgen.lint.settings import InputResult, InputSettings
from mvnetgen.project.stored import stored, taken
from mvnetgen.project.trees import tree_at
from mvnetgen.text.cache import open_cache
from mvnetgen.text.errors import InputError
from mvnetgen.text.installation import installation
from mvnetgen.text.watched import Watched, unchanged


class Results:
    """
    The results of inputs judged by the same settings from the same working directory.

    An entry belongs to an input and holds what its tree was asked, which is what decides whether it still holds: the
    content of files, the names in called modules' folders, files that were missing. It holds no text of a file.
    """

    def __init__(self, settings: InputSettings, *, enabled: bool = True) -> None:
        self.enabled = enabled
        self.cache = open_cache("judged", installation(), enabled=enabled)
        self.settings = _settings_key(settings)

    def find(self, each: Input) -> InputResult | None:
        """The result of an earlier run, when judging again would give the same one."""
        if not self.cache.keeps or each.data is not None or each.revision:
            return None
        data = self.cache.get(self._key(each))
        if data is None:
            return None
        tree = tree_at(each.path, each.revision)
        try:
            entry = json.loads(data)
            return taken(entry["result"], tree) if unchanged(entry["seen"], tree) else None
        except (ValueError, TypeError, KeyError, IndexError, AttributeError, InputError):
            return None  # whatever an entry is that is none: judge again

    def keep(self, each: Input, result: InputResult, tree: Watched) -> None:
        """Keep a result, if what it depends on is known."""
        if self.cache.keeps and each.data is None and not each.revision and tree.steady and tree.seen:
            entry = {"seen": tree.seen, "result": stored(result)}
            self.cache.put(self._key(each), json.dumps(entry, separators=(",", ":")).encode("utf-8", "surrogatepass"))

    def _key(self, each: Input) -> bytes:
        return repr((self.settings, each)).encode("utf-8", "surrogatepass")


def _settings_key(settings: InputSettings) -> str:
    """Everything about a run that changes what is found in an input."""
    severities = sorted((name, severity.value) for name, severity in settings.severities.items())
    return repr((os.getcwd(), replace(settings, severities={}), severities))  # noqa: PTH109  a text is enough
