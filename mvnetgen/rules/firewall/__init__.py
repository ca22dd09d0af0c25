"""Rules about the firewall."""

from mvnetgen.rules.firewall.ignored_firewall_sku import ignored_firewall_sku
from mvnetgen.rules.firewall.invalid_firewall_sku import invalid_firewall_sku

RULES = (
    ignored_firewall_sku,
    invalid_firewall_sku,
)
