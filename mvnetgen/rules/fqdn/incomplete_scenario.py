from collections.abc import Iterator

from mvnetgen.azure.host_names import same_host
from mvnetgen.azure.scenarios import missing_partners
from mvnetgen.model.estate import Declaration, Form
from mvnetgen.rules.fqdn.host_kind import hosts_complete, judged_hosts
from mvnetgen.rules.rule import Problem, Severity, rule


@rule(Severity.INFO, since="0.1.0")
def incomplete_scenario(declaration: Declaration) -> Iterator[Problem]:
    """
    Some hosts of a scenario without the one that they need beside them.

    ## Why

    `pypi.org` is an index: the files stand on `files.pythonhosted.org`, and `pip` finds a package and then hangs. A wildcard does
    not cover the name itself. Models and images come from other hosts than their catalogue.

    Source: https://learn.microsoft.com/azure/machine-learning/how-to-managed-network#list-of-scenario-specific-outbound-rules

    ## Fix

    Allow the host that the message names, or add what is missing of the whole pack:
    `mvnetgen scenario add python-packages workspace.yml`.

    ```yaml
    - name: pypi
      type: fqdn
      destination: pypi.org, *.pythonhosted.org
    ```
    """
    workspace = declaration.workspace
    if not workspace.may_approve_outbound or not hosts_complete(workspace):
        return
    hosts = list(judged_hosts(workspace))
    for partner in missing_partners(each.host for each in hosts if each.problem is None):
        each = next(each for each in hosts if same_host(each.host, partner.host))
        may = "needs" if partner.confidence.certain else "may need"
        message = f"{each.label} allows {each.shown}, which {may} `{partner.needs}` beside it: {partner.why}"
        command = (
            f"scenario add {partner.scenario} FILE"
            if declaration.form is Form.YAML
            else f"scenario show {partner.scenario}"
        )
        help_ = f"allow `{partner.needs}` too; `mvnetgen {command}` has the whole pack"
        yield Problem(each.route, message, help_, fix=each.joined_by(partner.needs))
