"""Which files a file names."""

import pytest

from mvnetgen.languages.bicep.mentions import mentions

PLAIN = """
module a 'modules/a.bicep' = {}
  module loop '../b.json' = [for x in y: {}]
module far 'br/public:avm/res/c:1' = {}
// module no 'no.bicep' = {}
import { d } from 'd.bicep'
import * as e from 'e.bicep'
import {
  f
} from 'f.bicep'
var g = { a: loadTextContent('g.txt'), b: 'https://x${loadJsonContent('h.json')}' } // loadTextContent('no.txt')
using 'i.bicep'
extends 'j.bicepparam'
module a2 'modules/a.bicep' = {}
"""
ODD = "/* module no 'no.bicep' */ module a 'a.bicep' = {}\nvar b = '''\nmodule no 'no.bicep'\n'''\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            PLAIN,
            {
                "modules/a.bicep",
                "../b.json",
                "d.bicep",
                "e.bicep",
                "f.bicep",
                "g.txt",
                "h.json",
                "i.bicep",
                "j.bicepparam",
            },
        ),
        (
            f"/* */{PLAIN}",
            {
                "modules/a.bicep",
                "../b.json",
                "d.bicep",
                "e.bicep",
                "f.bicep",
                "g.txt",
                "h.json",
                "i.bicep",
                "j.bicepparam",
            },
        ),
        (ODD, {"a.bicep"}),
        ("", set()),
    ],
)
def test_mentions(text: str, expected: set[str]) -> None:
    assert set(mentions(text.encode())) == expected
    assert set(mentions(text.replace("\n", "\r\n").encode())) == expected
