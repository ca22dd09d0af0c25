"""Functions: what `terraform console` cannot show, because it is unknown, bounded, or about files and places."""

import inspect
import os
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mvnetgen.languages.hcl.evaluate import evaluate
from mvnetgen.languages.hcl.functions.attempt import LAZY
from mvnetgen.languages.hcl.functions.call import FAMILIES, OUTSIDE
from mvnetgen.languages.hcl.functions.filesystem import LARGEST
from mvnetgen.languages.hcl.functions.re2 import compiled, matches, search
from mvnetgen.languages.hcl.functions.signature import FUNCTIONS
from mvnetgen.languages.hcl.parse import parse_expression
from mvnetgen.languages.hcl.scope import Folder, Scope
from mvnetgen.languages.hcl.syntax import Expression
from mvnetgen.languages.hcl.work import NotKnown, Refused, Work
from mvnetgen.text.document import HOLE, Unknown
from mvnetgen.text.source import Span
from mvnetgen.text.tree import Disk
from tests.languages.hcl.evaluating import DECLARED, plain, unknown, value

# https://developer.hashicorp.com/terraform/language/functions, version 1.11
ALL = [
    "abs",
    "abspath",
    "alltrue",
    "anytrue",
    "base64decode",
    "base64encode",
    "base64gzip",
    "base64sha256",
    "base64sha512",
    "basename",
    "bcrypt",
    "can",
    "ceil",
    "chomp",
    "chunklist",
    "cidrhost",
    "cidrnetmask",
    "cidrsubnet",
    "cidrsubnets",
    "coalesce",
    "coalescelist",
    "compact",
    "concat",
    "contains",
    "csvdecode",
    "dirname",
    "distinct",
    "element",
    "endswith",
    "ephemeralasnull",
    "file",
    "filebase64",
    "filebase64sha256",
    "filebase64sha512",
    "fileexists",
    "filemd5",
    "fileset",
    "filesha1",
    "filesha256",
    "filesha512",
    "flatten",
    "floor",
    "format",
    "formatdate",
    "formatlist",
    "indent",
    "index",
    "issensitive",
    "join",
    "jsondecode",
    "jsonencode",
    "keys",
    "length",
    "log",
    "lookup",
    "lower",
    "matchkeys",
    "max",
    "md5",
    "merge",
    "min",
    "nonsensitive",
    "one",
    "parseint",
    "pathexpand",
    "plantimestamp",
    "pow",
    "range",
    "regex",
    "regexall",
    "replace",
    "reverse",
    "rsadecrypt",
    "sensitive",
    "setintersection",
    "setproduct",
    "setsubtract",
    "setunion",
    "sha1",
    "sha256",
    "sha512",
    "signum",
    "slice",
    "sort",
    "split",
    "startswith",
    "strcontains",
    "strrev",
    "substr",
    "sum",
    "templatefile",
    "templatestring",
    "textdecodebase64",
    "textencodebase64",
    "timeadd",
    "timecmp",
    "timestamp",
    "title",
    "tobool",
    "tolist",
    "tomap",
    "tonumber",
    "toset",
    "tostring",
    "transpose",
    "trim",
    "trimprefix",
    "trimspace",
    "trimsuffix",
    "try",
    "upper",
    "urlencode",
    "uuid",
    "uuidv5",
    "values",
    "yamldecode",
    "yamlencode",
    "zipmap",
]


def test_all() -> None:
    """Every function of Terraform 1.11 is either evaluated or known to be out of reach."""
    assert sorted({*FUNCTIONS, *LAZY, *OUTSIDE} - {"setsymmetricdifference"}) == sorted(ALL)


