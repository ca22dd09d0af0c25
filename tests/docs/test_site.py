"""The site can be built, and what it publishes is where the tools point to."""

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml

from docs.hooks.rule_pages import on_config
from docs.hooks.rule_pages import pages as rule_pages
from mvnetgen.lint.finding import DOCUMENTATION
from tests import ROOT


class _Loader(yaml.SafeLoader):
    """Knows mkdocs' own tags by name only."""


_Loader.add_multi_constructor("tag:yaml.org,2002:python/", lambda _loader, suffix, _node: suffix)
SITE = yaml.load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"), _Loader)


def pages(entries: object) -> list[str]:
    if isinstance(entries, str):
        return [entries]
    inner = entries.values() if isinstance(entries, dict) else entries
    return [page for entry in inner for page in pages(entry)]


def test_every_page_is_in_the_navigation() -> None:
    """Who looks through the navigation sees every page, and each once."""
    stored = [path.relative_to(ROOT / "docs").as_posix() for path in (ROOT / "docs").rglob("*.md")]
    shown = pages(on_config(SimpleNamespace(nav=SITE["nav"])).nav)
    assert sorted(shown) == sorted([*stored, *(path for path in rule_pages() if path.endswith(".md"))])


def test_addresses() -> None:
    """Findings and editors point into the site."""
    assert f"{SITE['site_url']}rules/" == DOCUMENTATION
    examples = [path.read_text(encoding="utf-8") for path in (ROOT / "examples").glob("*.yml")]
    address = f"# yaml-language-server: $schema={SITE['site_url']}workspace.schema.json\n"
    assert all(text.startswith(address) for text in examples)
    assert json.loads((ROOT / "docs" / "workspace.schema.json").read_text(encoding="utf-8"))["properties"]
    assert json.loads(rule_pages()["config.schema.json"])["properties"]


@pytest.mark.slow
@pytest.mark.skipif(importlib.util.find_spec("mkdocs") is None, reason="the extra `docs` is not installed")
def test_site(tmp_path: Path) -> None:
    """`mkdocs build --strict` finds no broken link; every rule has its page, and the schemas are there."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(tmp_path / "site")]
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, "NO_COLOR": "1"}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "site" / "rules" / "duplicate-fqdn" / "index.html").exists()
    assert (tmp_path / "site" / "workspace.schema.json").exists()
    assert (tmp_path / "site" / "config.schema.json").exists()
