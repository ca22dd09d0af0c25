"""What an FQDN rule takes for a host."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mvnetgen.azure.host_names import HostFault, covers, host_problem, same_host, split_hosts
from mvnetgen.text.document import HOLE


@pytest.mark.parametrize(
    "text",
    [
        "pypi.org",
        "PyPI.org",
        "*.pythonhosted.org",
        "*",
        "a.b.c.d.example.com",
        "xn--bcher-kva.example",
        "bücher.example",
        "例え.テスト",
        "_dmarc.example.com",
        "1.example.com",
        "3com.com",
        HOLE,
        f"{HOLE}.blob.core.windows.net",
        f"st{HOLE}.vault.azure.net",
        f"*.{HOLE}",
        f"{HOLE}{HOLE}",
        "<HOST>.contoso.com",
        "{account}.blob.core.windows.net",
        "${var.host}",
    ],
)
def test_right_hosts(text):
    """Names, wildcards, international names and names known in part are right."""
    assert host_problem(text) is None


@pytest.mark.parametrize(
    ("text", "fault", "meant"),
    [
        ("", HostFault.EMPTY, ""),
        ("   ", HostFault.EMPTY, ""),
        ("https://pypi.org/simple", HostFault.SCHEME, "pypi.org"),
        ("HTTP://user@pypi.org:443", HostFault.SCHEME, "pypi.org"),
        ("git+ssh://git@github.com/x", HostFault.SCHEME, "github.com"),
        (f"https://{HOLE}", HostFault.SCHEME, ""),
        ("pypi.org/simple", HostFault.PATH, "pypi.org"),
        ("pypi.org:443/simple", HostFault.PATH, "pypi.org"),
        (f"{HOLE}/simple", HostFault.PATH, ""),
        ("10.0.0.1", HostFault.ADDRESS, ""),
        ("10.0.0.1:8080", HostFault.ADDRESS, ""),
        ("10.0.0.0/8", HostFault.ADDRESS, ""),
        ("::1", HostFault.ADDRESS, ""),
        ("[2001:db8::1]:443", HostFault.ADDRESS, ""),
        ("pypi.org anaconda.com", HostFault.SPACE, ""),
        ("pypi.org.", HostFault.DOT, "pypi.org"),
        (".pypi.org", HostFault.DOT, "*.pypi.org"),
        ("pypi..org", HostFault.DOT, "pypi.org"),
        ("a.*.com", HostFault.WILDCARD, ""),
        ("*foo.com", HostFault.WILDCARD, ""),
        ("*.*.com", HostFault.WILDCARD, ""),
        ("**.foo.com", HostFault.WILDCARD, ""),
        ("*.", HostFault.DOT, "*"),
        ("server", HostFault.SHORT, ""),
        ("localhost", HostFault.SHORT, ""),
        ("-a.example.com", HostFault.LABEL, ""),
        ("a-.example.com", HostFault.LABEL, ""),
        ("pypi!.org", HostFault.LABEL, ""),
        ("py\u200bpi.org", HostFault.LABEL, ""),
        ("pypi.org;anaconda.com", HostFault.LABEL, ""),
        ("a" * 64 + ".com", HostFault.LABEL, ""),
        (".".join(["a" * 60] * 5) + ".com", HostFault.LABEL, ""),
        ("1.2.3", HostFault.LABEL, ""),
        ("user@example.com", HostFault.LABEL, ""),
    ],
)
def test_wrong_hosts(text, fault, meant):
    """Each wrong host is told by its fault, and the host that was meant where that is plain."""
    problem = host_problem(text)

    assert problem is not None
    assert (problem.fault, problem.meant) == (fault, meant)
    assert problem.why


@pytest.mark.parametrize(
    ("text", "host", "port"),
    [
        ("db.contoso.com:5432", "db.contoso.com", 5432),
        ("pypi.org:443", "pypi.org", 443),
        (f"{HOLE}:22", HOLE, 22),
        ("a.com:*", "a.com", None),
    ],
)
def test_ports(text, host, port):
    """A port is a fault of its own and is told apart from the host."""
    problem = host_problem(text)

    assert (problem.fault, problem.meant, problem.port) == (HostFault.PORT, host, port)


def test_an_invisible_letter_is_named():
    """What cannot be seen is shown by its number."""
    assert "U+200B" in host_problem("py\u200bpi.org").why


@pytest.mark.parametrize(
    ("text", "hosts"),
    [
        ("pypi.org", ["pypi.org"]),
        ("pytorch.org, *.pytorch.org", ["pytorch.org", "*.pytorch.org"]),
        ("a.com,,b.com,", ["a.com", "", "b.com", ""]),
        ("", [""]),
    ],
)
def test_split_hosts(text, hosts):
    """Commas separate, blanks go, and an empty element stays to be told of."""
    assert split_hosts(text) == hosts


@pytest.mark.parametrize(
    ("wildcard", "host", "expected"),
    [
        ("*.anaconda.com", "repo.anaconda.com", True),
        ("*.anaconda.com", "a.b.anaconda.com", True),
        ("*.ANACONDA.com", "Repo.anaconda.COM", True),
        ("*.anaconda.com", "*.repo.anaconda.com", True),
        ("*.anaconda.com", f"{HOLE}.anaconda.com", True),
        ("*", "anaconda.com", True),
        ("*.anaconda.com", "anaconda.com", False),
        ("*.anaconda.com", "notanaconda.com", False),
        ("*.anaconda.com", "*.anaconda.com", False),
        ("anaconda.com", "repo.anaconda.com", False),
        ("*.anaconda.com", HOLE, False),
        (f"*.{HOLE}", "a.com", False),
        ("*.", "a.", False),
    ],
)
def test_covers(wildcard, host, expected):
    """A wildcard covers what is below its name, never the name itself, and nothing that is only perhaps below."""
    assert covers(wildcard, host) is expected


def test_same_host():
    """Case and a last dot make no other host."""
    assert same_host("PyPI.org", "pypi.org.")
    assert not same_host("pypi.org", "*.pypi.org")


@given(st.text(alphabet=st.one_of(st.sampled_from("*.:/[]@-_<>{}$%? aZ9é" + HOLE), st.characters())))
def test_any_text_is_judged(text):
    """No text makes the judge fail, and the host that it means is right itself."""
    problem = host_problem(text)

    if problem and problem.fault is HostFault.SCHEME and problem.meant:
        assert host_problem(problem.meant) is None
    for host in split_hosts(text):
        covers("*.example.com", host)
        covers(host, "a.example.com")
