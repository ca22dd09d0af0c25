import { net, prefixed as p, Rule } from 'lib.bicep'
import * as lib from 'lib.bicep'
param rules Rule[] = [{ name: 'a' }]
resource a 'A.B/c@1' = {
  name: p('x')
  properties: { net: net, all: [for r in rules: lib.prefixed(r.name)], nested: lib.deep.a, gone: lib.missing }
}
