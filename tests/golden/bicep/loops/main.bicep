param hosts array = ['a.org', 'b.org']
param unknown array
@batchSize(1)
resource rules 'A.ML/w/r@1' = [for (host, i) in hosts: {
  name: 'ws/r${i}'
  properties: { destination: host }
}]
@batchSize(1 + 1)
resource some 'A.ML/w/r@1' = [for host in unknown: if (host != 'x') {
  name: 'ws/${host}'
  properties: { destination: host, first: rules[0].id, any: rules[length(unknown)].id }
}]
resource none 'A.ML/w/r@1' = [for host in []: { name: 'ws/x' }]
output first string = rules[0].name
