"""Judging in several processes: the same results, in the same order."""

import pytest

from mvnetgen.cli import main

MODULE = """\
resource "azapi_resource" "ws" {{
  type      = "Microsoft.MachineLearningServices/workspaces@2024-10-01"
  name      = "ml-{0}"
  parent_id = "/subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rg"
  body = {{ properties = {{ managedNetwork = {{ isolationMode = "AllowInternetOutbound", outboundRules = {{
    host = {{ type = "FQDN", destination = "host-{0}.contoso.com" }}
  }} }} }} }}
}}
"""


@pytest.mark.parametrize("jobs", ["2", "3"])
def test_processes(jobs, tmp_path, monkeypatch, capsys):
    """However many processes judge, the output is that of one; and one that was judged before is not lost among them."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MVNETGEN_CACHE_DIR", str(tmp_path / "cache"))
    for number in range(20):
        (tmp_path / f"m{number:02}").mkdir()
        (tmp_path / f"m{number:02}" / "main.tf").write_text(MODULE.format(number))

    def lint(*arguments: str) -> str:
        assert main(["lint", "--format", "json", *arguments]) == 1
        return capsys.readouterr().out

    alone = lint("--jobs", "1", "--no-cache")
    assert "host-13.contoso.com" in alone
    assert lint("--jobs", jobs, "--no-cache") == alone
    lint("--jobs", "1", "m07", "m13")
    assert lint("--jobs", jobs) == alone
    assert lint("--jobs", jobs) == alone
