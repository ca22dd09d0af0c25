var workspace = 'research'

resource rule 'Microsoft.MachineLearningServices/workspaces/managedNetworks/outboundRules@2026-05-15-preview' = {
  name: '${workspace}/pypi'
  properties: { type: 'FQDN', destination: 'pypi.org' }
}

resource deep 'Microsoft.MachineLearningServices/workspaces/outboundRules@2025-12-01' = {
  name: '${workspace}/default/pypi'
  properties: { type: 'FQDN', destination: 'pypi.org' }
}
