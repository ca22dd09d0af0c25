resource research 'Microsoft.MachineLearningServices/workspaces@2025-12-01' = {
  name: 'research'
  location: 'westeurope'
  properties: {
    managedNetwork: { isolationMode: 'AllowInternetOutbound' }
  }
}

module rules 'modules/rules.bicep' = {
  params: { workspaceName: research.name }
}

module endpoint 'br/public:avm/res/network/private-endpoint:0.9.0' = {
  params: { name: 'door', privateLinkServiceConnections: [{ name: 'door', properties: { privateLinkServiceId: research.id } }] }
}
