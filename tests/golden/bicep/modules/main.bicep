targetScope = 'subscription'
param names array = ['x', 'y']
resource rg 'Microsoft.Resources/resourceGroups@2024-03-01' = { name: 'rg-new', location: deployment().location }
module net 'modules/net.bicep' = [for n in names: {
  name: 'net-${n}'
  scope: rg
  params: { name: n, mode: 'strict' }
}]
module two 'modules/net.bicep' = {
  scope: resourceGroup('rg-other')
  params: { name: net[0].outputs.id }
}
module far 'br/public:avm/res/a/b:0.1.0' = { params: { id: two.outputs.id } }
module team 'br/team:c:2' = { params: far.outputs.all }
module gone 'modules/gone.bicep' = {}
module self 'main.bicep' = { params: {} }
module arm 'modules/arm.json' = { scope: rg, params: { suffix: 'z' } }
output last string = far.outputs.id
output armName string = arm.outputs.name
