param location string
param mode string
param name string
@secure()
param password string
resource r 'A.B/c@1' = { name: name, location: location, properties: { mode: mode, password: password } }
