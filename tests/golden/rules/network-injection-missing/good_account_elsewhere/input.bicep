resource account 'Microsoft.CognitiveServices/accounts@2026-03-01' existing = {
  name: 'foundry'
}

resource network 'Microsoft.CognitiveServices/accounts/managedNetworks@2026-03-01' = {
  parent: account
  name: 'default'
  properties: {
    managedNetwork: { isolationMode: 'AllowOnlyApprovedOutbound' }
  }
}
