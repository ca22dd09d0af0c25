using none
param a = readEnvironmentVariable('A', 'a')
param c = loadJsonContent('c.json')
