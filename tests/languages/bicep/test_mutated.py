"""Whatever the text is: it is read, quickly, and every place lies in it."""

import random
import time

import pytest

from mvnetgen.languages.bicep.entry import Settings, evaluate
from mvnetgen.languages.bicep.parse import parse
from mvnetgen.text.tree import Memory
from tests import GOLDEN
from tests.languages.bicep.memory import tree_of

SAMPLE = """\
targetScope = 'resourceGroup'
@description('a') // b
@secure()
param name string?
type rule = {
  *: 'a' | 'b'
}
func f(a string, b int[]) string => '${a}-${b[0]}'
var lines = $'''
${name} \\n '''
var hosts = [for (h, i) in range(0, 3): { n: map(lines, l => { x: l })[^1]!.?y ?? -1 }]
resource ws 'A.B/c@2024-10-01' = if (name != null && !(1 > 2) || lines == '') {
  name: '\\u{41}${name}'
  ...union({}, { 'a-b': [1, 2] })
  resource child 'd' existing = [for x in hosts: {
    name: x.n ? ws::child[0].id : /* c */ 'e'
  }]
}
#disable-next-line BCP001
module m 'br/public:x:1' = [for (a, b) in hosts: if (true) {
  params: { c: f('d', [b]) }
}]
import { q as r } from 's.bicep'
output o resourceInput<'A/b@1'>.properties = m[0].outputs.p
"""
BITS = [*"'{}[]()\n@?:.,=|<>!-^\\ 0$#", "${", "'''", "$'''", "//", "/*", "*/", "...", "=>", "resource x 'A/b@1' = ", "var x = {\n", "for x in y:", "if ("]  # fmt: skip


def mutated(text: str, chance: random.Random) -> str:
    for _ in range(chance.randint(1, 5)):
        at, other = chance.randrange(len(text) + 1), chance.randrange(len(text) + 1)
        match chance.randrange(5):
            case 0:
                text = text[:at] + chance.choice(BITS) + text[at:]
            case 1:
                text = text[:at] + text[at + chance.randint(1, 9) :]
            case 2:
                text = text[:at] + text[other : other + 40] + text[at:]
            case 3:
                text = text[:at] + chance.choice(BITS) * chance.randint(1, 300) + text[at:]
            case 4:
                text = text[:at] if chance.random() < 0.3 else text
    return text


def check(count: int, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(count):
        text = mutated(SAMPLE, chance)
        file = parse(chance.choice(["a.bicep", "a.bicepparam"]), text)
        for problem in file.problems:
            assert 0 <= problem.start <= problem.end <= len(text), text
            file.places.span(problem.start, problem.end)


def check_deployments(count: int, seed: int) -> None:
    chance = random.Random(seed)
    cases = sorted(path for path in (GOLDEN / "bicep").iterdir() if path.is_dir())
    for _ in range(count):
        files = dict(tree_of(chance.choice(cases)).files)
        path = chance.choice(sorted(name for name in files if name.endswith((".bicep", ".bicepparam"))))
        files[path] = mutated(files[path].decode(), chance).encode()
        entry = "main.bicepparam" if "/main.bicepparam" in files else "main.bicep"
        evaluate(Memory(files), entry, None, Settings(most_worlds=4))


def test_mutated_deployments() -> None:
    """Whatever the files are: they deploy something, or say why not."""
    check_deployments(300, 1)


@pytest.mark.slow
def test_mutated_deployments_at_length() -> None:
    check_deployments(20_000, 2)


def test_sample() -> None:
    assert not [each for each in parse("a.bicep", SAMPLE).problems if "spread" not in each.message]


def test_mutated() -> None:
    check(2_000, 1)


@pytest.mark.slow
def test_mutated_at_length() -> None:
    check(100_000, 2)


@pytest.mark.parametrize(
    "piece",
    ["(", "[", "{", "'", "'${", "$", "$'''", "'''", "/*", "@a(", "a.", "-", " ", "\r", "var x = a?", "var x = {\n", "var x = f(\n", "1+", "var x = 'a${", "type x = |'a'\n", "type x = a<", "a\n?"],
)  # fmt: skip
def test_time_grows_with_the_text(piece: str) -> None:
    """No pattern costs more than in proportion: eight times the text takes far less than 64 times as long."""

    def seconds(count: int) -> float:
        start = time.process_time()
        parse("a.bicep", piece * count)
        return time.process_time() - start

    assert seconds(40_000) < 0.2 + 24 * seconds(5_000)
