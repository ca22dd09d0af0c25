param a string = 'default'
param b string
param c object
param d string?
@secure()
param e string
resource r 'A.B/c@1' = { name: a, properties: { b: b, c: c.deep, d: d, e: '${e}!' } }
