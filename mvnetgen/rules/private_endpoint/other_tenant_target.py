from collections.abc import Iterator

from mvnetgen.model.estate import Declaration, Estate, Neighbour
from mvnetgen.model.neighbours import PROVIDER, text
from mvnetgen.rules.endpoints import endpoints_of
from mvnetgen.rules.matching import neighbour_for
from mvnetgen.rules.rule import Problem, Severity, rule
from mvnetgen.text.document import Unknown


@rule(Severity.ERROR, since="0.2.0")
def other_tenant_target(estate: Estate) -> Iterator[Problem]:
    """
    A private endpoint target that is made through a provider of another tenant.

    ## Why

    A managed network makes private endpoints to resources of any subscription of its own tenant. The identity of a workspace does not exist
    in another one, so it can neither see the target nor approve the endpoint.

    Source: https://learn.microsoft.com/azure/machine-learning/how-to-managed-network#limitations

    ## Fix

    Copy what is needed into a resource of the workspace's tenant, or reach the service over its public address.
    """
    for prefix, declaration in estate.workspaces():
        own = _block(estate, _alias(declaration), declaration.form.value)
        for endpoint in endpoints_of(prefix, declaration, estate):
            target = neighbour_for(estate, endpoint.target)
            written = text(target, "provider") if target is not None and "provider" in target.settings else None
            other = _block(estate, written, "") if isinstance(written, str) else None
            if target is None or other is None or not (tenant := _tenant(other)):
                continue
            mine = _tenant(own) if own is not None else None
            if isinstance(tenant, Unknown) or isinstance(mine, Unknown) or tenant == mine:
                continue
            certain = isinstance(mine, str)
            message = (
                f"`{target.address}`, to which {endpoint.rule.label} leads, {'is' if certain else 'may be'} in another tenant "
                f"than the workspace: private endpoints of a managed network stay in one tenant"
            )
            related = ((other.route, "the provider of the other tenant"),)
            severity = None if certain else Severity.WARNING
            yield Problem(endpoint.target_route, message, "reach it another way", related, severity)


def _alias(declaration: Declaration) -> str | None:
    """What the declaration says of its provider; None when it takes the default one."""
    option = declaration.options.get("provider")
    return option.value if option is not None and isinstance(option.value, str) else None


def _block(estate: Estate, written: str | None, name: str) -> Neighbour | None:
    """The provider block that a resource names, or the default one of the provider of a form."""
    wanted, _, alias = (written or ("azapi" if name == "azapi" else "azurerm")).partition(".")
    for each in estate.neighbours_of(PROVIDER):
        if text(each, "name") == wanted and (text(each, "alias") or "") == alias:
            return each
    return None


def _tenant(block: Neighbour) -> str | Unknown | None:
    return text(block, "tenant")
