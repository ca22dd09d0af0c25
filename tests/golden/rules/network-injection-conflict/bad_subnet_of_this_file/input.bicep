resource vnet 'Microsoft.Network/virtualNetworks@2024-05-01' existing = {
  name: 'hub'

  resource agents 'subnets' existing = {
    name: 'agents'
  }
}

resource account 'Microsoft.CognitiveServices/accounts@2026-03-01' = {
  name: 'foundry'
  location: 'swedencentral'
  kind: 'AIServices'
  sku: { name: 'S0' }
  identity: { type: 'SystemAssigned' }
  properties: {
    allowProjectManagement: true
    customSubDomainName: 'foundry'
    networkInjections: [
      {
        scenario: 'agent'
        subnetArmId: vnet::agents.id
        useMicrosoftManagedNetwork: true
      }
    ]
  }
}
