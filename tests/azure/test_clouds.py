"""What `environment()` gives."""

from typing import get_args

import pytest

from mvnetgen.azure.clouds import Cloud, environment


@pytest.mark.parametrize("cloud", get_args(Cloud))
def test_every_cloud_has_the_suffixes_that_hosts_are_made_of(cloud: Cloud) -> None:
    found = environment(cloud)

    assert found["name"] == cloud
    assert all(found["suffixes"][name] for name in ("storage", "keyvaultDns", "sqlServerHostname", "acrLoginServer"))
    assert len(found["authentication"]["audiences"]) == 2


def test_public() -> None:
    """As Microsoft documents it."""
    found = environment("AzureCloud")

    assert found["suffixes"]["storage"] == "core.windows.net"
    assert found["authentication"]["audiences"] == [
        "https://management.core.windows.net/",
        "https://management.azure.com/",
    ]
    assert found["resourceManager"] == "https://management.azure.com/"
