param group string
resource a 'A.S/accounts@1' existing = { name: 'one', scope: resourceGroup('rg-x') }
resource b 'A.S/accounts@1' existing = { name: 'two', scope: resourceGroup('1111', group) }
resource c 'A.S/accounts/blobs@1' existing = { parent: b, name: 'default' }
resource d 'A.Auth/roleDefinitions@1' existing = { name: 'reader', scope: subscription() }
resource e 'A.Auth/roleAssignments@1' = { name: guid(a.id, d.id), scope: a, properties: { role: d.id, state: a.properties.state, key: a.listKeys().keys[0].value } }
resource f 'A.M/groups@1' existing = { name: 'mg', scope: tenant() }
output c string = c.id
output f string = f.id
