"""Which directories and files are found, in which order, and who calls whom."""

import os
import time
from pathlib import Path

import pytest

from mvnetgen.languages.hcl.folder import module_folder
from mvnetgen.project.walk import Found
from mvnetgen.project.walk import find as walk
from mvnetgen.text.source import LARGEST_FILE
from mvnetgen.text.tree import Disk


def find(paths, exclude=()):
    """What is found on the disk, in the repository that is the working directory."""
    return walk(paths, exclude, tree=Disk("."))


WORKSPACE = 'resource "azurerm_machine_learning_workspace" "w" {}\n'


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Makes files by name below the working directory, which is a repository."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()

    def make(files: dict[str, str]) -> None:
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")

    return make


def paths(found: Found) -> list[str]:
    return [module.path.as_posix() for module in found.modules]


@pytest.mark.parametrize(
    "text",
    [
        'type = "Microsoft.MachineLearningServices/workspaces@2024-10-01"',
        'type = "microsoft.machinelearningservices/Workspaces/outboundRules@2024-10-01"',
        WORKSPACE,
        'resource "azurerm_ai_foundry" "hub" {}',
        'source = "Azure/avm-res-machinelearningservices-workspace/azurerm"',
    ],
)
def test_relevant(tree, text):
    """A directory is found by any of the types, in any case, and also in JSON and .tofu files."""
    tree({"a/main.tf": text, "b/main.tofu": text, "c/x.tf.json": text, "d/x.tf": "# nothing", "e/x.json": text})
    assert paths(find([Path()])) == ["a", "b", "c"]


def test_merge_order(tree):
    """Files come by name, overrides last, .tofu hides .tf; value files in the order in which later ones win."""
    names = [
        "z.tf",
        "a.tf",
        "b.tf",
        "b.tofu",
        "c.tf.json",
        "override.tf",
        "a_override.tf.json",
        "overrides.tf",
        ".h.tf",
    ]
    values = ["b.auto.tfvars", "a.auto.tfvars.json", "terraform.tfvars.json", "terraform.tfvars", "dev.tfvars"]
    others = ["main.tftest.hcl", "terraform.tfvars.example", "a.tf~", "x.yml"]
    tree(dict.fromkeys([*names, *values, *others], WORKSPACE))
    (module,) = find([Path()]).modules
    assert [path.name for path in module.files] == [
        "a.tf",
        "b.tofu",
        "c.tf.json",
        "overrides.tf",
        "z.tf",
        "a_override.tf.json",
        "override.tf",
    ]
    assert [path.name for path in module.values] == [
        "terraform.tfvars",
        "terraform.tfvars.json",
        "a.auto.tfvars.json",
        "b.auto.tfvars",
    ]


def test_named_file(tree):
    """A named file stands for its directory; a named YAML file is always judged."""
    tree({"a/main.tf": WORKSPACE, "a/sub/main.tf": WORKSPACE, "a/variables.tf": "", "x.yml": "a: 1"})
    found = find([Path("a/variables.tf"), Path("a/main.tf"), Path("x.yml")])
    assert paths(found) == ["a"]
    assert [path.name for path in found.modules[0].files] == ["main.tf", "variables.tf"]
    assert found.yaml == (Path("x.yml"),)
    assert Path("x.yml") in found.named


def test_yaml(tree):
    """YAML files that hold the key or the schema's name are found in the same walk."""
    tree(
        {
            "a.yml": "managed_network: {}\n",
            "b/c.yaml": "$schema: https://azuremlschemas.azureedge.net/latest/workspace.schema.json\n",
            "d.yml": "jobs: {}\n",
        }
    )
    assert find([Path()]).yaml == (Path("a.yml"), Path("b/c.yaml"))


def test_skipped(tree):
    """Copies of Terraform's, git's own files and what is ignored are not looked at."""
    tree(
        {
            ".gitignore": "build/\n*.auto.tfvars\n/only_here.yml\n",
            "a/main.tf": WORKSPACE,
            "a/x.auto.tfvars": "",
            "a/.terraform/modules/m/main.tf": WORKSPACE,
            ".git/main.tf": WORKSPACE,
            "build/main.tf": WORKSPACE,
            "a/build/main.tf": WORKSPACE,
            "b/.gitignore": "generated.tf\n!*.auto.tfvars\n",
            "b/main.tf": WORKSPACE,
            "b/generated.tf": WORKSPACE,
            "b/x.auto.tfvars": "",
            "b/c/generated.tf": WORKSPACE,
            "d/generated.tf": WORKSPACE,
            "only_here.yml": "managed_network:",
            "b/only_here.yml": "managed_network:",
        }
    )
    found = find([Path()])
    assert paths(found) == ["a", "b", "d"]
    assert [path.name for path in found.modules[1].files] == ["main.tf"]
    assert [[path.name for path in module.values] for module in found.modules] == [[], ["x.auto.tfvars"], []]
    assert found.yaml == (Path("b/only_here.yml"),)
    assert paths(find([Path("b")])) == ["b"]
    assert paths(find([Path("a")])) == ["a"]
    assert find([Path("b")]).modules[0].values == (Path("b/x.auto.tfvars"),)
    assert find([Path("a")]).modules[0].values == ()


def test_named_although_ignored(tree):
    """Whoever names a path wants it judged."""
    tree({".gitignore": "build/\n", "build/main.tf": WORKSPACE, "build/a/x.tf": WORKSPACE})
    assert paths(find([Path("build/main.tf")])) == ["build"]


