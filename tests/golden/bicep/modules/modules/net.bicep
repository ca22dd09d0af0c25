param name string
param mode string = 'open'
param tags object?
resource id 'A.ML/w@2024-10-01' = { name: 'w-${name}', properties: { mode: mode }, tags: tags }
resource old 'A.ML/w@2024-10-01' existing = { name: 'old' }
resource lock 'A.Auth/locks@1' = { name: 'l', scope: old }
output id string = id.id
