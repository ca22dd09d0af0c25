"""Modules: variables, overrides, instances, bodies, local and foreign calls."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from mvnetgen.languages.hcl.body import as_blocks
from mvnetgen.languages.hcl.module import Library, Module, load_module, read_values, takes_text
from mvnetgen.languages.hcl.module_scope import scope_of
from mvnetgen.languages.hcl.parse import parse, parse_values
from mvnetgen.languages.hcl.resource import Instance
from mvnetgen.languages.hcl.syntax import File
from mvnetgen.languages.hcl.tree import foreign_calls, resources
from mvnetgen.languages.hcl.work import Work
from mvnetgen.languages.hcl.world import World, worlds
from mvnetgen.text.document import HOLE, Node, Reference, Unknown
from mvnetgen.text.errors import InputError
from mvnetgen.text.source import Span, read_source
from mvnetgen.text.tree import Disk
from tests.languages.hcl.evaluating import place, plain

Load = Callable[..., Module]


def read(path: Path) -> File:
    return parse(read_source(path))


@pytest.fixture
def load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Load:
    """Writes files and loads the module in `stack`, or in the directory named with `at`."""
    monkeypatch.chdir(tmp_path)

    def write_and_load(files: Mapping[str, str], at: str = "stack", values: str = "") -> Module:
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        given = tmp_path / "given.tfvars"
        given.write_text(values, encoding="utf-8")
        inputs = read_values([parse_values(read_source(Path("given.tfvars")))])
        return load_module(Path(at), Library(read, Disk(str(tmp_path))), inputs=inputs)

    return write_and_load


def variable(module: Module, name: str, world: World | None = None) -> Node:
    return scope_of(module, world or World()).variable(name, Span("use.tf", 1, 1, 1, 2))


def output(module: Module, name: str, world: World | None = None) -> Node:
    return scope_of(module, world or World()).output(name, Span("use.tf", 1, 1, 1, 2))


def found(module: Module, world: World | None = None, kind: str = "resource") -> dict[str, Instance]:
    return {instance.address: instance for instance in resources(module, world or World(), kind=kind)}


class TestVariables:
    DECLARED = """