def test_excluded(tree):
    """Patterns of the configuration leave paths out."""
    tree({"a/main.tf": WORKSPACE, "examples/b/main.tf": WORKSPACE, "a/x.yml": "managed_network:"})
    found = find([Path()], exclude=["examples/**", "*.yml"])
    assert (paths(found), found.yaml) == (["a"], ())


def test_calls(tree):
    """Who calls a relevant module is relevant, however far up, and each module knows its callers."""
    tree(
        {
            "stack/main.tf": 'module "hub" {\n  source = "../modules/hub"\n}\n',
            "env/dev/main.tf": 'module "stack" {\n  source   = "./../../stack"\n}\n',
            "json/main.tf.json": '{"module": {"hub": {"source": "../modules/hub/"}}}',
            "modules/hub/main.tf": WORKSPACE + 'module "names" {\n  source = "../names"\n}\n',
            "modules/names/main.tf": "",
            "other/main.tf": 'module "names" {\n  source = "../modules/names"\n}\n',
            "lost/main.tf": 'module "gone" {\n  source = "../gone"\n}\n',
        }
    )
    found = find([Path()])
    assert paths(found) == ["env/dev", "json", "modules/hub", "stack"]
    callers = {module.path.as_posix(): [path.as_posix() for path in module.called_by] for module in found.modules}
    assert callers == {"env/dev": [], "json": [], "modules/hub": ["json", "stack"], "stack": ["env/dev"]}
    assert found.modules[2].calls == (Path("modules/names"),)


def test_calls_out_of_the_walk(tree):
    """A named directory is relevant when it calls a relevant module that lies elsewhere; modules may call in a circle."""
    tree(
        {
            "stack/main.tf": 'module "a" {\n  source = "../a"\n}\n',
            "a/main.tf": 'module "b" {\n  source = "../b"\n}\n',
            "b/main.tf": WORKSPACE + 'module "a" {\n  source = "../a"\n}\n',
        }
    )
    found = find([Path("stack")])
    assert paths(found) == ["stack"]
    assert found.modules[0].calls == (Path("a"),)


def test_module_folder(tree):
    """Any directory can be read as a module; one that is not there has no files."""
    tree({"a/main.tf": "", "a/b.auto.tfvars": "", "a/c.txt": ""})
    assert module_folder(Path("a"), Disk(".")).files == (Path("a/main.tf"),)
    assert module_folder(Path("a"), Disk(".")).values == (Path("a/b.auto.tfvars"),)
    assert module_folder(Path("gone"), Disk(".")).files == ()


def test_links(tree, tmp_path):
    """Linked directories are not entered, so a loop ends; a linked file is read."""
    tree({"a/main.tf": WORKSPACE})
    (tmp_path / "a/loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "b").symlink_to(tmp_path / "a", target_is_directory=True)
    (tmp_path / "c").mkdir()
    (tmp_path / "c/linked.tf").symlink_to(tmp_path / "a/main.tf")
    assert paths(find([Path()])) == ["a", "c"]
    assert paths(find([Path("b")])) == ["b"]


def test_named_twice(tree):
    """Overlapping paths give each module once."""
    tree({"a/b/main.tf": WORKSPACE})
    assert paths(find([Path(), Path("a"), Path("a/b/main.tf"), Path("./a/../a/b")])) == ["a/b"]


def test_what_cannot_be_read(tree, tmp_path):
    """Paths that are missing or not readable are told, and the rest is found; what a name does not tell, the content may."""
    tree({"a/main.tf": WORKSPACE, "notes.txt": ""})
    (tmp_path / "a/broken.tf").symlink_to(tmp_path / "nowhere")
    found = find([Path("gone.tf"), Path("notes.txt"), Path("a")])
    assert [(each.span.path, each.message) for each in found.problems] == [
        ("gone.tf", "there is no file or folder `gone.tf`"),
        ("a/broken.tf", "is a link to what does not exist"),
    ]
    assert found.data == (Path("notes.txt"),)
    assert paths(found) == ["a"]


@pytest.mark.skipif(os.name != "posix", reason="needs a fifo")
def test_pipe(tree, tmp_path):
    """A named pipe among the files does not make us wait."""
    tree({"a/main.tf": WORKSPACE})
    os.mkfifo(tmp_path / "a/pipe.tf")
    assert paths(find([Path()])) == ["a"]


def test_large_tree_without_anything(tree):
    """Two thousand files without anything relevant cost what reading them costs."""
    tree({f"m{number:04}/main.tf": 'resource "x" "y" {\n  a = 1\n}\n' * 20 for number in range(2000)})
    started = time.process_time()
    found = find([Path()])
    assert (found.modules, found.looked_at) == ((), 2000)
    assert time.process_time() - started < 2


def test_folder_named_like_a_file(tree):
    """A folder with the name of a file is no file, but what lies in it is found."""
    tree({"stacks.tf/main.tf": WORKSPACE, "data.json/main.tf": WORKSPACE, "main.tf": WORKSPACE})
    found = find([Path()])
    assert found.problems == ()
    assert paths(found) == [".", "data.json", "stacks.tf"]
    assert [path.name for path in module_folder(Path(), Disk(".")).files] == ["main.tf"]


def test_too_large_to_look_into(tree):
    """What no part of can be judged is said, wherever in the file it would matter."""
    tree(
        {"a/main.tf": "#" * (LARGEST_FILE + 1) + "\n" + WORKSPACE, "a/x.tf": "", "b/data.yml": "#" * (LARGEST_FILE + 1)}
    )
    for path in (Path(), Path("a/x.tf")):
        assert [str(each) for each in find([path]).problems] == ["a/main.tf:1:1: is larger than 16 MiB; split it"]
