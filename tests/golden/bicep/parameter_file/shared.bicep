@export()
var prefix = 'p'
