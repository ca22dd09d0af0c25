"""Scenario packs: outbound rules that a way of working needs, described, and added to workspace files."""

from mvnetgen.scenario.describe import costs, endpoint_cost, firewall_cost, fragment, placeholder_id
from mvnetgen.scenario.file import UNNAMED, apply, read
from mvnetgen.scenario.join import joined
from mvnetgen.scenario.plan import TITLES, Plan, all_targets, find, option, plan, refusal, unanswered, wrong_id

__all__ = [
    "TITLES",
    "UNNAMED",
    "Plan",
    "all_targets",
    "apply",
    "costs",
    "endpoint_cost",
    "find",
    "firewall_cost",
    "fragment",
    "joined",
    "option",
    "placeholder_id",
    "plan",
    "read",
    "refusal",
    "unanswered",
    "wrong_id",
]
