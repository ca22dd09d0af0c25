"""
What azure-ai-ml makes of workspace YAML: a script for an interpreter that has it, without credentials or network.

Reads a JSON list of YAML texts from stdin and prints a JSON list of answers to stdout, one for each; with the argument
`templates`, prints the ARM templates instead. See `sdk.py`.
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
HUB_LOCATION = "<hub.location>"
HUB_ACCESS = "<hub.properties.publicNetworkAccess>"
"""What the hub of a project answers."""


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


class Submitted(Exception):  # noqa: N818 — nothing went wrong
    """Carries what would be sent to Azure."""

    def __init__(self, parameters: dict, created: dict) -> None:
        self.parameters = parameters
        self.created = created


class Executor:
    """Stands where the SDK submits a deployment."""

    def __init__(self, **_: object) -> None:
        pass

    def deploy_resource(self, template: dict, resources_being_deployed: dict, parameters: dict, wait: bool) -> None:
        """Ends `begin_create` with what it has made."""
        raise Submitted(parameters, resources_being_deployed)


def create(workspace: object) -> dict:
    """The parameters that `begin_create` gives to its ARM template, and what it would create beside the workspace."""
    from azure.ai.ml.operations import WorkspaceOperations
    from azure.ai.ml.operations import _workspace_operations_base as base

    class Operations(WorkspaceOperations):
        """The operations without a service behind them: every hub exists, no other workspace does."""

        def __init__(self) -> None:
            self._credentials = None
            self._subscription_id = SUBSCRIPTION
            self._resource_group_name = workspace.resource_group

        def get(self, name: str, **_: object) -> object:
            """A hub."""
            if name == workspace.name:
                raise LookupError(name)
            return SimpleNamespace(location=HUB_LOCATION, public_network_access=HUB_ACCESS)

    base.ArmDeploymentExecutor = Executor
    workspace.location = workspace.location or LOCATION
    workspace.resource_group = workspace.resource_group or RESOURCE_GROUP
    try:
        Operations().begin_create(workspace)
    except Submitted as sent:
        return {
            "parameters": {name: entry.get("value") for name, entry in sent.parameters.items()},
            "created": sorted(str(kind) for kind, _ in sent.created.values()),
        }
    raise AssertionError("nothing was submitted")


def templates() -> dict:
    """The ARM templates of `begin_create`."""
    import azure.ai.ml._arm_deployments as package

    folder = Path(package.__file__).parent / "arm_templates"
    names = ("workspace_base", "workspace_project")
    return {name: json.loads((folder / f"{name}.json").read_text(encoding="utf-8")) for name in names}


def steady() -> None:
    """Names that the SDK makes of random numbers are the same in every run."""
    numbers = iter(range(10**9))
    uuid.uuid4 = lambda: uuid.UUID(int=next(numbers))


def main() -> None:
    """All texts in one process: importing the SDK takes seconds."""
    if sys.argv[1:] == ["templates"]:
        json.dump(templates(), sys.stdout)
        return
    texts = json.load(sys.stdin)
    steady()
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(sys.stderr):
        answers = [answer(text, Path(folder)) for text in texts]
    json.dump(answers, sys.stdout)


if __name__ == "__main__":
    main()
