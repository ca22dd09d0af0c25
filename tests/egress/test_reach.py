"""Whether a host is reached: by what, or why not, and what would change that."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from mvnetgen.egress.build import Terms
from mvnetgen.egress.change import Change, smallest_change
from mvnetgen.egress.question import parse_question
from mvnetgen.egress.reach import answer
from mvnetgen.egress.refusal import EXPLAINED, Code
from mvnetgen.text.errors import UsageError
from tests.egress.workspaces import (
    INTERNET,
    STORAGE,
    VAULTS,
    ask,
    endpoint,
    fqdn,
    module,
    network,
    run,
    said,
    tag,
    workspace,
)

RULES = "\n".join(
    [
        fqdn("pypi", "pypi.org"),
        fqdn("files", "*.pythonhosted.org"),
        fqdn("lake-by-name", "stlake.blob.core.windows.net"),
        tag("batch", "DataFactory", "8080-8089"),
        tag("partner", "", "1433", prefixes="203.0.113.0/25"),
        tag("office", "", "443", prefixes="10.0.0.0/8"),
        endpoint("vault", f"{VAULTS}/kv-two", "vault"),
        endpoint("lake", f"{STORAGE}/stlake", "dfs", spark=True),
    ]
)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("pypi.org", "allowed rule:pypi"),
        ("PYPI.org.:80", "allowed rule:pypi"),
        ("pypi.org:22", "refused port-not-80-443"),
        ("pypi.org:443/udp", "refused port-not-80-443"),
        ("www.pypi.org", "refused no-rule"),
        ("a.b.pythonhosted.org", "allowed rule:files"),
        ("pythonhosted.org", "refused wildcard-excludes-apex"),
        ("*.pythonhosted.org", "allowed rule:files"),
        ("*.x.pythonhosted.org", "allowed rule:files"),
        ("*.org", "refused no-rule"),
        ("stlake.blob.core.windows.net", "refused storage-needs-private-endpoint"),
        ("stlake.dfs.core.windows.net", "allowed rule:lake"),
        ("stlake.privatelink.dfs.core.windows.net", "allowed rule:lake"),
        ("stone.blob.core.windows.net", "allowed automatic:blob"),
        ("stone.file.core.windows.net:445", "allowed automatic:file"),
        ("stone-secondary.blob.core.windows.net", "refused storage-needs-private-endpoint"),
        ("kv-two.vault.azure.net", "allowed rule:vault"),
        ("kv-two.vault.usgovcloudapi.net", "refused no-rule"),
        ("kv-two.vault.azure.net:443/udp", "refused no-rule"),
        ("x.westeurope.batch.azure.com", "allowed required:BatchNodeManagement.WestEurope"),
        ("x.northeurope.batch.azure.com", "refused tag-of-other-region"),
        ("graph.microsoft.com", "depends addresses-of-tag"),
        ("203.0.113.5:1433", "allowed rule:partner"),
        ("203.0.113.0/25:1433", "allowed rule:partner"),
        ("203.0.113.0/24:1433", "refused no-rule"),
        ("10.1.2.3", "refused no-way-on-premises"),
        ("nas.office.internal", "refused no-way-on-premises"),
        ("20.61.97.1:8085", "depends addresses-of-tag"),
        ("20.61.97.1:9999", "refused no-rule"),
        ("224.0.0.1", "refused no-rule"),
        ("localhost:8080", "allowed not-isolated"),
        ("168.63.129.16:53/udp", "allowed required:AzurePlatformDNS"),
        ("https://pypi.org/simple/numpy/", "allowed rule:pypi"),
        ("http://files.pythonhosted.org/x", "allowed rule:files"),
    ],
)
def test_approved_only(question: str, expected: str) -> None:
    """Allowed by a rule, a required tag or an endpoint of its own; else refused for a reason that scripts can rely on."""
    assert said(ask(workspace(RULES), question)) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("login.microsoftonline.us", "depends addresses-of-tag"),
        ("login.microsoftonline.com", "refused no-rule"),
        ("x.usgovvirginia.batch.usgovcloudapi.net", "depends addresses-of-tag"),
        ("stone.blob.core.usgovcloudapi.net", "allowed automatic:blob"),
        ("stone.blob.core.windows.net", "refused storage-needs-private-endpoint"),
        ("kv-one.vault.usgovcloudapi.net", "allowed automatic:vault"),
    ],
)
def test_another_cloud(question: str, expected: str) -> None:
    """A region tells the cloud, and with it the names of everything."""
    assert said(ask(workspace().replace("westeurope", "usgovvirginia"), question)) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("anything.example.net:22", "allowed mode"),
        ("20.61.97.1:9999/udp", "allowed mode"),
        ("stlake.dfs.core.windows.net", "allowed rule:lake"),
        ("10.1.2.3", "refused no-way-on-premises"),
        ("0.0.0.0/0", "refused no-way-on-premises"),
    ],
)
def test_internet_open(question: str, expected: str) -> None:
    """Everything public is open, and no way leads to the organization."""
    assert said(ask(workspace(endpoint("lake", f"{STORAGE}/stlake", "dfs"), INTERNET), question)) == expected


def test_without_isolation() -> None:
    """Nothing restricts what leaves; where an own network would have to lead nobody knows."""
    assert said(ask(workspace(mode="disabled"), "pypi.org:22")) == "allowed not-isolated"
    assert said(ask(workspace(mode="disabled"), "10.1.2.3")) == "depends network-elsewhere"
    subnet = "serverless_compute:\n  custom_subnet: /subscriptions/x/subnets/s\n"
    text = workspace(mode="disabled").replace("managed_network", subnet + "managed_network")
    assert said(ask(text, "pypi.org")) == "depends network-elsewhere"


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("pypi.org", "refused spark-ignores-fqdn"),
        ("kv-two.vault.azure.net", "refused spark-not-enabled"),
        ("stlake.dfs.core.windows.net", "allowed rule:lake"),
        ("stone.blob.core.windows.net", "allowed automatic:blob"),
        ("mcr.microsoft.com", "allowed required:MicrosoftContainerRegistry"),
    ],
)
def test_spark(question: str, expected: str) -> None:
    """FQDN rules do not hold for Spark, and endpoints only where their rule says so."""
    assert said(ask(workspace(RULES), question, spark=True)) == expected


UNKNOWN = """
variable "mode" {{}}
variable "host" {{}}
variable "rules" {{ default = {{}} }}
resource "azapi_resource" "workspace" {{
  type      = "Microsoft.MachineLearningServices/workspaces@2025-12-01"
  name      = "ml-one"
  location  = "westeurope"
  body = {{
    properties = {{
      managedNetwork = {{
        isolationMode = {mode}
        outboundRules = {{
          pypi   = {{ type = "FQDN", destination = "pypi.org" }}
          mirror = {{ type = "FQDN", destination = {host} }}
        }}
      }}
    }}
  }}
}}
"""


@pytest.mark.parametrize(
    ("mode", "host", "question", "expected"),
    [
        ('"AllowOnlyApprovedOutbound"', "var.host", "pypi.org", "allowed rule:pypi"),
        ('"AllowOnlyApprovedOutbound"', "var.host", "mirror.example.net", "depends unknown-value"),
        ('"AllowOnlyApprovedOutbound"', "var.host", "mirror.example.net:8443", "refused no-rule"),
        ('"AllowOnlyApprovedOutbound"', '"m.${var.host}"', "m.example.net", "depends unknown-value"),
        ('"AllowOnlyApprovedOutbound"', '"m.${var.host}"', "n.example.net", "refused no-rule"),
        (
            '"AllowOnlyApprovedOutbound"',
            "var.host",
            "x.table.core.windows.net",
            "refused storage-needs-private-endpoint",
        ),
        ("var.mode", '"m.example.net"', "pypi.org", "allowed rule:pypi"),
        ("var.mode", '"m.example.net"', "login.microsoftonline.com", "allowed not-isolated"),
        ("var.mode", '"m.example.net"', "github.com", "depends unknown-value"),
        ("var.mode", '"m.example.net"', "nas.office.internal", "depends unknown-value"),
    ],
)
def test_an_unknown_value_counts_where_it_decides(mode: str, host: str, question: str, expected: str) -> None:
    """What is not known makes an answer `depends` only where it could change it."""
    (found,) = module(main=UNKNOWN.format(mode=mode, host=host))
    verdict, code = expected.split()
    got = said(answer(parse_question(question), found))
    assert got.split()[0] == verdict, got
    assert verdict == "allowed" or got.endswith(code)


HUB = workspace().replace("name: ml-one", "kind: hub\nname: hub-one")


def test_a_project_has_the_network_of_its_hub(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where the hub is there its network answers; else nobody knows."""
    project = f"kind: project\nname: prj-one\nhub_id: {STORAGE.rpartition('/Microsoft.')[0]}"
    project += "/Microsoft.MachineLearningServices/workspaces/hub-one\n"
    (tmp_path / "hub.yml").write_text(HUB, encoding="utf-8")
    (tmp_path / "project.yml").write_text(project, encoding="utf-8")
    ways = ["--in", tmp_path / "project.yml", "--workspace", "prj-one", "--format", "json"]
    assert run("reach", "mcr.microsoft.com", "github.com", *ways, "--in", tmp_path / "hub.yml") == 1
    answers = json.loads(capsys.readouterr().out)["answers"]
    assert [(each["workspace"], each["answer"]) for each in answers] == [("prj-one", "allowed"), ("prj-one", "refused")]
    assert run("reach", "mcr.microsoft.com", *ways) == 2
    assert json.loads(capsys.readouterr().out)["answers"][0]["code"] == "network-elsewhere"


