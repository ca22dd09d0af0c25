"""`mvnetgen diff`: two folders, revisions of git, plans, and what it says in a pull request."""

import json
import subprocess
from pathlib import Path

import pytest

from mvnetgen.cli import main

HEAD = "name: ml-prod\nlocation: westeurope\nresource_group: rg\npublic_network_access: disabled\n"
NETWORK = "managed_network:\n  isolation_mode: allow_only_approved_outbound\n"
SCHEMA = "$schema: https://azuremlschemas.azureedge.net/latest/workspace.schema.json\n"


def workspace(*hosts: str, head: str = SCHEMA + HEAD) -> str:
    rules = "".join(
        f'    - {{name: {host.strip("*.").replace(".", "-")}, type: fqdn, destination: "{host}"}}\n' for host in hosts
    )
    return head + NETWORK + ("  outbound_rules:\n" + rules if hosts else "")


def git(*words: str) -> str:
    settings = ["-c", "user.name=n", "-c", "user.email=e@x", "-c", "init.defaultBranch=main"]
    return subprocess.run(["git", *settings, *words], capture_output=True, text=True, check=True).stdout.strip()


@pytest.fixture
def project(tmp_path, monkeypatch) -> Path:
    """A repository whose main branch has one workspace; the working directory, on a branch."""
    monkeypatch.chdir(tmp_path)
    for name in ("GITHUB_BASE_REF", "CI_MERGE_REQUEST_DIFF_BASE_SHA", "SYSTEM_PULLREQUEST_TARGETBRANCH"):
        monkeypatch.delenv(name, raising=False)
    git("init", "-q")
    Path("ml.yml").write_text(workspace("pypi.org"))
    git("add", ".")
    git("commit", "-qm", "one")
    git("switch", "-qc", "feature")
    return tmp_path


def found(capsys, *words: str) -> tuple[int, set[str]]:
    code = main(["diff", "--format", "json", *words])
    return code, {each["rule"] for each in json.loads(capsys.readouterr().out)["findings"]}


def test_against_a_branch(project, capsys):
    """The working tree is compared with where the branch left the other one, not with what came there since."""
    Path("ml.yml").write_text(workspace("pypi.org", "conda.anaconda.org"))
    git("commit", "-qam", "two")
    git("switch", "-q", "main")
    Path("ml.yml").write_text(workspace("pypi.org", "elsewhere.example.com"))
    git("commit", "-qam", "three")
    git("switch", "-q", "feature")
    code = main(["diff", "--against", "main", "--format", "json"])
    (finding,) = json.loads(capsys.readouterr().out)["findings"]
    assert (code, finding["rule"], finding["path"], finding["line"]) == (1, "outbound-opened", "ml.yml", 10)


def test_a_revision_and_its_place(project, capsys):
    """What is gone stands at its place in the revision that had it."""
    Path("ml.yml").write_text(workspace())
    assert main(["diff", "main:ml.yml", "ml.yml", "--format", "concise", "--select", "outbound-closed"]) == 1
    commit = git("rev-parse", "--short=7", "main")
    assert capsys.readouterr().out.startswith(f"main@{commit}:ml.yml:9:7: warning[outbound-closed] `pypi.org` of ")


def test_a_workspace_that_no_longer_looks_like_one(project, capsys):
    """A file without a network and without `$schema` is recognised by what it was."""
    Path("ml.yml").write_text(HEAD)
    assert found(capsys, "--against", "main") == (1, {"network-unmanaged"})


def test_target_branch_of_a_pull_request(project, capsys, monkeypatch):
    """Without arguments the target branch is taken from the environment of the CI; without one there is nothing to compare."""
    assert main(["diff"]) == 2
    assert "give OLD and NEW, or `--against REV`" in capsys.readouterr().err
    monkeypatch.setenv("CI_MERGE_REQUEST_DIFF_BASE_SHA", git("rev-parse", "main"))
    Path("ml.yml").write_text(workspace("pypi.org").replace("approved", "approved").replace("disabled", "enabled"))
    assert found(capsys) == (1, {"public-access-opened"})


