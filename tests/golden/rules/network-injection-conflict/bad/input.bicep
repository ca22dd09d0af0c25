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
        subnetArmId: '/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/hub/providers/Microsoft.Network/virtualNetworks/hub/subnets/agents'
        useMicrosoftManagedNetwork: true
      }
    ]
  }
}

resource network 'Microsoft.CognitiveServices/accounts/managedNetworks@2026-03-01' = {
  parent: account
  name: 'default'
  properties: {
    managedNetwork: { isolationMode: 'AllowOnlyApprovedOutbound' }
  }
}
