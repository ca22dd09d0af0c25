resource a 'A.B/c@1' = {
  name = 'a'
  properties: {
    good: 1
    bad: [1, 2
  }
}
resource b 'A.B/c@1' = { name: 'b', properties: { x: missing, y: a.properties.good } }
module m 'm.bicep' = {}
