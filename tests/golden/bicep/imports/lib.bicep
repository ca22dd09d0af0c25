var secret = 'q'
@export()
var net = { mode: 'strict' }
@export()
var deep = { a: [1, secret] }
@export()
func prefixed(x string) string => '${secret}-${x}'
@export()
type Rule = { name: string }
