param y string
resource r 'A.B/c@1' = { name: 'r', properties: { y: y } }
output x string = r.id
