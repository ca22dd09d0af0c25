"""The stand-in for Azure Resource Manager, and Terraform working against it."""

from __future__ import annotations

import json
import os
import re
import shutil
import ssl
import subprocess
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from mvnetgen.formats.az_ml import read_workspace_file
from mvnetgen.generate import Options, render
from mvnetgen.model.workspace import Workspace
from mvnetgen.text.source import Source

SECONDS = 240
"""For one call of terraform; most take three."""
SUBSCRIPTION = "1111aaaa-22bb-33cc-44dd-555566667777"
"""Where the stand-in's caller is signed in."""


class RefusedError(AssertionError):
    """An apply that Azure, or terraform, did not take; with what it said."""


class Cloud:
    """The running stand-in: what it holds, and what it was asked."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self.environment = dict(environment)
        self._base = environment["ARM_RESOURCE_MANAGER_ENDPOINT"]
        self._context = ssl.create_default_context(cafile=environment["SSL_CERT_FILE"])

    def _call(self, what: str, body: object = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self._base}/_fake/{what}", data, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, context=self._context, timeout=30) as answer:
            return json.loads(answer.read())

    def reset(self, **options: object) -> None:
        """Nothing is there, and it behaves as told."""
        self._call("reset", {})
        self.behave(**{"operation_seconds": 0.05, **options})

    def behave(self, **options: object) -> None:
        """From now on."""
        self._call("options", options)

    def seed(self, *resources: Mapping[str, object]) -> None:
        """Puts resources of somebody else's there."""
        self._call("seed", list(resources))

    def resources(self, kind: str) -> dict[str, Any]:
        """What is there of a type, by name."""
        return {each["name"]: each for each in self._call("resources") if each["type"].lower() == kind.lower()}

    def workspace(self) -> dict[str, Any]:
        """The properties of the one workspace or hub."""
        found = self.resources("Microsoft.MachineLearningServices/workspaces").values()
        (only,) = [each for each in found if each.get("kind", "Default").lower() != "project"]
        return dict(only["properties"])

    def rules(self) -> dict[str, Any]:
        """The destinations of the rules that people made, by name."""
        rules = self.workspace().get("managedNetwork", {}).get("outboundRules", {})
        return {name: each["destination"] for name, each in rules.items() if each["category"] == "UserDefined"}

    def status(self) -> dict[str, Any]:
        """How far the network is provisioned."""
        return dict(self.workspace()["managedNetwork"].get("status", {}))

    def writes(self, since: int = 0) -> list[tuple[str, str]]:
        """Method and name of what was written, from a place in the log on."""
        return [
            (each["method"], each["path"].rsplit("/", 1)[-1])
            for each in self._call("log")[since:]
            if each["method"] != "GET" and each["status"] < 400
        ]

    def log_length(self) -> int:
        """The place in the log now."""
        return len(self._call("log"))


def environment_of(text: str) -> dict[str, str]:
    """What the stand-in's ``env`` file exports."""
    return dict(re.findall(r"^export (\w+)='(.*)'$", text, re.MULTILINE))


@dataclass
class Stage:
    """A folder with generated Terraform, and its state."""

    cloud: Cloud
    folder: Path
    initialized: Path
    """A folder in which `terraform init` has been run."""
    options: Options = field(default_factory=Options)
    variables: dict[str, object] = field(default_factory=dict)
    module: str = ""
    """The folder of the module below `folder`, where a caller of ours stands in `folder`."""

    def __post_init__(self) -> None:
        shutil.copytree(self.initialized / ".terraform", self.folder / ".terraform", symlinks=True)
        shutil.copy(self.initialized / ".terraform.lock.hcl", self.folder)

    def terraform(self, *words: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Runs terraform. Raises `RefusedError` when it fails."""
        settings = {"TF_IN_AUTOMATION": "1", "TF_INPUT": "0", "TF_CLI_ARGS": "-no-color", "CHECKPOINT_DISABLE": "1"}
        done = subprocess.run(
            ["terraform", *words],
            cwd=self.folder,
            env={**os.environ, **self.cloud.environment, **settings},
            capture_output=True,
            text=True,
            check=False,
            timeout=SECONDS,
        )
        if check and done.returncode:
            raise RefusedError(done.stdout[-3000:] + done.stderr[-3000:])
        return done

    def workspace(self, document: Mapping[str, Any]) -> Workspace:
        """A workspace file, read."""
        source = Source("workspace.yml", yaml.safe_dump(dict(document), sort_keys=False))
        (declaration,) = read_workspace_file(source).declarations
        return declaration.workspace

    def write(self, document: Mapping[str, Any]) -> None:
        """Generates the code of a workspace file into the folder, and takes what is no longer generated away."""
        folder = self.folder / self.module
        folder.mkdir(exist_ok=True)
        for stale in folder.glob("*.tf"):
            if self.module or stale.name != "caller.tf":
                stale.unlink()
        for name, text in render(self.workspace(document), self.options).items():
            (folder / name).write_text(text, encoding="utf-8")
        (self.folder / "given.auto.tfvars.json").write_text(json.dumps(self.variables), encoding="utf-8")

    def apply(self, document: Mapping[str, Any]) -> list[tuple[str, str]]:
        """Generates, applies, and makes sure that a second plan is empty; the writes that it took."""
        self.write(document)
        before = self.cloud.log_length()
        self.terraform("apply", "-auto-approve")
        written = self.cloud.writes(before)
        self.assert_settled()
        return written

    def assert_settled(self) -> None:
        """A plan finds nothing to do."""
        done = self.terraform("plan", "-detailed-exitcode", check=False)
        assert done.returncode == 0, done.stdout + done.stderr

    def destroy(self) -> None:
        """Takes everything down."""
        self.terraform("destroy", "-auto-approve")