def test_families() -> None:
    """Every module that registers functions is listed."""
    folder = Path(inspect.getfile(FAMILIES[0])).parent
    registering = {
        path.stem
        for path in folder.glob("*.py")
        if re.search(r"^@(?:nodes|plainly)\(|^FUNCTIONS\.update", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert {family.__name__.rpartition(".")[2] for family in FAMILIES} == registering | {"crypto", "filesystem"}


@pytest.mark.parametrize("name", sorted(OUTSIDE))
def test_outside(name: str) -> None:
    """A function that needs the outside world is unknown, and `can` does not take it for a mistake."""
    assert unknown(f'{name}("x")').reason == f"function `{name}`"
    unknown(f'can({name}("x"))')


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
@pytest.mark.parametrize(
    "arguments", ["", "null", "var.mode", "var.mode, var.mode", "[var.mode], {}, 1", "null, null, null"]
)
def test_any_arguments(name: str, arguments: str) -> None:
    """Wrong and unknown arguments never fail."""
    value(f"{name}({arguments})", DECLARED)


def test_core_namespace() -> None:
    """`core::lower` is `lower`."""
    assert value('core::lower("A")').value == "a"


class TestFiles:
    @pytest.fixture
    def scope(self, tmp_path: Path) -> Scope:
        """A stack in a repository, with a secret outside of it."""
        stack = tmp_path / "repository" / "stack"
        stack.mkdir(parents=True)
        (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
        (tmp_path / "repository" / "shared.txt").write_text("shared", encoding="utf-8")
        (stack / "latin.txt").write_bytes(b"\xe9")
        (stack / "large.txt").write_bytes(b"x" * (LARGEST + 1))
        (stack / "bad.tpl").write_text("${", encoding="utf-8")
        (stack / "self.tpl").write_text('${templatefile("self.tpl", {})}', encoding="utf-8")
        (stack / "link.txt").symlink_to(tmp_path / "secret.txt")
        (stack / "loop").symlink_to(stack / "loop")
        return Scope(folder=Folder(stack, Disk(str(tmp_path / "repository"))))

    def run(self, text: str, scope: Scope) -> object:
        expression = parse_expression(text, Span("x", 1, 1, 1, 2))
        assert isinstance(expression, Expression)
        found = evaluate(expression, scope).value
        return found.reason if isinstance(found, Unknown) else found

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ('file("../shared.txt")', "shared"),
            ('file("../../secret.txt")', "file `../../secret.txt`, which lies outside of the repository"),
            ('file("/etc/passwd")', "file `/etc/passwd`, which lies outside of the repository"),
            ('file("~/x")', "file `~/x`"),
            ('file("link.txt")', "file `link.txt`, which lies outside of the repository"),
            ('fileexists("../../secret.txt")', "file `../../secret.txt`, which lies outside of the repository"),
            ('fileexists("none")', False),
            ('try(file("none"), "x")', "x"),
            ('file("latin.txt")', "`file`: `latin.txt` is no UTF-8 text"),
            ('file("large.txt")', "file `large.txt`, which is too large"),
            ('file("a\\u0000b")', "`file`: a path holds a zero byte"),
            ('templatefile("self.tpl", {})', "its templates render each other too deeply"),
            ('can(templatefile("bad.tpl", {}))', False),
        ],
    )
    def test_boundary(self, text: str, expected: object, scope: Scope) -> None:
        """Only small UTF-8 files of the repository are read, and no link leads out."""
        assert self.run(text, scope) == expected

    def test_loop(self, scope: Scope) -> None:
        """A link to itself is no file."""
        assert isinstance(self.run('file("loop")', scope), str)

    @pytest.mark.skipif(not hasattr(os, "getuid"), reason="Windows has no such paths")
    def test_fileset_outside(self, scope: Scope) -> None:
        """A pattern leads nowhere else."""
        assert self.run('fileset("..", "../*.txt")', scope) == ()

    def test_no_folder(self) -> None:
        """Without a folder every file is unknown."""
        assert self.run('file("x")', Scope()) == "file `x`"


class TestRegularExpressions:
    @given(
        st.lists(
            st.sampled_from(["a", "b", "a*", "(a|b)", "(?:ab)+", "[ab]", ".", "a?", "(a)(b)?", "^", "$", "\\b"]),
            max_size=5,
        ),
        st.text("abc ", max_size=8),
    )
    def test_like_python(self, parts: list[str], text: str) -> None:
        """Where Go and Python agree on the rules, the first match is the same."""
        pattern = "".join(parts)
        theirs = re.search(pattern.replace("$", "\\Z"), text)
        ours = search(compiled(pattern), text, 0, Work())
        assert (ours[:2] if ours else None) == (theirs.span() if theirs else None)

    def test_linear(self) -> None:
        """A text that makes other engines backtrack is no work."""
        work = Work()
        assert search(compiled("(a|a|aa)+$"), "a" * 5000 + "b", 0, work) is None
        assert work.steps > 900_000

    @pytest.mark.parametrize(
        "pattern", ["(?=a)", "(?!a)", "(?<=a)", "(?<!a)", "\\1", "(?P=x)", "a++", "\\Z", "(?#c)", "\\"]
    )
    def test_refused(self, pattern: str) -> None:
        """What RE2 has not is refused."""
        with pytest.raises(Refused):
            compiled(pattern)

    def test_scripts(self) -> None:
        """A Unicode script is valid, and beyond us."""
        with pytest.raises(NotKnown):
            compiled("\\p{Greek}")

    def test_empty_matches(self) -> None:
        """An empty match right after another match does not count."""
        assert [found[:2] for found in matches(compiled("a*"), "baac", Work())] == [(0, 0), (1, 3), (4, 4)]


def test_formatted_in_part() -> None:
    """A pattern with unknown values keeps the rest, and is still checked."""
    assert unknown('format("%s/%5s/%d", "a", var.mode, 3)', DECLARED).text == f"a/{HOLE}/3"
    assert value('can(format("%s", var.mode, 1))', DECLARED).value is False


def test_yaml_is_bounded() -> None:
    """Aliases that multiply, and a document that holds itself, are refused."""
    assert "holds itself" in unknown('yamldecode("&a [*a]")').reason
    assert plain(value('yamldecode("a: &x [1]\\nb: *x")')) == {"a": [1], "b": [1]}
