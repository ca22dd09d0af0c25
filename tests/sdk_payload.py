"""
What azure-ai-ml makes of workspace YAML: a script for an interpreter that has it, without credentials or network.

Reads a JSON list of YAML texts from stdin and prints a JSON list of answers to stdout, one for each; see `sdk.py`.
"""

import contextlib
import json
import logging
import sys
import tempfile
import uuid
from pathlib import Path
from types import SimpleNamespace

logging.disable(logging.CRITICAL)

SUBSCRIPTION = "00000000-1111-2222-3333-444444444444"
RESOURCE_GROUP = "sdk-group"
LOCATION = "westeurope"
"""Where `create` is pretended to run when the file does not say."""


def answer(text: str, folder: Path) -> dict:
    """What `az ml workspace create --file` would do with a text, up to the request."""
    from azure.ai.ml import load_workspace

    file = folder / "workspace.yml"
    file.write_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        workspace = load_workspace(source=str(file))
    except Exception as error:  # whatever it is, it keeps the file from being loaded
        return {"accepted": False, "error": f"{type(error).__name__}: {error}"[:2000]}
    result: dict = {"accepted": True, "error": None}
    try:
        network = workspace.managed_network
        result["managed_network"] = body(network._to_rest_object()) if network else None
        identity = workspace.identity
        result["identity"] = body(identity._to_workspace_rest_object()) if identity else None
        result |= create(workspace)
    except Exception as error:  # as above, one step later
        result["create_error"] = f"{type(error).__name__}: {error}"[:2000]
    return result


def body(model: object) -> dict:
    """A REST model as the JSON that is sent."""
    return json.loads(json.dumps(model.as_dict() if hasattr(model, "_is_model") else model.serialize()))


def create(workspace: object) -> dict:
    """The parameters that `begin_create` gives to its ARM template, and what it would create beside the workspace."""
    from azure.ai.ml.operations._workspace_operations_base import WorkspaceOperationsBase

    workspace.location = workspace.location or LOCATION
    workspace.resource_group = workspace.resource_group or RESOURCE_GROUP
    operations = SimpleNamespace(
        _credentials=None, _subscription_id=SUBSCRIPTION, _resource_group_name=workspace.resource_group
    )
    template, parameters, created = WorkspaceOperationsBase._populate_arm_parameters(operations, workspace)
    return {
        "parameters": {name: entry.get("value") for name, entry in parameters.items()},
        "created": sorted(str(kind) for kind, _ in created.values()),
        "api_versions": sorted({each["apiVersion"] for each in template["resources"]}),
    }


def steady() -> None:
    """Names that the SDK makes of random numbers are the same in every run."""
    numbers = iter(range(10**9))
    uuid.uuid4 = lambda: uuid.UUID(int=next(numbers))


def main() -> None:
    """All texts in one process: importing the SDK takes seconds."""
    texts = json.load(sys.stdin)
    steady()
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(sys.stderr):
        answers = [answer(text, Path(folder)) for text in texts]
    json.dump(answers, sys.stdout)


if __name__ == "__main__":
    main()
