param name string
resource ws 'A.ML/workspaces@2024-10-01' = {
  name: name
  properties: { first: rule.id }
  resource rule 'outboundRules' = {
    name: 'a'
    properties: { peer: other.name }
  }
  resource other 'outboundRules@2025-01-01' existing = { name: '${name}-b' }
}
resource below 'A.ML/workspaces/outboundRules@2024-10-01' = {
  parent: ws
  name: 'c'
  properties: { after: ws::rule.id, mode: ws.properties.missing.deep }
}
resource slashed 'A.ML/workspaces/outboundRules@2024-10-01' = { name: '${name}/d' }
output ids array = [ws::rule.id, below.id, slashed.id, slashed.name]