variable "network" {
  type = object({
    mode  = optional(string, "Disabled")
    sku   = optional(string)
    ports = optional(list(number), [80])
    inner = optional(object({ deep = optional(bool, true) }), {})
  })
  default = {}
}
variable "count_text" {
  type    = string
  default = 3
}
variable "strict" {
  nullable = false
  default  = "kept"
}
variable "loose" { default = "gone" }
variable "needed" { type = list(string) }
variable "wrong" {
  type    = number
  default = "x"
}
variable "names" {
  type    = set(string)
  default = ["b", "a", "b"]
}
variable "tuple" {
  type    = tuple([string, number])
  default = [1, "2"]
}
variable "old" {
  type    = "map"
  default = { a = 1, b = "x" }
}
"""

    @pytest.mark.parametrize(
        ("name", "expected"),
        [
            ("network", {"mode": "Disabled", "sku": None, "ports": [80], "inner": {"deep": True}}),
            ("count_text", "3"),
            ("strict", "kept"),
            ("loose", "gone"),
            ("names", ["a", "b"]),
            ("tuple", ["1", 2]),
            ("old", {"a": "1", "b": "x"}),
        ],
    )
    def test_default(self, load: Load, name: str, expected: object) -> None:
        """A default is converted to the type, with the defaults of optional attributes."""
        assert plain(variable(load({"stack/main.tf": self.DECLARED}), name)) == expected

    @pytest.mark.parametrize(
        ("name", "given", "expected"),
        [
            ("network", '{ mode = "X", extra = 1, inner = { deep = null } }', ["X", None, [80], {"deep": True}]),
            ("network", '{ mode = null, ports = ["1"] }', ["Disabled", None, [1], {"deep": True}]),
            ("count_text", "true", "true"),
            ("strict", "null", "kept"),
            ("loose", "null", None),
            ("needed", "[1]", ["1"]),
        ],
    )
    def test_given(self, load: Load, name: str, given: str, expected: object) -> None:
        """A given value is converted, loses attributes that the type has not, and may be null unless forbidden."""
        node = variable(load({"stack/main.tf": self.DECLARED}, values=f"{name} = {given}"), name)
        value = plain(node)
        assert (list(value.values()) if isinstance(value, dict) else value) == expected

    def test_place(self, load: Load) -> None:
        """A value from a file of values has its place there."""
        module = load({"stack/main.tf": self.DECLARED}, values='\nnetwork = {\n  mode = "X"\n}')
        mode = variable(module, "network").get("mode")
        assert mode is not None
        assert (place(mode.span), place(mode.key)) == ("given.tfvars:3:10", "given.tfvars:3:3")

    def test_no_value(self, load: Load) -> None:
        """Without a value and a default it is unknown, as a reference that stands for it."""
        value = variable(load({"stack/main.tf": self.DECLARED}), "needed").value
        assert isinstance(value, Unknown)
        assert (value.reason, place(value.span)) == ("variable `needed` has no default", "stack/main.tf:20:1")
        assert value.reference == Reference("var.needed")

    def test_wrong_type(self, load: Load) -> None:
        """A value of another type is unknown, and reported."""
        world = World()
        value = variable(load({"stack/main.tf": self.DECLARED}), "wrong", world).value
        assert isinstance(value, Unknown)
        assert value.reason == "variable `wrong`: a number is required"
        assert [place(mistake.span) for mistake in world.mistakes] == ["stack/main.tf:23:13"]

    def test_values_are_constants(self, load: Load) -> None:
        """A file of values cannot refer to anything."""
        module = load({"stack/main.tf": self.DECLARED}, values="loose = var.strict")
        assert isinstance(variable(module, "loose").value, Unknown)

    def test_takes_text(self, load: Load) -> None:
        """`--var` is a text for primitive types and for variables without a type."""
        module = load({"stack/main.tf": self.DECLARED})
        assert [takes_text(module, name) for name in ("loose", "count_text", "wrong", "needed")] == [True] * 3 + [False]


class TestFiles:
    def test_override(self, load: Load) -> None:
        """Override files replace arguments, nested blocks of a type, and locals."""
        module = load(
            {
                "stack/main.tf": """
variable "x" {
  type    = string
  default = 1
}
locals {
  a = 1
  b = 2
}
resource "azapi_resource" "x" {
  name     = "old"
  location = "here"
  identity { type = "A" }
  identity { type = "B" }
  timeouts { create = "1h" }
}
""",
                "stack/a_override.tf": """
variable "x" { default = 2 }
locals { b = 3 }
resource "azapi_resource" "x" {
  name = "new"
  identity { type = "C" }
}
""",
                "stack/override.tf": 'resource "azapi_resource" "x" {\n  name = "newest"\n}\n',
            }
        )
        body = plain(found(module)["azapi_resource.x"].body)
        assert body == {
            "location": "here",
            "name": "newest",
            "timeouts": [{"create": "1h"}],
            "identity": [{"type": "C"}],
        }
        assert plain(variable(module, "x")) == "2"
        assert plain(scope_of(module, World()).reference("local", "b", Span("u", 1, 1, 1, 2))) == 3

    def test_broken_file(self, load: Load) -> None:
        """What a file that cannot be parsed may declare is unknown because of it, and no absence is concluded."""
        module = load(
            {
                "stack/main.tf": 'resource "azapi_resource" "x" {\n  a = var.a\n  b = local.b\n  c = var.fine\n}\n',
                "stack/fine.tf": 'variable "fine" { default = 1 }\n',
                "stack/variables.tf": 'variable "a" {\n  type = string; default = "x"\n}\n',
            }
        )
        body = found(module)["azapi_resource.x"].body
        assert not module.complete
        assert [
            node.value.reason if isinstance(node.value, Unknown) else node.value
            for node in (body.get("a"), body.get("b"), body.get("c"))
            if node
        ] == ["`stack/variables.tf` could not be parsed", "`local.b` is not declared", 1]

    def test_unreadable_file(self, load: Load, tmp_path: Path) -> None:
        """A file that cannot be read hides everything that is not found."""
        load({"stack/main.tf": 'output "x" { value = local.y }\n', "stack/bad.tf": ""})
        (tmp_path / "stack" / "bad.tf").write_bytes(b"\xff")
        module = load_module(Path("stack"), Library(read, Disk(str(tmp_path))))
        value = output(module, "x").value
        assert isinstance(value, Unknown)
        assert value.reason == "`stack/bad.tf` could not be parsed"
        with pytest.raises(InputError):
            read(Path("stack/bad.tf"))

    def test_json(self, load: Load) -> None:
        """A module may be written in JSON; its nested blocks may be objects."""
        module = load(
            {
                "stack/main.tf.json": """
{"variable": {"x": {"default": "v"}},
 "resource": {"azurerm_x": {"y": {"name": "${var.x}-n", "for_each": ["a"], "identity": {"type": "S"}}}}}
