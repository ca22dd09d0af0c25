"""azure-ai-ml as the judge: one subprocess answers for many texts. See `sdk_payload.py` for what it does there."""

import functools
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

VARIABLE = "MVNETGEN_SDK_PYTHON"
"""Names an interpreter that has azure-ai-ml; without it, the one that runs the tests is tried."""
SCRIPT = Path(__file__).parent / "sdk_payload.py"


def sdk_payloads(texts: Sequence[str]) -> list[dict]:
    """
    What azure-ai-ml makes of each YAML text.

    Each answer has ``accepted`` and ``error``; when accepted also ``managed_network`` and ``identity`` (what `_to_rest_object`
    sends, or None), ``parameters`` (those of the ARM template that `begin_create` fills, by name) and ``created`` (kinds of the
    resources that would be created); ``create_error`` instead when nothing would be submitted.
    Skips the calling test when there is no interpreter with azure-ai-ml.
    """
    return _ask(json.dumps(list(texts)))


def sdk_templates() -> dict[str, dict]:
    """The ARM templates ``workspace_base`` and ``workspace_project`` of azure-ai-ml. Skips as `sdk_payloads` does."""
    return _ask("", "templates")


def _ask(question: str, *arguments: str) -> Any:
    python = _interpreter()
    if python is None:
        pytest.skip(f"azure-ai-ml is not installed here, and {VARIABLE} names no interpreter that has it")
    done = subprocess.run(
        [python, str(SCRIPT), *arguments],
        input=question,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=600,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


@functools.cache
def _interpreter() -> str | None:
    for python in (os.environ.get(VARIABLE), sys.executable):
        if python and _has_sdk(python):
            return python
    return None


def _has_sdk(python: str) -> bool:
    look = "import importlib.util, sys; sys.exit(importlib.util.find_spec('azure.ai.ml') is None)"
    return subprocess.run([python, "-c", look], capture_output=True, check=False).returncode == 0
