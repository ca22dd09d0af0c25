"""What `reach` allows is what `egress` lists: the rows, read by a reader of their own, say the same of every question."""

from __future__ import annotations

import ipaddress
import json
import random
from typing import Any

from mvnetgen.azure.hosts import already_allowed, already_allowed_surely
from mvnetgen.egress.question import Question, parse_question
from mvnetgen.egress.reach import Verdict, answer, holds
from mvnetgen.egress.summary import summary
from mvnetgen.report.egress.json import json as as_json
from tests.egress.workspaces import APPROVED, INTERNET, STORAGE, VAULTS, endpoint, fqdn, network, tag, workspace

WORKSPACES = 30
QUESTIONS = 25
"""To each workspace. Four thousand workspaces, a hundred thousand questions, agreed once (seed 4711, 2026-11-25)."""
SEED = 20260821

NAMES = (
    "pypi.org",
    "files.pythonhosted.org",
    "a.b.pythonhosted.org",
    "pythonhosted.org",
    "conda.anaconda.org",
    "github.com",
)
ADDRESSES = ("203.0.113.5", "203.0.113.200", "198.51.100.16", "10.1.2.3")
PRIVATE = (
    "stone.blob.core.windows.net", "stone.queue.core.windows.net", "stlake.dfs.core.windows.net", "stlake.blob.core.windows.net",
    "kv-one.vault.azure.net", "kv-two.vault.azure.net", "crone.azurecr.io", "crtwo.azurecr.io", "nas.office.internal",
)  # fmt: skip
REQUIRED = (
    "login.microsoftonline.com", "management.azure.com", "mcr.microsoft.com", "x.westeurope.batch.azure.com",
    "x.northeurope.batch.azure.com", "westeurope.api.azureml.ms", "dc.services.visualstudio.com",
)  # fmt: skip
PORTS = (80, 443, 443, 445, 1433, 8080, 18881)
CHOICES = (
    lambda draw, name: fqdn(name, draw.choice([*NAMES, "*.pythonhosted.org", "*.org", "stlake.blob.core.windows.net"])),
    lambda draw, name: fqdn(name, ", ".join(draw.sample(NAMES, 2))),
    lambda draw, name: tag(
        name,
        "",
        draw.choice(["443", "1433, 8000-8999", "*"]),
        draw.choice(["TCP", "UDP", "*"]),
        draw.choice(["203.0.113.0/25", "203.0.113.0/24, 198.51.100.16", "10.0.0.0/8", "0.0.0.0/0"]),
    ),
    lambda draw, name: endpoint(name, f"{STORAGE}/stlake", draw.choice(["blob", "dfs"])),
    lambda draw, name: endpoint(name, f"{VAULTS}/kv-two", "vault"),
)


def drawn(draw: random.Random) -> str:
    """A workspace with some rules."""
    rules = "\n".join(draw.choice(CHOICES)(draw, f"rule-{number}") for number in range(draw.randint(0, 5)))
    return workspace(rules, draw.choice([APPROVED, APPROVED, APPROVED, INTERNET, "disabled"]))


def question(draw: random.Random) -> str:
    """Something to ask."""
    host = draw.choice(draw.choice([NAMES, ADDRESSES, PRIVATE, REQUIRED]))
    return f"{host}:{draw.choice(PORTS)}{draw.choice(['', '', '/udp'])}"


def listed(found: dict[str, Any], asked: Question) -> bool:
    """Whether the JSON of `egress` has what is asked, by nothing but its words."""
    if found["mode"] != APPROVED and _public(asked.host):
        return True
    rows = [
        row for row in found["rows"] if row["direction"] == "out" and not row["opens_nothing"] and not row["unknown"]
    ]
    return any(_opens(row, asked.host, asked.port, asked.protocol) for row in rows)


def _public(host: str) -> bool:
    return not host.startswith("10.") and not host.endswith(".internal")


def _opens(row: dict[str, Any], host: str, number: int, protocol: str) -> bool:
    if row["type"] == "private_endpoint":
        return protocol == "tcp" and host in row["hosts"]
    if row["protocol"] not in ("*", protocol.upper()):
        return False
    spans = [part.strip().partition("-") for part in row["ports"].split(",")]
    if row["ports"] != "*" and not any(int(low) <= number <= int(high or low) for low, _, high in spans):
        return False
    if row["type"] == "fqdn":
        name = row["destination"]
        return not host[0].isdigit() and (host.endswith(name[1:]) if name.startswith("*.") else host == name)
    if isinstance(row["destination"], list):
        everything = any(prefix == "0.0.0.0/0" for prefix in row["destination"])
        if not host[0].isdigit():
            return everything and _public(host)
        networks = [ipaddress.ip_network(prefix) for prefix in row["destination"]]
        return _public(host) and any(ipaddress.ip_address(host) in each for each in networks)
    served, _, region = row["destination"].partition(".")
    sure = already_allowed_surely(host) and already_allowed(host) == served
    return sure and (served != "BatchNodeManagement" or f".{region.lower()}." in host)


def test_reach_allows_what_egress_lists() -> None:
    """Allowed if and only if a row opens it; and the set of what may leave has it exactly then."""
    draw = random.Random(SEED)
    allowed = 0
    for _ in range(WORKSPACES):
        text = drawn(draw)
        found = network(text)
        one = summary(found)
        (document,) = json.loads(as_json([one]))["workspaces"]
        for asked in (parse_question(question(draw)) for _ in range(QUESTIONS)):
            said = answer(asked, found).verdict is Verdict.ALLOWED
            assert (said, said) == (holds(asked, one) is True, listed(document, asked)), (asked.shown, text)
            allowed += said
    assert 0.1 < allowed / (WORKSPACES * QUESTIONS) < 0.9
