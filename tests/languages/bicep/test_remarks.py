"""What comments can be about."""

from mvnetgen.languages.bicep.parse import parse
from mvnetgen.languages.bicep.remarks import statement_ends

TEXT = """\
@description('a')
// about the parameter
@secure()
param a string = '''
b
'''
resource c 'A.B/c@1' = {
  name: 'c'
  properties: {
    list: [
      {
        d: 1
      }
      2
    ]
  }
  resource e 'f' = {
  }
}
type g = {
  @minLength(1)
  h: string
}
var one = 1
"""


def test_ends() -> None:
    """Statements (with and behind their decorators), properties, items, resources inside of others."""
    ends = statement_ends(parse("main.bicep", TEXT))

    assert ends == {
        1: 6,
        3: 6,
        4: 6,
        7: 19,
        8: 8,
        9: 16,
        10: 15,
        11: 13,
        12: 12,
        14: 14,
        17: 18,
        20: 23,
        21: 22,
        22: 22,
        24: 24,
    }
