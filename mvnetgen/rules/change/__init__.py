"""What a change does that a version alone does not show. `mvnetgen diff` asks these rules, and `lint` never does."""

from mvnetgen.rules.change.approver_lost import approver_lost
from mvnetgen.rules.change.cost_increased import cost_increased
from mvnetgen.rules.change.firewall_changed import firewall_changed
from mvnetgen.rules.change.irreversible_isolation import irreversible_isolation
from mvnetgen.rules.change.isolation_disabled import isolation_disabled
from mvnetgen.rules.change.isolation_downgrade import isolation_downgrade
from mvnetgen.rules.change.isolation_upgrade_uncertain import isolation_upgrade_uncertain
from mvnetgen.rules.change.isolation_with_existing_computes import isolation_with_existing_computes
from mvnetgen.rules.change.network_kind_downgrade import network_kind_downgrade
from mvnetgen.rules.change.network_unmanaged import network_unmanaged
from mvnetgen.rules.change.outbound_closed import outbound_closed
from mvnetgen.rules.change.outbound_opened import outbound_opened
from mvnetgen.rules.change.outbound_renamed import outbound_renamed
from mvnetgen.rules.change.public_access_closed import public_access_closed
from mvnetgen.rules.change.public_access_opened import public_access_opened
from mvnetgen.rules.change.workspace_removed import workspace_removed
from mvnetgen.rules.change.workspace_replaced import workspace_replaced
from mvnetgen.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    isolation_downgrade,
    isolation_disabled,
    network_kind_downgrade,
    isolation_upgrade_uncertain,
    irreversible_isolation,
    isolation_with_existing_computes,
    workspace_replaced,
    workspace_removed,
    network_unmanaged,
    outbound_opened,
    outbound_closed,
    outbound_renamed,
    public_access_opened,
    public_access_closed,
    firewall_changed,
    cost_increased,
    approver_lost,
)