"""
            }
        )
        (instance,) = found(module).values()
        assert [plain(block) for block in as_blocks(instance.body.get("identity"))] == [{"type": "S"}]
        assert plain(instance.body.get("name") or Node(None, Span("", 1, 1, 1, 1))) == "v-n"


class TestInstances:
    def addresses(self, load: Load, text: str, world: World | None = None) -> list[tuple[str, bool]]:
        module = load({"stack/main.tf": text})
        return [(address, instance.certain) for address, instance in found(module, world).items()]

    @pytest.mark.parametrize(
        ("argument", "expected"),
        [
            ("", [("a.b", True)]),
            ("count = 0", []),
            ("count = 2", [("a.b[0]", True), ("a.b[1]", True)]),
            ('count = "1"', [("a.b[0]", True)]),
            ("count = true ? 1 : 0", [("a.b[0]", True)]),
            ("count = var.none", [("a.b[?]", False)]),
            ('for_each = toset(["y", "x"])', [('a.b["x"]', True), ('a.b["y"]', True)]),
            ("for_each = { x = 1, y = var.none }", [('a.b["x"]', True), ('a.b["y"]', True)]),
            ("for_each = {}", []),
            ("for_each = []", []),
            ("for_each = false ? toset(var.none) : []", []),
            ("for_each = var.none", [("a.b[?]", False)]),
            ('for_each = toset(["x", var.none])', [('a.b["x"]', True), ("a.b[?]", False)]),
            ('for_each = { "${var.none}-x" = 1 }', [('a.b["?-x"]', True)]),
            ("for_each = try({}.x, {})", []),
            ('for_each = { "x.y\\"z" = 1 }', [('a.b["x.y\\"z"]', True)]),
        ],
    )
    def test_expansion(self, load: Load, argument: str, expected: list[tuple[str, bool]]) -> None:
        """`count` and `for_each` make the instances that Terraform makes, and an uncertain one for those not known."""
        assert self.addresses(load, f'variable "none" {{}}\nresource "a" "b" {{\n  {argument}\n}}\n') == expected

    @pytest.mark.parametrize(
        "argument", ["count = -1", "count = 1.5", "count = null", 'for_each = ["a"]', "for_each = null"]
    )
    def test_wrong(self, load: Load, argument: str) -> None:
        """What Terraform would refuse is reported, and leaves an uncertain instance."""
        world = World()
        assert self.addresses(load, f'resource "a" "b" {{\n  {argument}\n}}\n', world) == [("a.b[?]", False)]
        assert [mistake.span.line for mistake in world.mistakes] == [2]

    def test_why_uncertain(self, load: Load) -> None:
        """An uncertain instance says why, and what it takes from `each` is unknown for that reason."""
        module = load(
            {"stack/main.tf": 'variable "v" {}\nresource "a" "b" {\n  for_each = var.v\n  x = "n-${each.key}"\n}'}
        )
        (instance,) = found(module).values()
        node = instance.body.get("x")
        assert node is not None
        assert instance.because is not None
        assert isinstance(node.value, Unknown)
        assert instance.because.reason == node.value.reason == "variable `v` has no default"
        assert node.value.text == "n-" + HOLE

    def test_each_place(self, load: Load) -> None:
        """A value through `each` stands at its use, and comes from where it is written."""
        text = 'resource "a" "b" {\n  for_each = {\n    k = { host = "pypi.org" }\n  }\n  x = each.value.host\n  y = each.key\n}'
        (instance,) = found(load({"stack/main.tf": text})).values()
        x, y = instance.body.get("x"), instance.body.get("y")
        assert x is not None
        assert y is not None
        assert (place(x.span), place(x.origin), place(x.key)) == (
            "stack/main.tf:5:7",
            "stack/main.tf:3:18",
            "stack/main.tf:5:3",
        )
        assert (place(y.span), place(y.origin)) == ("stack/main.tf:6:7", "stack/main.tf:3:5")

    def test_sensitive(self, load: Load) -> None:
        """What `each` takes from something sensitive is sensitive."""
        text = 'resource "a" "b" {\n  for_each = { k = sensitive("x") }\n  x = each.value\n}'
        (instance,) = found(load({"stack/main.tf": text})).values()
        node = instance.body.get("x")
        assert node is not None
        assert node.sensitive

    def test_meta(self, load: Load) -> None:
        """What Terraform takes for itself is no argument."""
        text = """
