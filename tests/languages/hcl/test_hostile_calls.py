"""Calls of every function with arguments that nobody would write: each has an answer, soon, and none is an exception."""

import random
import time

from mvnetgen.languages.hcl.functions.attempt import LAZY
from mvnetgen.languages.hcl.functions.signature import FUNCTIONS
from mvnetgen.text.errors import InputError
from tests.languages.hcl.evaluating import value

SEED, CALLS, SECONDS = 20261125, 1500, 5
DECLARED = """
variable "u" {}
locals {
  big = join("", [for a in range(1000) : "0123456789\\n"])
  l   = range(1000)
}
"""
ARGUMENTS = (
    "0", "1", "-1", "1e30", "1e300", "-1e30", "0.5", "1e-30", '"1e30"', "999999999999", '"a"', '""', '"\\n*\\n"',
    "local.big", "local.l", "[]", "{}", "null", "true", "var.u", "[1e30]", "{ a = 1e30 }", '"%99999999999999999999d"',
    '"%.999999s"', '"%d %s %q %v %e %g %x"', '"(a*)*(b+)+"', '"10.0.0.0/8"', '"::/0"', '"1.2.3.4/99"', '"\\u0000"',
    '"2026-01-01T00:00:00Z"', '"999999999999999999999h"', '"YYYY"', '"hex"', '"idna"', '["a", "b"]', "[[1], [2]]",
    '{ a = ["b"] }', 'toset(["a"])', '"{\\"a\\":1e99999}"', '"a: &x [*x]"', '"{{"', '"../../../etc/passwd"', "62", "-5",
)  # fmt: skip


def test_every_call_has_an_answer() -> None:
    """Whatever stands in a call, the value is known or unknown with a reason."""
    chance = random.Random(SEED)
    names = sorted({*FUNCTIONS, *LAZY})
    for _ in range(CALLS):
        given = ", ".join(chance.choice(ARGUMENTS) for _ in range(chance.choice((1, 1, 2, 2, 3, 4))))
        text = f"{chance.choice(names)}({given}{chance.choice(('', '', '', '...'))})"
        started = time.process_time()
        try:
            value(text, DECLARED)
        except InputError:
            continue
        assert time.process_time() - started < SECONDS, text
