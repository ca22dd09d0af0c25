"""Whatever is evaluated ends soon and never fails: hostile modules and random trees."""

import pickle
import time
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mvnetgen.languages.hcl import syntax
from mvnetgen.languages.hcl.conversion import identity, type_of
from mvnetgen.languages.hcl.declarations import declare
from mvnetgen.languages.hcl.evaluate import evaluate
from mvnetgen.languages.hcl.functions.signature import FUNCTIONS
from mvnetgen.languages.hcl.module import Library, Module
from mvnetgen.languages.hcl.module_scope import scope_of
from mvnetgen.languages.hcl.number import exactly, number_of, read_number, spell_number
from mvnetgen.languages.hcl.scope import Folder, Scope
from mvnetgen.languages.hcl.work import Refused, Work
from mvnetgen.languages.hcl.world import World, worlds
from mvnetgen.text.document import Node, Unknown
from mvnetgen.text.source import Span
from mvnetgen.text.tree import Disk
from tests.languages.hcl.evaluating import value

HOSTILE = {
    "range": "range(1000000000)",
    "setproduct": "setproduct(range(1000), range(1000), range(1000))",
    "nested for": "[for a in range(1000) : [for b in range(1000) : [for c in range(1000) : a]]]",
    "wide format": 'format("%1000000000s", "x")',
    "doubling text": "local.text30",
    "doubling list": "jsonencode(local.list40)",
    "doubling comparison": "local.list40 == [local.list39, 1]",
    "long chain": "local.chain2000",
    "backtracking": 'regex("^(a+)+$", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab")',
    "repeated repeats": 'regex("((a{1000}){1000}){1000}", "a")',
    "large power": "pow(10, 1000000)",
    "large product": "local.product15",
    "indent": 'indent(1000000000, "a\\nb")',
    "deep json": "jsondecode(local.deep)",
    "yaml bomb": "yamldecode(local.bomb)",
    "replace": 'replace(local.text15, "a", local.text15)',
    "zipmap": 'merge([for a in range(1000) : { for b in range(1000) : "${a}.${b}" => 1 }]...)',
    "flatten": "flatten(local.list40)",
    "unification": "true ? local.list40 : []",
}


def hostile() -> str:
    lines = ['text0 = "aaaaaaaaaaaaaaaa"', "list0 = [1, 2]", "chain0 = 1", "product0 = 1e300"]
    lines += [f'text{n + 1} = "${{local.text{n}}}${{local.text{n}}}"' for n in range(30)]
    lines += [f"list{n + 1} = [local.list{n}, local.list{n}]" for n in range(40)]
    lines += [f"chain{n + 1} = local.chain{n} + 1" for n in range(2000)]
    lines += [f"product{n + 1} = local.product{n} * local.product{n}" for n in range(15)]
    lines.append('deep = join("", [for x in range(1000) : "[[[[[[[[[["])')
    aliases = "\\n".join(f"a{n + 1}: &a{n + 1} [{', '.join([f'*a{n}'] * 9)}]" for n in range(9))
    lines.append(f'bomb = "a0: &a0 [x]\\n{aliases}\\n"')
    return "locals {\n" + "\n".join(lines) + "\n}\n"


class TestBounds:
    @pytest.mark.parametrize("name", HOSTILE)
    def test_hostile(self, name: str) -> None:
        """Whatever is asked for ends soon, and is unknown."""
        start = time.process_time()
        world = World(work=Work(200_000))
        found = value(HOSTILE[name], hostile(), world).value
        assert isinstance(found, Unknown), name
        assert time.process_time() - start < 10

    def test_deep_tree(self) -> None:
        """A tree that is too deep for Python is unknown."""
        span = Span("x", 1, 1, 1, 2)
        tree: syntax.Expression = syntax.Literal(span, 1)
        for _ in range(20_000):
            tree = syntax.Parentheses(span, tree)
        found = evaluate(tree, Scope()).value
        assert isinstance(found, Unknown)
        assert found.reason == "it is nested too deeply"


