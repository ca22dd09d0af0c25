"""
Rules about service tag rules: the tag, its protocol and ports, and address prefixes.

Of one tag only the first of these is said:

1. `address-prefixes-override-tag`: address prefixes are given, so the service ignores the tag, whatever it is;
2. `unknown-service-tag`: nothing else can be said of a tag or a region that nobody knows;
3. `non-regional-service-tag`: with its region the tag is none;
4. `platform-service-tag`: a rule for it has no effect, however much it covers;
5. `redundant-service-tag`: it is open anyway, however much it covers;
6. `inbound-service-tag`: nobody reaches anything through it;
7. `broad-service-tag`.

`service-tag-region-mismatch` may stand beside `broad-service-tag`: whose endpoints and which region are two things. A
tag of which 4 or 5 holds is no duplicate: the other rule already says that it can go.

Outside `allow_only_approved_outbound` a service tag opens nothing, and `service-tag-needs-approved-outbound` says so. What
a tag would open (4 to 7, regions, duplicates, any port, any protocol, broad prefixes) is not said then; what is written
wrongly is.
"""

from mvnetgen.rules.rule import Rule
from mvnetgen.rules.service_tag.address_prefixes_override_tag import address_prefixes_override_tag
from mvnetgen.rules.service_tag.any_port import any_port
from mvnetgen.rules.service_tag.any_protocol import any_protocol
from mvnetgen.rules.service_tag.broad_address_prefix import broad_address_prefix
from mvnetgen.rules.service_tag.broad_service_tag import broad_service_tag
from mvnetgen.rules.service_tag.duplicate_service_tag import duplicate_service_tag
from mvnetgen.rules.service_tag.inbound_service_tag import inbound_service_tag
from mvnetgen.rules.service_tag.invalid_address_prefix import invalid_address_prefix
from mvnetgen.rules.service_tag.invalid_port_range import invalid_port_range
from mvnetgen.rules.service_tag.invalid_protocol import invalid_protocol
from mvnetgen.rules.service_tag.non_regional_service_tag import non_regional_service_tag
from mvnetgen.rules.service_tag.platform_service_tag import platform_service_tag
from mvnetgen.rules.service_tag.private_address_prefix import private_address_prefix
from mvnetgen.rules.service_tag.redundant_service_tag import redundant_service_tag
from mvnetgen.rules.service_tag.service_tag_region_mismatch import service_tag_region_mismatch
from mvnetgen.rules.service_tag.unknown_service_tag import unknown_service_tag

RULES: tuple[Rule, ...] = (
    unknown_service_tag,
    inbound_service_tag,
    redundant_service_tag,
    platform_service_tag,
    broad_service_tag,
    non_regional_service_tag,
    service_tag_region_mismatch,
    duplicate_service_tag,
    invalid_protocol,
    any_protocol,
    invalid_port_range,
    any_port,
    invalid_address_prefix,
    broad_address_prefix,
    private_address_prefix,
    address_prefixes_override_tag,
)
