param managed bool

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
        subnetArmId: ''
        useMicrosoftManagedNetwork: managed
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
