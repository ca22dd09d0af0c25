"""Starts the stand-in and initializes Terraform once, or says why neither can be."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mvnetgen.generate import Options
from tests import SHARED
from tests.apply.cloud import Cloud, Stage, environment_of

FAKE = SHARED / "tools" / "fake_arm.py"
REQUIRED = 'terraform {\n  required_providers {\n    azapi = {\n      source  = "Azure/azapi"\n      version = ">= 2.9"\n    }\n  }\n}\n'


@pytest.fixture(scope="session")
def cloud(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cloud]:
    """The stand-in for Azure Resource Manager that lies beside a developer's checkout, running."""
    if not FAKE.is_file():
        pytest.skip("the stand-in for Azure Resource Manager does not lie beside this checkout")
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed: the stand-in has no certificate")
    home = tmp_path_factory.mktemp("cloud")
    with subprocess.Popen(
        [sys.executable, str(FAKE), "--home", str(home)], stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline().startswith("https://")
            yield Cloud(environment_of((home / "env").read_text(encoding="utf-8")))
        finally:
            process.terminate()


@pytest.fixture(scope="session")
def initialized(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with azapi in it. Skips, with Terraform's reason, where it cannot be had."""
    if shutil.which("terraform") is None:
        pytest.skip("terraform is not installed")
    folder = tmp_path_factory.mktemp("initialized")
    (folder / "main.tf").write_text(REQUIRED, encoding="utf-8")
    started = time.monotonic()
    command = ["terraform", "init", "-backend=false", "-no-color", "-input=false"]
    limits = {"TF_REGISTRY_DISCOVERY_RETRY": "0", "TF_REGISTRY_CLIENT_TIMEOUT": "15", "CHECKPOINT_DISABLE": "1"}
    environment = {**os.environ, **limits}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=300
    )
    if done.returncode:
        reason = " ".join(done.stderr.partition("Error: ")[2].split())
        pytest.skip(f"terraform init, after {time.monotonic() - started:.0f} s: {reason}")
    return folder


@pytest.fixture
def stage(cloud: Cloud, initialized: Path, tmp_path: Path) -> Callable[..., Stage]:
    """Makes a stage with options of generate's, in an empty cloud that behaves as told."""

    def make(options: Options | None = None, **behaviour: object) -> Stage:
        cloud.reset(**behaviour)
        return Stage(cloud, tmp_path, initialized, options or Options())

    return make