def test_missing_base(project, capsys, tmp_path, monkeypatch):
    """A base that is not in a shallow clone is exit code 2 with the command that brings it; that command works."""
    git("commit", "-q", "--allow-empty", "-m", "two")
    git("clone", "-q", "--depth=1", f"file://{project}", "clone")
    monkeypatch.chdir(project / "clone")
    assert main(["diff", "--against", "origin/main"]) == 2
    said = capsys.readouterr().err
    git(*said.split("run `git ")[1].split("`")[0].split())
    assert main(["diff", "--against", "origin/main"]) == 2
    said = capsys.readouterr().err
    assert "git fetch --unshallow origin" in said
    git(*said.split("run `git ")[1].split("`")[0].split())
    assert main(["diff", "--against", "origin/main"]) == 0


def test_nothing_changed(project, capsys):
    """No comment, no output but the count, exit code 0; files that the change does not touch are read once."""
    for format_ in ("text", "markdown", "mermaid"):
        assert main(["diff", "--against", "main", "--format", format_]) == 0
        printed = capsys.readouterr()
        assert printed.out == ""
        assert "1 workspace compared, 0 changed: 0 findings" in printed.err


def test_accepted_where_it_stands(project, capsys):
    """A comment at the place in the new version accepts a change; one about another rule is nobody's business here."""
    text = workspace("pypi.org", "conda.anaconda.org")
    accepted = text.replace(
        "    - {name: conda", "    # mvnetgen: ignore[outbound-opened] ticket 4711\n    - {name: conda"
    )
    Path("ml.yml").write_text(accepted)
    assert found(capsys, "--against", "main") == (0, set())


def test_broken_old_version(project, capsys):
    """A version that cannot be read is exit code 2, and the rest is compared."""
    Path("broken.yml").write_text("managed_network: [\n")
    Path("ml.yml").write_text(workspace("pypi.org", "conda.anaconda.org"))
    assert found(capsys, "--against", "main") == (2, {"outbound-opened"})


def test_settings(project, capsys):
    """`select`, `severity`, `fail_on` and `cost_threshold` of the configuration hold."""
    Path(".mvnetgen.yml").write_text(
        "cost_threshold: 500\nignore: [outbound-opened]\nseverity: {firewall-changed: warning}\n"
    )
    Path("old").mkdir()
    Path("new").mkdir()
    Path("old/ml.yml").write_text(workspace())
    Path("new/ml.yml").write_text(workspace("pypi.org"))
    main(["diff", "old", "new", "--format", "json"])
    listed = json.loads(capsys.readouterr().out)["findings"]
    assert {each["rule"]: each["severity"] for each in listed} == {
        "cost-increased": "warning",
        "firewall-changed": "warning",
    }


def test_lint_never_asks_these_rules(project, capsys):
    """A comment about a change is of no use to `lint`, and is not told so."""
    text = workspace("pypi.org").replace(
        "    - {name: pypi", "    # mvnetgen: ignore[outbound-opened] ticket 4711\n    - {name: pypi"
    )
    Path("ml.yml").write_text(text)
    main(["lint", "--select", "unused-ignore,outbound-opened", "--format", "json", "ml.yml"])
    assert json.loads(capsys.readouterr().out)["findings"] == []


def test_lint_of_a_revision(project, capsys):
    """`lint REV:PATH` judges what was, at its places there, whatever lies on the disk."""
    Path("ml.yml").write_text(workspace())
    commit = git("rev-parse", "--short=7", "main")
    for path in ("main:ml.yml", "main:"):
        main(["lint", path, "--select", "fqdn-creates-firewall", "--format", "concise"])
        assert capsys.readouterr().out.startswith(f"main@{commit}:ml.yml:9:")
    assert main(["lint", "nowhere:ml.yml"]) == 2
    assert "there is no revision `nowhere` here" in capsys.readouterr().err
