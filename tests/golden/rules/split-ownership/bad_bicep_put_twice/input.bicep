param name string

resource research 'Microsoft.MachineLearningServices/workspaces@2025-12-01' = {
  name: name
  location: 'westeurope'
  properties: {
    managedNetwork: { isolationMode: 'AllowInternetOutbound' }
  }
}

resource again 'Microsoft.MachineLearningServices/workspaces@2025-12-01' = {
  name: name
  location: 'westeurope'
  properties: {
    managedNetwork: { isolationMode: 'AllowOnlyApprovedOutbound' }
  }
  dependsOn: [research]
}
