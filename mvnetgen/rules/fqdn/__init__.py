"""
Rules about FQDN rules: the hosts that they allow, one by one where a destination names several.

Of one host only the first of these is said:

1. `invalid-fqdn`: nothing else can be said of what is no host name;
2. `fqdn-with-port`: its help names the private endpoint when the host belongs to a service that has one;
3. `fqdn-to-storage`: a storage host is not also a private-link host, a private name or a broad wildcard;
4. `private-fqdn`: nobody reaches anything by it, whatever service it belongs to;
5. `fqdn-already-allowed`: it is open anyway, so it is not also a private-link host;
6. `fqdn-for-private-link-service`: a wildcard over a service's hosts is told here, with what it covers;
7. `broad-fqdn-wildcard`;
8. `user-content-host`.

`duplicate-fqdn`, `shadowed-fqdn` (a host equal to another is not also shadowed) and `incomplete-scenario` are about
the other rules of the workspace, and may stand beside 6 to 8. Of the hosts in 1 to 5 they say nothing: those are to be
replaced or removed already. `fqdn-creates-firewall` is said once for a workspace.

Outside `allow_only_approved_outbound` an FQDN rule opens nothing, and `fqdn-needs-approved-outbound` says so. Only what is
written wrongly (1, 2) is said then.
"""

from mvnetgen.rules.fqdn.broad_fqdn_wildcard import broad_fqdn_wildcard
from mvnetgen.rules.fqdn.duplicate_fqdn import duplicate_fqdn
from mvnetgen.rules.fqdn.fqdn_already_allowed import fqdn_already_allowed
from mvnetgen.rules.fqdn.fqdn_creates_firewall import fqdn_creates_firewall
from mvnetgen.rules.fqdn.fqdn_for_private_link_service import fqdn_for_private_link_service
from mvnetgen.rules.fqdn.fqdn_to_storage import fqdn_to_storage
from mvnetgen.rules.fqdn.fqdn_with_port import fqdn_with_port
from mvnetgen.rules.fqdn.incomplete_scenario import incomplete_scenario
from mvnetgen.rules.fqdn.invalid_fqdn import invalid_fqdn
from mvnetgen.rules.fqdn.private_fqdn import private_fqdn
from mvnetgen.rules.fqdn.shadowed_fqdn import shadowed_fqdn
from mvnetgen.rules.fqdn.user_content_host import user_content_host
from mvnetgen.rules.fqdn.wildcard_without_apex import wildcard_without_apex
from mvnetgen.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    fqdn_to_storage,
    fqdn_with_port,
    invalid_fqdn,
    broad_fqdn_wildcard,
    fqdn_for_private_link_service,
    private_fqdn,
    user_content_host,
    duplicate_fqdn,
    shadowed_fqdn,
    fqdn_already_allowed,
    incomplete_scenario,
    wildcard_without_apex,
    fqdn_creates_firewall,
)
