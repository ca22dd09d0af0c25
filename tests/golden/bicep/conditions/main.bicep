param wide bool
param mode string
var isOpen = mode == 'open'
resource all 'A.B/c@1' = if (wide) { name: 'all' }
resource one 'A.B/c@1' = if (!wide) {
  name: 'one'
  resource inner 'd' = if (isOpen) { name: 'inner' }
}
resource never 'A.B/c@1' = if (1 > 2) { name: 'never' }
resource always 'A.B/c@1' = if (1 < 2) { name: 'always', properties: { wide: wide ? 'yes' : 'no', gone: never.?properties.x } }