def test_exit_codes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """0: all allowed; 1: one is refused; 2: one cannot be decided, or nothing could be read."""
    file = tmp_path / "workspace.yml"
    file.write_text(workspace(RULES), encoding="utf-8")
    codes = [
        run("reach", *hosts, "--in", file)
        for hosts in (
            ["pypi.org"],
            ["pypi.org", "github.com"],
            ["graph.microsoft.com"],
            ["github.com", "graph.microsoft.com"],
        )
    ]
    assert codes == [0, 1, 2, 1]
    assert run("reach", "pypi.org", "--in", tmp_path / "nothing.yml") == 2
    assert run("reach", "py pi.org", "--in", file) == 2
    assert run("reach") == 2
    assert run("reach", "pypi.org", "--in", file, "--workspace", "ml-onw") == 2
    assert "did you mean `ml-one`?" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("pypi.org:0", "ports are 1 to 65535"),
        ("pypi.org:http", "ports are 1 to 65535"),
        ("pypi.org:53/sctp", "it is tcp or udp"),
        ("a.*.com", "not the whole first label"),
        ("<HOST>", "fill it in"),
        ("[fe80::1%eth0]:443", "is no host"),
        ("", "names no host"),
    ],
)
def test_what_is_no_question(text: str, why: str) -> None:
    """What is no host, address or prefix is refused with its reason."""
    with pytest.raises(UsageError, match=why):
        parse_question(text)