resource "a" "b" {
  count      = 1
  depends_on = [c.d]
  provider   = x.y
  lifecycle { ignore_changes = [name] }
  provisioner "local-exec" { command = "x" }
  name       = "n"
}
"""
        (instance,) = found(load({"stack/main.tf": text})).values()
        assert plain(instance.body) == {"name": "n"}
        assert instance.meta.depends_on is not None
        assert instance.meta.provider is not None
        assert instance.meta.lifecycle is not None
        assert (instance.type, instance.name, instance.kind) == ("a", "b", "resource")

    def test_wanted(self, load: Load) -> None:
        """Only wanted types are looked at: the count of others is not evaluated."""
        module = load({"stack/main.tf": 'resource "a" "b" {\n  count = -1\n}\nresource "c" "d" {}\n'})
        world = World()
        assert [each.address for each in resources(module, world, lambda kind: kind == "c")] == ["c.d"]
        assert not world.mistakes

    def test_data(self, load: Load) -> None:
        """Data sources have instances and arguments too."""
        module = load({"stack/main.tf": 'data "a" "b" {\n  name = "n"\n}\n'})
        ((address, instance),) = found(module, kind="data").items()
        assert (address, plain(instance.body)) == ("data.a.b", {"name": "n"})

    def test_worlds(self, load: Load) -> None:
        """A count behind an open condition exists in one world."""
        module = load(
            {
                "stack/main.tf": 'variable "v" {}\nresource "a" "b" {\n  count = var.v ? 1 : 0\n  x = var.v ? "on" : "off"\n}'
            }
        )
        seen = [
            list(result) for _, result in worlds(lambda world: {a: i.body for a, i in found(module, world).items()})
        ]
        assert seen == [["a.b[0]"], []]


class TestBodies:
    def body(self, load: Load, text: str) -> object:
        (instance,) = found(load({"stack/main.tf": 'variable "v" {}\nresource "a" "b" {\n' + text + "\n}\n"})).values()
        return plain(instance.body)

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("x {\n y = 1\n}\nx {\n y = 2\n}", {"x": [{"y": 1}, {"y": 2}]}),
            (
                'dynamic "x" {\n for_each = [1, 2]\n content {\n y = x.value\n k = x.key\n}\n}',
                {"x": [{"y": 1, "k": 0}, {"y": 2, "k": 1}]},
            ),
            ("dynamic x {\n for_each = [1]\n content {\n y = x.value\n}\n}", {"x": [{"y": 1}]}),
            (
                'dynamic "x" {\n for_each = { a = 1 }\n iterator = it\n content {\n y = "${it.key}${it.value}"\n}\n}',
                {"x": [{"y": "a1"}]},
            ),
            (
                'dynamic "x" {\n for_each = toset(["b", "a"])\n content {\n y = x.key\n}\n}',
                {"x": [{"y": "a"}, {"y": "b"}]},
            ),
            ('dynamic "x" {\n for_each = []\n content {}\n}', {"x": []}),
            (
                'x {\n y = 0\n}\ndynamic "x" {\n for_each = [1]\n content {\n y = x.value\n}\n}',
                {"x": [{"y": 0}, {"y": 1}]},
            ),
            (
                'dynamic "x" {\n for_each = [[1, 2]]\n content {\n dynamic "z" {\n for_each = x.value\n content {\n y = z.value\n}\n}\n}\n}',
                {"x": [{"z": [{"y": 1}, {"y": 2}]}]},
            ),
        ],
    )
    def test_blocks(self, load: Load, text: str, expected: object) -> None:
        """Nested blocks are lists of mappings, dynamic ones like those that they make."""
        assert self.body(load, text) == expected

    @pytest.mark.parametrize("each", ["var.v", "null", "5"])
    def test_unknown_dynamic(self, load: Load, each: str) -> None:
        """When it is not known what a dynamic block makes, the list is unknown."""
        body = self.body(load, f'dynamic "x" {{\n for_each = {each}\n content {{}}\n}}')
        assert isinstance(body, dict)
        assert isinstance(body["x"], Unknown)

    def test_too_large(self, load: Load) -> None:
        """A value that grows beyond reason through its parts is unknown, and the others stay."""
        lines = ["l0 = [1, 2]", *[f"l{n + 1} = [local.l{n}, local.l{n}]" for n in range(40)]]
        text = "locals {\n" + "\n".join(lines) + '\n}\nresource "a" "b" {\n  x = local.l40\n  y = 1\n}\n'
        (instance,) = found(load({"stack/main.tf": text})).values()
        large = instance.body.get("x")
        assert large is not None
        assert isinstance(large.value, Unknown)
        assert large.value.reason == "its value is too large"
        assert plain(instance.body.get("y") or large) == 1


CHILD = """
variable "name" { type = string }
variable "mode" { default = "Disabled" }
resource "azurerm_x" "y" {
  name = var.name
  mode = var.mode
}
output "id" { value = azurerm_x.y.id }
output "name" { value = azurerm_x.y.name }
output "key" {
  value     = "k"
  sensitive = true
}
output "where" { value = path.module }
"""


class TestCalls:
    def test_call(self, load: Load) -> None:
        """A local module is evaluated with its arguments, at its own address; outputs lead back."""
        module = load(
            {
                "stack/main.tf": 'locals {\n  n = "lake"\n}\nmodule "net" {\n  source = "../net"\n  name = local.n\n}\n'
                'output "id" { value = module.net.id }\noutput "name" { value = module.net.name }\n'
                'output "key" { value = module.net.key }\noutput "where" { value = module.net.where }\n'
                'output "nope" { value = module.net.nope }\n',
                "net/main.tf": CHILD,
            }
        )
        world = World()
        (instance,) = found(module, world).values()
        name = instance.body.get("name")
        assert name is not None
        assert instance.address == "module.net.azurerm_x.y"
        assert plain(instance.body) == {"name": "lake", "mode": "Disabled"}
        assert (place(name.span), place(name.origin)) == ("net/main.tf:5:10", "stack/main.tf:2:7")
        value = output(module, "id", world).value
        assert isinstance(value, Unknown)
        assert value.reference == Reference("module.net.azurerm_x.y", ("id",))
        assert value.reference.resource_type == "azurerm_x"
        assert plain(output(module, "name", world)) == "lake"
        assert output(module, "key", world).sensitive
        assert plain(output(module, "where", world)) == "../net"
        missing = output(module, "nope", world).value
        assert isinstance(missing, Unknown)
        assert missing.reason == "`module.net.nope` is not declared"

    def test_repeated(self, load: Load) -> None:
        """Calls with `for_each` and `count` are modules of their own; nested calls too."""
        module = load(
            {
                "stack/main.tf": 'module "m" {\n  source = "../mid"\n  for_each = { a = "x", b = "y" }\n  name = each.value\n}\n'
                'output "ids" { value = [for k, m in module.m : m.inner.name] }\n'
                'output "one" { value = module.m["b"].inner.id }\n'
                'output "all" { value = values(module.m)[*].inner.name }\n',
                "mid/main.tf": 'variable "name" {}\nmodule "in" {\n  source = "../net"\n  count = 1\n  name = "${var.name}-in"\n}\n'
                'output "inner" { value = module.in[0] }\n',
                "net/main.tf": CHILD,
            }
        )
        world = World()
        assert {
            address: plain(instance.body.get("name") or instance.body)
            for address, instance in found(module, world).items()
        } == {
            'module.m["a"].module.in[0].azurerm_x.y': "x-in",
            'module.m["b"].module.in[0].azurerm_x.y': "y-in",
        }
        assert plain(output(module, "ids", world)) == ["x-in", "y-in"]
        assert plain(output(module, "all", world)) == ["x-in", "y-in"]
        one = output(module, "one", world).value
        assert isinstance(one, Unknown)
        assert one.reference == Reference('module.m["b"].module.in[0].azurerm_x.y', ("id",))

    def test_uncertain(self, load: Load) -> None:
        """What stands in a call that may not exist is not certain; a call with count 0 has nothing."""
        module = load(
            {
                "stack/main.tf": 'variable "v" {}\nmodule "m" {\n  source = "../net"\n  count = var.v\n  name = "x"\n}\n'
                'module "none" {\n  source = "../net"\n  count = 0\n  name = "x"\n}\n',
                "net/main.tf": CHILD,
            }
        )
        assert [(address, each.certain) for address, each in found(module).items()] == [
            ("module.m[?].azurerm_x.y", False)
        ]

    def test_missing_argument(self, load: Load) -> None:
        """A variable that the call does not set is unknown in the child."""
        module = load({"stack/main.tf": 'module "m" {\n  source = "./net"\n}\n', "stack/net/main.tf": CHILD})
        (instance,) = found(module).values()
        node = instance.body.get("name")
        assert node is not None
        assert isinstance(node.value, Unknown)
        assert node.value.reason == "variable `name` is not set by its call"
        assert node.value.reference == Reference("module.m.var.name")

    def test_passed_resource(self, load: Load) -> None:
        """A resource handed over as a whole is still that resource."""
        module = load(
            {
                "stack/main.tf": 'resource "azurerm_a" "b" {\n  name = "n"\n}\nmodule "m" {\n  source = "./m"\n  it = azurerm_a.b\n}\n'
                'output "id" { value = module.m.id }\noutput "name" { value = module.m.name }\n',
                "stack/m/main.tf": 'variable "it" {}\noutput "id" { value = var.it.id }\noutput "name" { value = var.it.name }\n',
            }
        )
        value = output(module, "id").value
        assert isinstance(value, Unknown)
        assert value.reference == Reference("azurerm_a.b", ("id",))
        assert plain(output(module, "name")) == "n"

    def test_same_question(self, load: Load) -> None:
        """A condition on an argument is the same question as on what was handed over."""
        module = load(
            {
                "stack/main.tf": 'variable "on" {}\nmodule "m" {\n  source = "./m"\n  on = var.on\n}\n'
                'output "x" { value = [var.on ? 1 : 0, module.m.x] }\n',
                "stack/m/main.tf": 'variable "on" {}\noutput "x" { value = var.on ? 1 : 0 }\n',
            }
        )
        assert [plain(node) for _, node in worlds(lambda world: output(module, "x", world))] == [[1, 1], [0, 0]]

    def test_foreign(self, load: Load) -> None:
        """A module from elsewhere shows its arguments; its outputs are references."""
        module = load(
            {
                "stack/main.tf": 'module "avm" {\n  source = "Azure/x/azurerm"\n  version = "~> 1.0"\n  for_each = { a = 1 }\n'
                '  name = each.key\n  providers = { azurerm = azurerm.x }\n}\nmodule "gone" {\n  source = "./gone"\n}\n'
                'output "id" { value = module.avm["a"].resource.id }\n'
            }
        )
        world = World()
        calls = list(foreign_calls(module, world))
        assert [
            (call.address, call.source and call.source.value, call.version and call.version.value) for call in calls
        ] == [
            ('module.avm["a"]', "Azure/x/azurerm", "~> 1.0"),
            ("module.gone", "./gone", None),
        ]
        assert plain(calls[0].body) == {"name": "a"}
        value = output(module, "id", world).value
        assert isinstance(value, Unknown)
        assert value.reference == Reference('module.avm["a"]', ("resource", "id"))
        assert value.reason == 'output `resource` of `module.avm["a"]`, a module from elsewhere'

    @pytest.mark.parametrize("source", ["./", "../stack", "../other"])
    def test_calls_itself(self, load: Load, source: str) -> None:
        """A module that calls itself, directly or not, is reported, and nothing loops."""
        module = load(
            {
                "stack/main.tf": f'module "m" {{\n  source = "{source}"\n}}\nresource "a" "b" {{}}\n',
                "other/main.tf": 'module "back" {\n  source = "../stack"\n}\n',
            }
        )
        world = World()
        assert list(found(module, world)) == ["a.b"]
        assert len(world.mistakes) == 1
        assert world.mistakes[0].message.endswith("calls itself")

    def test_outside_of_the_repository(self, load: Load, tmp_path: Path) -> None:
        """A directory outside of the repository is not entered."""
        files = {"stack/main.tf": 'module "m" {\n  source = "../net"\n  name = "x"\n}\n', "net/main.tf": CHILD}
        load(files)
        module = load_module(Path("stack"), Library(read, Disk(str(tmp_path / "stack"))))
        assert list(found(module)) == []

    def test_output_cycle(self, load: Load) -> None:
        """Outputs that need each other are unknown, and the cycle is reported."""
        module = load(
            {
                "stack/main.tf": 'module "a" {\n  source = "./m"\n  x = module.b.y\n}\nmodule "b" {\n  source = "./m"\n  x = module.a.y\n}\n'
                'output "y" { value = module.a.y }\n',
                "stack/m/main.tf": 'variable "x" {}\noutput "y" { value = var.x }\n',
            }
        )
        world = World()
        assert isinstance(output(module, "y", world).value, Unknown)
        assert len(world.mistakes) == 1

    def test_explosion(self, load: Load) -> None:
        """Modules that call ten modules that call ten modules end, and say so."""
        files = {
            f"m{level}/main.tf": f'module "x" {{\n  source = "../m{level + 1}"\n  count = 10\n}}\n'
            for level in range(8)
        }
        files["m8/main.tf"] = 'resource "a" "b" {}\n'
        world = World(work=Work(100_000))
        assert len(found(load(files, at="m0"), world)) < 100_000
        assert all("too much work" in world.exhausted[span] for span in world.unseen)
        assert world.unseen

    def test_library(self, load: Load) -> None:
        """A directory that is called twice is parsed once."""
        module = load(
            {
                "stack/main.tf": "".join(
                    f'module "m{n}" {{\n  source = "../net"\n  name = "n{n}"\n}}\n' for n in range(3)
                ),
                "net/main.tf": CHILD,
            }
        )
        assert len(found(module)) == 3
        assert sorted(path.name for path in module.library.files) == ["net", "stack"]
