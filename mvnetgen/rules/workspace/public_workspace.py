from collections.abc import Iterator

from mvnetgen.azure.network_owner import NetworkOwner
from mvnetgen.model.estate import Estate, Form
from mvnetgen.model.workspace import IsolationMode, Kind, NetworkAcls, PublicAccess, Workspace
from mvnetgen.rules.rule import Problem, Severity, rule
from mvnetgen.text.document import Unknown


@rule(Severity.INFO, since="0.1.0", owners=(NetworkOwner.WORKSPACE,))
def public_workspace(estate: Estate) -> Iterator[Problem]:
    """
    An isolated workspace that the internet can reach.

    ## Why

    The managed network limits what leaves the computes. Who may come in is another setting, and left out it admits
    everyone who can sign in: the studio and the API of the workspace stay on public addresses. In
    `allow_internet_outbound` the private endpoint to the workspace is then not made either, and for serverless Spark public
    access must be off before the network is provisioned.

    The rule is silent when selected addresses only are admitted.

    Source: https://learn.microsoft.com/azure/machine-learning/how-to-managed-network and
    https://learn.microsoft.com/azure/machine-learning/how-to-configure-private-link

    ## Fix

    Turn public access off and reach the workspace through a private endpoint in your own virtual network.

    ```yaml
    public_network_access: disabled
    managed_network:
      isolation_mode: allow_only_approved_outbound
    ```

    ```hcl
    properties = {
      publicNetworkAccess = "Disabled"
      managedNetwork      = { isolationMode = "AllowOnlyApprovedOutbound" }
    }
    ```

    ```bicep
    properties: {
      publicNetworkAccess: 'Disabled'
      managedNetwork: { isolationMode: 'AllowOnlyApprovedOutbound' }
    }
    ```
    """
    for prefix, declaration in estate.workspaces():
        workspace = declaration.workspace
        network = workspace.network
        if network is None or not network.isolated or not declaration.declared or workspace.kind is Kind.PROJECT:
            continue
        if _selected_addresses(workspace) or (workspace.public_network_access is None and declaration.partial):
            continue
        effect = "; the isolation limits outbound traffic only"
        if network.isolation_mode is IsolationMode.INTERNET:
            effect += ", and the network gets no private endpoint to the workspace"
        help_ = "disable public network access, and give clients a private endpoint to the workspace"
        written = (*prefix, "public_network_access")
        access = workspace.public_network_access
        if access is PublicAccess.ENABLED and written in estate.spans:
            yield Problem(written, f"everyone on the internet may reach the workspace{effect}", help_)
        elif access is PublicAccess.ENABLED or (access is None and declaration.form is not Form.AVM):
            # azurerm's reader fills its default in; the module's own default depends on its version.
            message = f"without `{_key(declaration.form)}` everyone on the internet may reach the workspace{effect}"
            yield Problem((*prefix, "managed_network", "isolation_mode"), message, help_)


def _key(form: Form) -> str:
    """What the format calls the setting."""
    return {Form.AZAPI: "publicNetworkAccess", Form.AZURERM: "public_network_access_enabled"}.get(
        form, "public_network_access"
    )


def _selected_addresses(workspace: Workspace) -> bool:
    """Whether the workspace admits, or may admit, selected addresses only."""
    if workspace.ip_allowlist:
        return True
    match workspace.network_acls:
        case Unknown():
            return True
        case NetworkAcls(default_action=action):
            return isinstance(action, Unknown) or (isinstance(action, str) and action.lower() == "deny")
    return False
