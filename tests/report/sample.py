"""A result with everything that a format has to show, made by hand so that no rule can change it."""

from dataclasses import replace

from mvnetgen.lint.finding import Finding, Related, Result, Summary, Suppression
from mvnetgen.rules.rule import Severity
from mvnetgen.text.errors import InputError
from mvnetgen.text.source import Source, Span

MAIN = Source(
    "infra/main.tf",
    'resource "azapi_resource" "workspace" {\n'
    "  body = {\n"
    "\tmode = var.mode # 日本, 100%\n"
    '    key = "s3cr3t-value"\n'
    "  }\n"
    "}\n",
)
VARIABLES = Source("infra/variables.tf", 'variable "mode" {\n  default = "AllowAll"\n}\n')
WORKSPACE = Source(
    "team a/ws.yml", "name: ws\nmanaged_network:\n  isolation_mode: disabled\n  outbound_rules:\n    - name: a\n"
)
BROKEN = Source("z.yml", "name: [\n")

MODE = Finding(
    "expired-ignore",
    Severity.ERROR,
    "the mode `AllowAll` is | no mode, 100% <b>sure</b>; @team",
    Span("infra/main.tf", 3, 9, 3, 17),
    "azapi_resource.workspace",
    "managed_network.isolation_mode",
    (Related(Span("infra/variables.tf", 2, 13, 2, 23), "the value comes from here"),),
    "write `AllowOnlyApprovedOutbound`",
    "1" * 32,
)
SECRET = Finding(
    "unused-ignore",
    Severity.WARNING,
    "`key` is (sensitive value)",
    Span("infra/main.tf", 4, 11, 4, 25),
    "azapi_resource.workspace",
    fingerprint="2" * 32,
    sensitive=True,
)
BLOCK = Finding(
    "unknown-rule-in-ignore",
    Severity.INFO,
    "the network is written\nover several lines \x1b[31m",
    Span("team a/ws.yml", 2, 1, 5, 12),
    route="managed_network",
    fingerprint="3" * 32,
)
IGNORED = replace(
    MODE,
    span=Span("team a/ws.yml", 3, 19, 3, 27),
    address="",
    related=(),
    fingerprint="4" * 32,
    suppressed=Suppression("comment", "agreed with security", Span.point("team a/ws.yml", 3, 30)),
)
KNOWN = replace(
    IGNORED, rule="unused-ignore", fingerprint="5" * 32, suppressed=Suppression("baseline", "recorded in the baseline")
)

SAMPLE = Result(
    findings=(MODE, SECRET, BLOCK),
    suppressed=(IGNORED, KNOWN),
    summary=Summary(5, 2, 4, 1, 2),
    unreadable=(InputError("cannot be parsed: it ends too early", Span.point("z.yml", 1, 7)),),
    sources={each.path: each for each in (MAIN, VARIABLES, WORKSPACE, BROKEN)},
    stale_baseline=("gone.yml: unused-ignore: x",),
    files=("clean.yml", "infra/main.tf", "infra/variables.tf", "team a/ws.yml", "z.yml"),
    below="deploy",
)
