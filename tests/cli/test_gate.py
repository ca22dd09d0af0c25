"""The gate: what is enforced stays, whatever a comment, a baseline, an option or another configuration says."""

from pathlib import Path

import pytest

from mvnetgen.cli import main

BASE = (
    "enforce: [policy]\nfail_on: warning\npolicy: {isolation_mode: allow_only_approved_outbound, fqdns: [pypi.org]}\n"
)
OPEN = """\
name: mlw-one
managed_network:
  # mvnetgen: ignore[policy-isolation-mode] we know better
  isolation_mode: allow_internet_outbound
"""


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository whose configuration enforces a policy that its workspace breaks."""
    (tmp_path / ".git").mkdir()
    (tmp_path / ".mvnetgen.yml").write_text(BASE, encoding="utf-8")
    (tmp_path / "w.yml").write_text(OPEN, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    code = main(["lint", "--no-cache", "--format", "concise", *arguments])
    return code, "".join(capsys.readouterr())


def test_comment(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A comment takes nothing away that is enforced, and trying is an error."""
    code, out = said(capsys)

    assert code == 1
    assert "error[policy-isolation-mode]" in out
    assert "3:22: error[unused-ignore] `policy-isolation-mode` is enforced by the configuration" in out


def test_select_and_baseline(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither a selection of others nor a baseline takes it away; `--ignore` of it is refused."""
    main(["lint", "--no-cache", "--write-baseline"])
    capsys.readouterr()

    assert "error[policy-isolation-mode]" in said(capsys, "--select", "fqdn")[1]
    code, out = said(capsys, "--ignore", "policy")
    assert code == 2
    assert "--ignore cannot take `policy-firewall-sku` away: .mvnetgen.yml:1 enforces it" in out


def test_no_ignores(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--no-ignores` judges as if there were no comments."""
    (repository / ".mvnetgen.yml").write_text(BASE.replace("enforce: [policy]\n", ""), encoding="utf-8")

    assert "policy-isolation-mode" not in said(capsys)[1]
    assert "policy-isolation-mode" in said(capsys, "--no-ignores")[1]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("ignore: [policy-fqdn]\n", "`policy-fqdn` cannot be ignored: it is enforced at"),
        ("severity: {policy-fqdn: info}\n", "`policy-fqdn` cannot weigh less"),
        ("fail_on: error\n", "`fail_on` cannot be higher than `warning`"),
        ("policy: {fqdns: [pypi.org, evil.example]}\n", "`policy.fqdns` cannot allow more"),
        ("policy: {isolation_mode: disabled}\n", "`policy.isolation_mode` cannot allow more"),
    ],
)
def test_what_is_extended_cannot_be_weakened(
    repository: Path, capsys: pytest.CaptureFixture[str], text: str, message: str
) -> None:
    """A configuration that takes something from what the extended one enforces is wrong, with the place."""
    (repository / ".mvnetgen.yml").rename(repository / "base.yml")
    (repository / ".mvnetgen.yml").write_text(f"extends: base.yml\n{text}", encoding="utf-8")
    code, out = said(capsys)

    assert code == 2
    assert ".mvnetgen.yml:2:" in out
    assert message in out


def test_what_is_extended_holds(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A configuration may be stricter, and what it does not say is said by the one that it extends."""
    (repository / ".mvnetgen.yml").rename(repository / "base.yml")
    (repository / ".mvnetgen.yml").write_text("extends: base.yml\npolicy: {fqdns: []}\n", encoding="utf-8")

    assert "error[policy-isolation-mode]" in said(capsys)[1]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("extends: gone.yml\n", "`extends`: `gone.yml` cannot be read"),
        ("extends: .mvnetgen.yml\n", "extends this file in turn"),
        ("extends: https://example.org/a.yml\n", "names a file of this disk, not an address"),
    ],
)
def test_wrong_extends(repository: Path, capsys: pytest.CaptureFixture[str], text: str, message: str) -> None:
    """What cannot be extended is told with its place."""
    (repository / ".mvnetgen.yml").write_text(text, encoding="utf-8")
    code, out = said(capsys)

    assert code == 2
    assert message in out


def test_names(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Two configurations in a folder are an error; one of another name is pointed out."""
    (repository / ".mvnetgen.yaml").write_text(BASE, encoding="utf-8")
    assert "only one of them can be meant" in said(capsys)[1]
    (repository / ".mvnetgen.yaml").unlink()
    (repository / ".mvnetgen.yml").rename(repository / "mvnetgen.yml")
    assert "mvnetgen.yml is not read: the configuration is called .mvnetgen.yml" in said(capsys)[1]


def test_nothing_found(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A run that saw no workspace does not say that all is well, and names what mentions a managed network."""
    (repository / "w.yml").write_text("other:\n  managed_network: {}\n", encoding="utf-8")
    (repository / "empty").mkdir()

    assert said(capsys, "empty") == (0, "no workspace found in 0 files\n")
    assert said(capsys, "empty", "--require-workspace")[0] == 2


def test_statistics_and_exit_zero(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--statistics` counts by rule; `--exit-zero` reports without failing, but never hides what could not be judged."""
    assert main(["lint", "--no-cache", "--statistics", "--exit-zero"]) == 0
    assert "1  error    policy-isolation-mode\n" in capsys.readouterr().out
    assert main(["lint", "--no-cache", "--exit-zero", "gone.yml"]) == 2


def test_one_cause_is_one_block(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Hosts under one wrong mode are one block of text, and separate findings for programs."""
    rules = "".join(
        f"    - {{name: host{number}, type: fqdn, destination: h{number}.example.org}}\n" for number in range(9)
    )
    (repository / "w.yml").write_text(f"{OPEN}  outbound_rules:\n{rules}", encoding="utf-8")
    main(["lint", "--no-cache", "--select", "isolation"])
    out = capsys.readouterr().out

    assert out.count("error[fqdn-needs-approved-outbound]") == 1
    assert "and 8 more: `host1`, `host2`, `host3`, …" in out
    assert said(capsys, "--select", "isolation")[1].count("error[fqdn-needs-approved-outbound]") == 9


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["lnt"], "`lnt` is no command; did you mean `lint`?"),
        (["scenario", "lst"], "`lst` is no command; did you mean `list`?"),
        (["facts", "prces"], "`prces` is no table; did you mean `prices`?"),
        (["lint", "--fromat", "json"], "--format"),
        (["lint", "w.yaml"], "there is no file or folder `w.yaml`; did you mean `w.yml`?"),
    ],
)
def test_mistyped(repository: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str) -> None:
    """A mistyped word gets the nearest one."""
    assert main(arguments) == 2
    assert message in "".join(capsys.readouterr())


def test_init(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """`init` writes a configuration that is right, once, and prints the lines for the CI in use."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".gitlab-ci.yml").touch()

    assert main(["init"]) == 0
    out = capsys.readouterr().out
    assert "id: mvnetgen-lint" in out
    assert ".gitlab-ci.yml:" in out
    assert ".github/workflows" not in out
    assert main(["config"]) == 0
    assert main(["init"]) == 2


def test_facts(capsys: pytest.CaptureFixture[str]) -> None:
    """`facts` lists the tables, and shows the rows of one with its source."""
    assert main(["facts"]) == 0
    assert "prices" in capsys.readouterr().out
    assert main(["facts", "prices"]) == 0
    assert "source: https://" in capsys.readouterr().out
