param workspace string

resource rule 'Microsoft.MachineLearningServices/workspaces/managedNetworks/outboundRules@2026-05-15-preview' = {
  name: 'research/default/pypi'
  properties: { type: 'FQDN', destination: 'pypi.org' }
}

resource open 'Microsoft.MachineLearningServices/workspaces/outboundRules@2025-12-01' = {
  name: '${workspace}/pypi'
  properties: { type: 'FQDN', destination: 'pypi.org' }
}

resource known 'Microsoft.MachineLearningServices/workspaces@2025-12-01' existing = {
  name: workspace
}

resource below 'Microsoft.MachineLearningServices/workspaces/outboundRules@2025-12-01' = {
  parent: known
  name: 'conda'
  properties: { type: 'FQDN', destination: 'conda.anaconda.org' }
}