class TestNumbers:
    @given(st.fractions(max_denominator=10**30))
    def test_spelled_and_read(self, number: Fraction) -> None:
        """What is spelled is read as the same number."""
        once = number_of(number)
        assert exactly(read_number(spell_number(once))) == exactly(once)

    def test_pickle(self) -> None:
        """A number that no float holds survives being sent between processes."""
        third = value("1/3").value
        assert spell_number(pickle.loads(pickle.dumps(third))) == spell_number(third)  # type: ignore[arg-type]


# random trees

SPAN = Span("fuzz", 1, 1, 1, 2)
NAMES = ["var", "local", "each", "count", "x", "y", "path", "module", "data", "azurerm_a", "*", "mode", "a", "b"]
texts = st.sampled_from(["", "a", "b", "1", "true", "x.y", "%s", "(a*)*", "ä"])
scalars = st.one_of(st.none(), st.booleans(), st.integers(-5, 5), st.floats(allow_nan=False), st.integers(), texts)
literals = st.builds(syntax.Literal, st.just(SPAN), scalars)
names = st.sampled_from(NAMES)


def functions() -> list[str]:
    return [*sorted(FUNCTIONS), "try", "can", "templatestring", "timestamp", "nope"]


def larger(inner: st.SearchStrategy[syntax.Expression]) -> st.SearchStrategy[syntax.Expression]:
    many = st.lists(inner, max_size=3).map(tuple)
    items = st.lists(st.builds(syntax.ObjectItem, inner, inner), max_size=3).map(tuple)
    optional = st.one_of(st.none(), inner)
    here = st.just(SPAN)
    return st.one_of(
        st.builds(syntax.Template, here, many),
        st.builds(syntax.TemplateIf, here, inner, inner, inner),
        st.builds(syntax.TemplateFor, here, st.one_of(st.none(), names), names, inner, inner),
        st.builds(syntax.Attribute, here, inner, names),
        st.builds(syntax.Index, here, inner, inner),
        st.builds(syntax.Splat, here, inner, inner),
        st.builds(syntax.Call, here, st.sampled_from(functions()), many, st.booleans()),
        st.builds(syntax.Unary, here, st.sampled_from("-!"), inner),
        st.builds(
            syntax.Binary,
            here,
            st.sampled_from(["+", "-", "*", "/", "%", "==", "!=", "<", ">", "<=", ">=", "&&", "||"]),
            inner,
            inner,
        ),
        st.builds(syntax.Conditional, here, inner, inner, inner),
        st.builds(syntax.TupleLiteral, here, many),
        st.builds(syntax.ObjectLiteral, here, items),
        st.builds(
            syntax.For, here, st.one_of(st.none(), names), names, inner, optional, inner, optional, st.booleans()
        ),
        st.builds(syntax.Parentheses, here, inner),
    )


trees = st.recursive(st.one_of(literals, st.builds(syntax.Variable, st.just(SPAN), names)), larger, max_leaves=25)


@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(trees, trees)
def test_random_trees(tree: syntax.Expression, local: syntax.Expression) -> None:
    """Any tree has a value, in every world, within the budget."""
    declared = declare(
        [
            syntax.File(
                "fuzz.tf",
                syntax.Body(
                    blocks=(
                        syntax.Block("variable", ("mode",), SPAN, SPAN, syntax.Body()),
                        syntax.Block(
                            "locals",
                            (),
                            SPAN,
                            SPAN,
                            syntax.Body((syntax.HclAttribute("a", SPAN, local), syntax.HclAttribute("b", SPAN, tree))),
                        ),
                        syntax.Block(
                            "resource",
                            ("azurerm_a", "b"),
                            SPAN,
                            SPAN,
                            syntax.Body(
                                (syntax.HclAttribute("for_each", SPAN, local), syntax.HclAttribute("x", SPAN, tree))
                            ),
                        ),
                    )
                ),
            )
        ]
    )
    folder = Path(__file__).parent / "console"
    made = Module(
        folder,
        declared,
        Folder(folder, Disk(str(folder))),
        Library(lambda _: pytest.fail("no file is read"), Disk(str(folder))),
    )
    for world, node in worlds(lambda world: evaluate(tree, scope_of(made, world).scope), 4, Work(20_000)):
        assert isinstance(node, Node)
        if world.work.steps > 0:
            try:
                type_of(node, Work(50_000))
                identity(node, Work(50_000))
            except Refused as refusal:
                pytest.fail(refusal.message)