def test_no_password_is_shown() -> None:
    """What stands before an @ in an address goes nowhere."""
    question = parse_question("https://reader:not-a-secret@pypi.org/simple")
    assert "not-a-secret" not in repr(question)
    with pytest.raises(UsageError) as error:
        parse_question("https://reader:not-a-secret@py pi.org/simple")
    assert "not-a-secret" not in str(error.value)


def change_for(text: str, question: str) -> Change | None:
    """The smallest change for a question."""
    return smallest_change(answer(parse_question(question), network(text)), Terms())


@pytest.mark.parametrize(
    ("question", "what", "month"),
    [
        ("github.com", "an FQDN rule", 912.0),
        ("stother.blob.core.windows.net", "a private endpoint to `stother` (blob)", 7.3),
        ("kv-x.vault.azure.net", "a private endpoint to `kv-x` (vault)", 7.3),
        ("sql-x.database.windows.net:1433", "a private endpoint to `sql-x` (sqlServer)", 7.3),
        ("x.northeurope.batch.azure.com", "a rule for the service tag `BatchNodeManagement.NorthEurope`", 0.0),
        ("203.0.113.5:1433", "a rule for its address", 0.0),
        ("github.com:22", "a rule for its address", 0.0),
        ("nas.office.internal", "a private endpoint to an Application Gateway", 7.3),
    ],
)
def test_the_smallest_change_makes_it_a_yes(question: str, what: str, month: float) -> None:
    """The rule of a proposal, added where it says, allows what was refused."""
    text = workspace()
    change = change_for(text, question)
    assert change is not None
    assert (change.what, change.month) == (what, month)
    assert change.line is not None
    lines = text.splitlines()
    assert len(lines) == change.line
    after = "\n".join([*lines, "  outbound_rules:", *change.snippet.splitlines(), ""])
    if "<ADDRESS" not in change.snippet:
        assert ask(after, question).verdict == "allowed"


@pytest.mark.parametrize("question", ["10.1.2.3", "kv-one.vault.azure.net:443/udp", "224.0.0.1"])
def test_where_no_rule_helps_none_is_proposed(question: str) -> None:
    """No rule leads to private addresses, none makes an endpoint carry UDP."""
    assert change_for(workspace(), question) is None


def test_every_code_is_explained() -> None:
    """Each code has its sentence."""
    assert set(EXPLAINED) == set(Code)


def test_shared_questions(shared: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The questions that the project was started with have their answers."""
    folder = shared / "cases" / "reach"
    monkeypatch.chdir(folder)
    by_input: dict[tuple[str, str], list[dict[str, str]]] = {}
    with (folder / "reach.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            by_input.setdefault((row["file"], row["workspace"] or ""), []).append(row)
    wrong = []
    for (path, name), rows in by_input.items():
        only = ["--workspace", name] if name else []
        run("reach", "--format", "json", "--in", path, *only, *(row["question"] for row in rows))
        answers = {each["asked"]: each for each in json.loads(capsys.readouterr().out)["answers"]}
        wrong += [f"{path} {row['question']}" for row in rows if not _right(row, answers[row["question"]])]
    assert wrong == []


def _right(row: dict[str, str], found: dict[str, str | None]) -> bool:
    verdicts = row["answer"].split("|")
    if found["answer"] not in verdicts:
        return False
    words = {str(found[key]).lower() for key in ("by", "code") if found[key]}
    codes = row["code"].lower().split("|")
    met = any(
        code in ("", "*") or word == code or word.startswith((f"{code}:", f"{code}."))
        for code in codes
        for word in words or {""}
    )
    return met or found["answer"] != verdicts[0]
